import type { Entity, Gender } from './cast.ts';
import { isRoleNoun, roleOf } from './roles.ts';
import type { Token } from '../quotes/lex.ts';

type Seen = { entity: Entity; sentence: number; paragraph: number; place: number; kind: Sighting };

/** How an entity comes up: it speaks, is named, is named in full for the first time, or only owns something (“Vale’s plan”). */
export type Sighting = 'speaks' | 'named' | 'introduced' | 'owns';

/** Whom the text speaks of as one reads on; the last few dozen mentions, whom a pronoun or “the mayor” may mean. */
export type Focus = { seen: Seen[]; sentence: number; paragraph: number };

const KEPT = 40;
const WEIGHTS: Readonly<Record<Sighting, number>> = { speaks: 3.5, named: 0, introduced: 1, owns: -1 };

/** Of a pronoun's best match, found on labelled articles: below it more were wrong than right. */
const SURE = 1;

/** Nobody yet. */
export function createFocus(): Focus {
  return { seen: [], sentence: 0, paragraph: 0 };
}

/** Takes in a mention; `place` is its token, so that the first of a sentence counts as its subject. */
export function see(focus: Focus, entity: Entity, place: number, kind: Sighting = 'named'): void {
  focus.seen.push({ entity, sentence: focus.sentence, paragraph: focus.paragraph, place, kind });
  if (focus.seen.length > KEPT) focus.seen.shift();
}

/** Whom “he” or “she” likely means: somebody of that gender who was spoken of lately, rather a subject or a speaker than another. Sure only where that was in this sentence or the one before, and fits well or is the only one. */
export function whoIs(
  focus: Focus,
  gender: Gender,
  place: number,
  quoted: string,
): { entity: Entity; isSure: boolean } | undefined {
  let best: Entity | undefined;
  let top = -Infinity;
  const near = new Set<Entity>();
  const firsts = new Set<number>();
  const spoken = new Set(focus.seen.filter(({ kind }) => kind === 'speaks').map(({ entity }) => entity));
  for (const { entity, sentence, paragraph, place: at, kind } of focus.seen) {
    const isFirst = !firsts.has(sentence);
    if (entity.kind === 'person') firsts.add(sentence);
    if (!mayBe(entity, gender, spoken.has(entity)) || (sentence === focus.sentence && at >= place)) continue;
    if (focus.sentence - sentence <= 1) near.add(entity);
    const score =
      -1.2 * Math.min(focus.sentence - sentence, 12) -
      0.6 * Math.min(focus.paragraph - paragraph, 6) +
      (isFirst ? (sentence === focus.sentence ? 4 : 1) : 0) +
      WEIGHTS[kind] +
      // Who is spoken of in the words quoted hardly speaks them.
      (quoted !== '' && quoted.includes(entity.words.at(-1) ?? '') ? -3 : 0) +
      (entity.gender === gender ? 1 : 0) +
      (entity.words.length > 1 ? 0.5 : 0) +
      0.3 * Math.log(1 + entity.mentions.length);
    if (score >= top) [best, top] = [entity, score];
  }
  const known = new Set(focus.seen.flatMap(({ entity }) => (entity.gender === gender ? [entity] : [])));
  const isOnly = known.size === 1 && best?.gender === gender;
  return best && { entity: best, isSure: near.has(best) && (top >= SURE || isOnly) };
}

function mayBe(entity: Entity, gender: Gender, speaks: boolean): boolean {
  return entity.gender ? entity.gender === gender : (entity.isPerson || speaks) && entity.kind === 'person';
}

/** Whom “the mayor” means: the last one named who has that role. */
export function whoHasRole(focus: Focus, tokens: readonly Token[], entities: readonly Entity[]): Entity | undefined {
  const head = tokens.at(-1);
  const first = tokens[0]?.lower;
  if (!head || first !== 'the' || !isRoleNoun(head.lower)) return undefined;
  const role = roleOf(head.lower);
  const recent = focus.seen.findLast(({ entity }) => entity.isPerson && entity.roles.has(role));
  if (recent) return recent.entity;
  const bearers = entities.filter(({ isPerson, roles }) => isPerson && roles.has(role));
  return bearers.length === 1 ? bearers[0] : undefined;
}
