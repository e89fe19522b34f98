import type { NamedPerson, Quotation, Span } from '../quotation.ts';
import { genderOfFirstName } from '../people/first-names.ts';
import type { Candidate } from './keep.ts';

/** A name in place of a pronoun, and the sentences that bear it out. */
export type Antecedent = { name: string; shown: Span[] };

/** Whom each sentence's opening pronoun, or the one that says it at its end, can only mean; `speaks` where it is the subject of a verb of saying, which those just cited go on with. */
export type Resolver = (index: number, pronoun: string, speaks: boolean) => Antecedent | undefined;

type Mention = Span & { person: NamedPerson };
/** How far back a name may stand, in sentences and paragraphs. */
const SENTENCES_BACK = 2;
const PARAGRAPHS_BACK = 1;

/** Reads who is named where; a pronoun is resolved only where one person alone can be meant. */
export function createResolver(
  text: string,
  sentences: readonly Candidate[],
  people: readonly NamedPerson[],
  quotations: readonly Quotation[],
): Resolver {
  const named = mentionsIn(sentences, people);
  const speakers = speakersIn(sentences, quotations, people);
  const resolved = new Map<number, NamedPerson>();
  const full = new Map<NamedPerson, Span | undefined>();

  function fullMention(person: NamedPerson): Span | undefined {
    if (!full.has(person))
      full.set(
        person,
        person.mentions.find(({ start, end }) => text.slice(start, end) === person.name),
      );
    return full.get(person);
  }

  function sentenceOf(span: Span): Candidate | undefined {
    let [low, high] = [0, sentences.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((sentences[middle]?.start ?? 0) <= span.start) low = middle;
      else high = middle - 1;
    }
    const found = sentences[low];
    return found && found.start <= span.start && span.end <= found.end ? found : undefined;
  }

  function candidates(index: number): Map<NamedPerson, Span> {
    const found = new Map<NamedPerson, Span>();
    const paragraph = (sentences[index]?.paragraph ?? 0) - PARAGRAPHS_BACK;
    for (let at = index - 1; at >= Math.max(0, index - SENTENCES_BACK); at -= 1) {
      const sentence = sentences[at];
      if (!sentence || sentence.paragraph < paragraph) break;
      for (const { person, start, end } of named[at] ?? []) if (!found.has(person)) found.set(person, { start, end });
      for (const person of [speakers[at], resolved.get(at)])
        if (person && !found.has(person)) found.set(person, person.mentions[0] ?? sentence);
    }
    return found;
  }

  return (index, pronoun, speaks) => {
    const gender = /^s?he$/.test(pronoun.toLowerCase()) ? pronoun.toLowerCase() : /^her/i.test(pronoun) ? 'she' : 'he';
    const fitting = [...candidates(index)].filter(([person]) => (genderOf(person) ?? gender) === gender);
    const cited = speaks ? fitting.filter(([person]) => person === speakers[index - 1]) : [];
    const [only, other] = cited.length === 1 ? cited : fitting;
    if (!only || other) return undefined;
    const [person, mention] = only;
    resolved.set(index, person);
    const whole = fullMention(person);
    const name = whole ? person.name : text.slice(mention.start, mention.end).replace(/\s+/g, ' ');
    const shown = [whole, mention].flatMap((span) => {
      const sentence = span && sentenceOf(span);
      return sentence ? [{ start: sentence.start, end: sentence.end }] : [];
    });
    if (shown.length === 0 || /["“”]/.test(name)) return undefined;
    return { name, shown: shown.filter(({ start }, i) => shown.findIndex((other) => other.start === start) === i) };
  };
}

function genderOf({ name, aliases, role = '' }: NamedPerson): string | undefined {
  const told = [...aliases, role].join(' ');
  if (/\b(?:Mr|chairman|spokesman|king|prince|father|brother|husband|son)\b/i.test(told)) return 'he';
  if (/\b(?:Mrs|Ms|Miss|chairwoman|spokeswoman|queen|princess|mother|sister|wife|daughter)\b/i.test(told)) return 'she';
  const [first = ''] = name.split(' ');
  return genderOfFirstName(first);
}

/** The people named in each sentence, outside its quotations. */
function mentionsIn(sentences: readonly Candidate[], people: readonly NamedPerson[]): Mention[][] {
  const all = people
    .filter(({ kind }) => kind === 'person')
    .flatMap((person) => person.mentions.map((mention): Mention => ({ ...mention, person })))
    .sort((a, b) => a.start - b.start);
  let at = 0;
  return sentences.map(({ start, end, quoted }) => {
    const found: Mention[] = [];
    while (at < all.length && (all[at]?.start ?? end) < start) at += 1;
    for (; at < all.length && (all[at]?.start ?? end) < end; at += 1) {
      const mention = all[at];
      if (mention && !quoted.some((span) => span.start <= mention.start && mention.end <= span.end))
        found.push(mention);
    }
    return found;
  });
}

/** Whoever is cited in each sentence. */
function speakersIn(
  sentences: readonly Candidate[],
  quotations: readonly Quotation[],
  people: readonly NamedPerson[],
): (NamedPerson | undefined)[] {
  const byName = new Map(people.map((person) => [person.name, person]));
  let at = 0;
  return sentences.map(({ start, end }) => {
    let found: NamedPerson | undefined;
    while (at < quotations.length && (quotations[at]?.start ?? end) < start) at += 1;
    for (; at < quotations.length && (quotations[at]?.start ?? end) < end; at += 1)
      found = byName.get(quotations[at]?.speaker ?? '') ?? found;
    return found?.kind === 'person' ? found : undefined;
  });
}
