import type { Cast } from '../people/cast.ts';
import { createFocus, see } from '../people/focus.ts';
import type { Quotation } from '../quotation.ts';
import { findCue, lastSpeaker, tellsSpeaker, type Cue } from './find-cue.ts';
import type { Marked } from './find-marked.ts';
import { isTitle } from './judge-marked.ts';
import { mainSubject } from './find-subject.ts';
import type { Sentence, Token } from './lex.ts';
import type { Clause, Subject } from './noun-phrase.ts';
import { groupSpeaker, readPronouns, tellSpeaker, type Scene, type Speaker } from './tell-speaker.ts';

/** Who spoke last, in which paragraph. */
type Turn = { speaker: Speaker; paragraph: number };

/** Before words that nobody in particular says. */
const SO_CALLED = /^(?:so-called|self-styled|self-described|supposed|proverbial)$/;

/** How many paragraphs on a quotation without a cue of its own may still be of who spoke last. */
const CARRIED = 2;

/** Gives each marked stretch its speaker, sentence by sentence; `marked` are the outermost ones in order. */
export function attribute(
  text: string,
  sentences: readonly Sentence[],
  marked: readonly Marked[],
  cast: Cast,
): Map<Marked, Quotation> {
  const focus = createFocus();
  const found = new Map<Marked, Quotation>();
  let last: Turn | undefined;
  let topic: Turn | undefined;
  let group: Speaker | undefined;
  let waiting: Quotation[] = [];
  let runsOn: Quotation[] = [];
  for (const [number, sentence] of sentences.entries()) {
    const { tokens, paragraph } = sentence;
    if (focus.paragraph !== paragraph) waiting = [];
    Object.assign(focus, { sentence: number, paragraph });
    const clause: Clause = { tokens, mentions: cast.mentionsOf.get(sentence) ?? [], tells: tellsSpeaker(tokens) };
    const scene: Scene = { text, clause, pronouns: readPronouns(clause, focus), focus, cast, group };
    let inSentence: Speaker | undefined;
    for (const [at, token] of tokens.entries()) {
      const each = token.quote === undefined ? undefined : marked[token.quote];
      if (!each) continue;
      const cue = findCue(clause, at);
      if (
        SO_CALLED.test(tokens[at - 1]?.lower ?? '') ||
        isTitle(token.text, wordsAround(tokens, at, -1), wordsAround(tokens, at, 1), cue !== undefined)
      ) {
        found.set(each, { start: each.start, end: each.end, text: token.text, isScare: true });
        continue;
      }
      const own = cue && (tellSpeaker(scene, cue.subject) ?? inSentence);
      const quotation: Quotation = { start: each.start, end: each.end, text: text.slice(each.start, each.end) };
      found.set(each, quotation);
      if (own) {
        give(quotation, own, cue, tokens);
        for (const earlier of [...waiting, ...runsOn]) give(earlier, own);
        inSentence = own;
        // Who is “she” once stays so, where the name does not tell.
        const pronoun = cue.subject?.isPronoun ? tokens[cue.subject.from]?.lower : undefined;
        if (own.entity && (pronoun === 'he' || pronoun === 'she')) own.entity.gender ??= pronoun;
        last = { speaker: own, paragraph };
        waiting = [];
        runsOn = [];
      } else {
        const heir = carry(scene, at, paragraph, last, topic);
        // “She said” names somebody, if not whom: nobody else says it.
        const isOpen = /^s?he$/.test(tokens[cue?.subject?.from ?? -1]?.lower ?? '');
        if (isOpen) last = topic = undefined;
        const carried = isOpen ? undefined : heir;
        if (carried) give(quotation, carried);
        else if (!cue && !/[.!?…,]$/.test(token.text)) quotation.isScare = true;
        if (last?.paragraph !== paragraph) waiting.push(quotation);
        if (last && carried === last.speaker) last = { ...last, paragraph };
      }
      if (each.runsOn) runsOn.push(quotation);
      else if (!own) runsOn = [];
    }
    const isColon = tokens.at(-1)?.text === ':';
    const main = mainSubject(clause, 0, tokens.length);
    const heard = tellSpeaker(scene, lastSpeaker(clause) ?? (isColon ? main : undefined));
    if (heard && !inSentence) last = { speaker: heard, paragraph };
    const speaking = inSentence ?? heard;
    if (speaking?.entity) see(focus, speaking.entity, tokens.length, 'speaks');
    group = groupSpeaker(scene, main) ?? group;
    const about = personOf(scene, main);
    topic = about ? { speaker: about, paragraph } : topic;
  }
  return found;
}

function wordsAround(tokens: readonly Token[], at: number, step: number): string[] {
  return [tokens[at + step]?.lower ?? '', tokens[at + 2 * step]?.lower ?? ''];
}

function personOf(scene: Scene, subject: Subject | undefined): Speaker | undefined {
  const speaker = subject && (subject.mention ?? subject.isPronoun) ? tellSpeaker(scene, subject) : undefined;
  return speaker?.entity?.kind === 'person' ? speaker : undefined;
}

/** Whose a quotation is that no clause attributes: of the subject of its sentence, of who spoke last, of whom the paragraph is about. */
function carry(
  scene: Scene,
  at: number,
  paragraph: number,
  last: Turn | undefined,
  topic: Turn | undefined,
): Speaker | undefined {
  const subject = at > 0 ? mainSubject(scene.clause, 0, at) : undefined;
  const person = personOf(scene, subject);
  if (person) return person;
  if (last?.paragraph === paragraph) return last.speaker;
  if (topic?.paragraph === paragraph) return topic.speaker;
  if (last && paragraph - last.paragraph <= CARRIED) return last.speaker;
  return undefined;
}

function give(quotation: Quotation, speaker: Speaker, cue?: Cue, tokens?: readonly Token[]): void {
  quotation.speaker = speaker.name;
  delete quotation.isScare;
  quotation.mention = speaker.mention;
  const first = cue && tokens?.[cue.from];
  const final = cue && tokens?.[cue.to - 1];
  if (first && final) quotation.cue = { start: first.start, end: final.end };
}
