import type { NamedPerson, Span } from '../quotation.ts';
import type { Sentence, Token } from '../quotes/lex.ts';
import { findNames, type Name } from './find-names.ts';
import { genderOfFirstName } from './first-names.ts';
import { genderOfRole, isHonorific, isRoleNoun, roleOf } from './roles.ts';
import { isDeterminer, isPlaceWord, isPreposition } from './word-classes.ts';

export type Gender = 'she' | 'he';

/** Who or what an article names, by the fullest form. `roles` are nouns for it, in one form each; `count` its mentions. */
export type Entity = {
  name: string;
  words: string[];
  kind: NamedPerson['kind'];
  isPerson: boolean;
  gender: Gender | undefined;
  roles: Set<string>;
  role: string | undefined;
  aliases: Set<string>;
  mentions: Span[];
  /** How often the article has given the name in full so far. */
  full: number;
};

/** A name where it stands in a sentence, with whom it names. */
export type Mention = Name & { entity: Entity };

/** All names of an article: who they name, and each sentence's mentions. */
export type Cast = { entities: Entity[]; mentionsOf: ReadonlyMap<Sentence, Mention[]> };

/** Reads who an article names, the full names first, so that a surname finds whom it is short for wherever it stands. */
export function readCast(text: string, sentences: readonly Sentence[]): Cast {
  const found = new Map(sentences.map((sentence) => [sentence, findNames(sentence)]));
  const byFirstAndLast = new Map<string, Entity>();
  const byWord = new Map<string, Entity[]>();
  const entities: Entity[] = [];
  const index = (word: string, entity: Entity) => {
    const list = byWord.get(word);
    if (!list) byWord.set(word, [entity]);
    else if (!list.includes(entity) && list.length < 8) list.push(entity);
  };
  const create = (words: string[], name: string, { looks }: Name): Entity => {
    const entity: Entity = {
      name,
      words,
      kind: looks === 'organisation' || words.every((word) => isPlaceWord(word)) ? 'organisation' : 'person',
      isPerson: looks === 'person' && words.length > 1,
      gender: undefined,
      roles: new Set(),
      role: undefined,
      aliases: new Set(),
      mentions: [],
      full: 0,
    };
    entities.push(entity);
    return entity;
  };
  const enter = (sentence: Sentence, name: Name) => {
    const words = wordsOf(sentence.tokens, name);
    const [first = ''] = words;
    const last = surname(words);
    const key = `${first} ${last}`;
    const shown = shownName(text, sentence.tokens, name);
    const known = byFirstAndLast.get(key);
    if (known) {
      if (shown.length > known.name.length) [known.name, known.words] = [shown, words];
      return;
    }
    const entity = create(words, shown, name);
    byFirstAndLast.set(key, entity);
    index(last, entity);
    if (entity.isPerson) {
      index(first, entity);
      for (const word of words.slice(1, -1)) index(word, entity);
    }
  };
  for (const [sentence, names] of found)
    if (!sentence.isHeading) for (const name of names) if (name.to - name.from > 1) enter(sentence, name);
  for (const [sentence, names] of found)
    if (sentence.isHeading)
      for (const name of names)
        for (const part of partsOfHeading(sentence.tokens, name))
          if (!byWord.has(surname(wordsOf(sentence.tokens, part)))) enter(sentence, part);

  const plain = new Set<string>();
  for (const { tokens } of sentences) for (const { lower, isCapital } of tokens) if (!isCapital) plain.add(lower);
  // “Delegates asked”: a capital only at the start of a sentence.
  const isCommonWord = ({ tokens }: Sentence, { from, to }: Name) =>
    to - from === 1 && (from === 0 || tokens[from - 1]?.quote !== undefined) && plain.has(tokens[from]?.lower ?? '');
  const mentionsOf = new Map<Sentence, Mention[]>();
  const lastFull = new Map<string, Entity>();
  for (const [sentence, names] of found) {
    const mentions: Mention[] = [];
    for (const name of names) {
      const words = wordsOf(sentence.tokens, name);
      const entity =
        byFirstAndLast.get(`${words[0]} ${surname(words)}`) ??
        shortFor(words, name, byWord, lastFull) ??
        (words.length === 1 ? misspelt(words[0] ?? '', entities) : undefined) ??
        (name.looks === 'role' || (sentence.isHeading && words.length > 1)
          ? undefined
          : isCommonWord(sentence, name)
            ? undefined
            : create(words, shownName(text, sentence.tokens, name), name));
      if (!entity) continue;
      if (words.length === 1 && entity.words.length === 1) {
        byFirstAndLast.set(`${words[0]} ${words[0]}`, entity);
        if (name.looks === 'person') entity.isPerson = true;
      }
      if (words.length > 1) {
        entity.full += 1;
        lastFull.set(surname(words), entity);
      }
      learn(text, entity, sentence.tokens, name);
      const span = { start: sentence.tokens[name.from]?.start ?? 0, end: sentence.tokens[name.to - 1]?.end ?? 0 };
      entity.mentions.push(span);
      entity.aliases.add(text.slice(span.start, span.end));
      mentions.push({ ...name, entity });
    }
    mentionsOf.set(sentence, mentions);
  }
  for (const entity of entities)
    if (entity.kind === 'person') entity.gender ??= genderOfFirstName(entity.words[0] ?? '');
  return { entities, mentionsOf };
}

/** “Hillary Clinton Goes On” in a heading: whoever has a common first name, with the word after it. */
function partsOfHeading(tokens: readonly Token[], name: Name): Name[] {
  const parts: Name[] = [];
  for (let i = name.from; i + 1 < name.to; i += 1)
    if (genderOfFirstName(tokens[i]?.lower ?? ''))
      parts.push({ ...name, from: i, to: i + 2, titles: [], looks: 'person' });
  return parts;
}

function wordsOf(tokens: readonly Token[], { from, to }: Name): string[] {
  return tokens.slice(from, to).map(({ lower }) => lower.normalize('NFC'));
}

function surname(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return /^(?:jr|sr|ii|iii|iv)$/.test(last) && words.length > 2 ? (words.at(-2) ?? last) : last;
}

function shownName(text: string, tokens: readonly Token[], { from, to, isThe, looks }: Name): string {
  const start = isThe && looks === 'organisation' ? (tokens[from - 1]?.start ?? 0) : (tokens[from]?.start ?? 0);
  return text.slice(start, tokens[to - 1]?.end).replace(/\s+/g, ' ');
}

/** Whom a part of a name is short for: of those who bear it the one most named, and whom the title fits. */
function shortFor(
  words: readonly string[],
  { titles }: Name,
  byWord: ReadonlyMap<string, Entity[]>,
  lastFull: ReadonlyMap<string, Entity>,
): Entity | undefined {
  const candidates = (byWord.get(surname(words)) ?? []).filter(({ words: full }) =>
    words.every((word) => full.includes(word)),
  );
  if (candidates.length < 2) return candidates[0];
  const gender = titles.map((title) => genderOfRole(title)).find(Boolean);
  const people = candidates.filter(({ isPerson }) => isPerson);
  const pool = people.length > 0 ? people : candidates;
  const fits = gender
    ? pool.filter((entity) => (entity.gender ?? genderOfFirstName(entity.words[0] ?? '')) === gender)
    : pool;
  const weigh = (entity: Entity) =>
    entity.full +
    (entity === pool[0] ? 1.5 : 0) +
    (lastFull.get(surname(words)) === entity ? 0.5 : 0) +
    0.1 * entity.mentions.length;
  return (fits.length > 0 ? fits : pool).reduce((best, each) => (weigh(each) > weigh(best) ? each : best));
}

/** Takes in what a mention's titles and apposition tell. */
function learn(text: string, entity: Entity, tokens: readonly Token[], { titles, from, to }: Name): void {
  for (const title of titles) {
    entity.gender ??= genderOfRole(title);
    if (isRoleNoun(title)) entity.roles.add(roleOf(title));
  }
  const said = tokens[from - titles.length];
  if (said && titles.some((title) => isRoleNoun(title) && !isHonorific(title)))
    entity.role ??= text.slice(said.start, tokens[from - 1]?.end).replace(/\s+/g, ' ');
  if (tokens[to]?.text !== ',' || entity.kind !== 'person') return;
  const first = tokens[to + 1];
  if (
    !first ||
    !(isDeterminer(first.lower) || isRoleNoun(first.lower) || /^(?:former|head|director)$/.test(first.lower))
  )
    return;
  let inHead = true;
  let end = to + 1;
  for (; end < tokens.length && end < to + 16; end += 1) {
    const token = tokens[end];
    if (!token || token.quote !== undefined || /^[,;:()—–]$/.test(token.text) || token.lower === 'who') break;
    if (isPreposition(token.lower)) inHead = false;
    if (inHead && isRoleNoun(token.lower)) {
      entity.roles.add(roleOf(token.lower));
      entity.gender ??= genderOfRole(token.lower);
    }
  }
  entity.role ??= text.slice(first.start, tokens[end - 1]?.end).replace(/\s+/g, ' ');
}

/** Most articles name fewer; beyond, a slip of the pen is no longer looked for. */
const FEW = 150;

/** Whose surname a word is but for a letter left out, put in or changed: articles misspell. */
function misspelt(word: string, entities: readonly Entity[]): Entity | undefined {
  if (word.length < 5 || entities.length > FEW) return undefined;
  return entities.find(({ words, isPerson }) => isPerson && words.length > 1 && isNear(word, surname(words)));
}

function isNear(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return Math.max(a.length, b.length) - head - tail <= 1;
}
