import { splitSentences } from '../../facts/sentences.ts';
import type { Figure } from '../../facts/story.ts';
import type { NamedPerson, Quotation, Span } from '../quotation.ts';
import { speechVerb } from '../quotes/speech-verbs.ts';
import { readArticle } from '../read-article.ts';
import { attributionOf } from './attribution.ts';
import { resolveWhen } from './dates.ts';
import { isAside, isStatement, type Candidate } from './keep.ts';
import { numbersOf } from './numbers.ts';
import { rateStatements } from './rate.ts';
import { createResolver, type Antecedent, type Resolver } from './resolve-names.ts';
import { datelineLength, trimSentence } from './trim.ts';

/**
 * A statement of an article: [start, end) is its sentence in the text as given, `text` the same sentence with only
 * words left out and pronouns named. `shown` are the sentences that bear a name out which was put in. `isLoose`: it
 * opens with a word that means something said before, so it may not stand alone.
 */
export type ArticleFact = Span & {
  text: string;
  shown: Span[];
  isLoose: boolean;
  attribution?: string | undefined;
  /** The fullest name of whoever is cited. */
  speaker?: string | undefined;
  /** EDTF. */
  when?: string | undefined;
  numbers: Figure[];
  /** The fullest names of those it is about. */
  people: string[];
  importance: 1 | 2 | 3 | 4 | 5;
};

/** What an article is read with: its day of publication (EDTF), and what was found in it already. */
export type Reading = {
  published?: string | undefined;
  title?: string | undefined;
  known?: { people: readonly NamedPerson[]; quotations: readonly Quotation[] };
};

/** A person is cited rather than the house they speak for, unless that stands far before. */
const ORGANISATION = 15;
/** Of “Stein spokeswoman Figueroa” and “China’s broadcaster”, neither Stein nor China speaks. */
const CITED = /^(?:$|,| \(| (?:of|from|at|in|for|on|and|with|who|himself|herself)\b)/;
const LONGEST_SENTENCE = 2000;
const LOOSE =
  /^(?:(?:That|This|It|They|These|Those|Such|Another|He|She|His|Her|Hers|Their|Its|Here|There|Neither|Either|More|Less|Which|Who|What|Why|How|Doing|Because|Nor|Even|Just|Among (?:them|these|those))\b|(?:Both|Some|Many|Most|All|None|Others?|One|Each|Few|Several)(?= (?:of (?:them|these|those|whom)|are|is|was|were|have|has|had|say|says|said|will|would|do|did|even|also|\p{L}+ed)\b)|(?:The|Both) (?:latter|former|same|others?|two|pair|move|news|statement|comments?|remarks?|men|women)\b)/u;
const PRONOUN = /^(He|She|His|Her)\b(?! own\b)/;
/** What a sentence opens with before its subject. */
const LATER_PRONOUN = /^([^,;:“”"()]{3,90}, )(he|she)(?= )/;
const LATER_LOOSE = /^\p{Lu}[^,;:“”"()\p{Lu}]{1,40}, (?:it|they|this|that|these|those)\b/u;
const SAID_BY =
  /(?<=, )(he|she)(?= (?:said|says|added|adds|told|wrote|noted|warned|argued|claimed|explained|continued|insisted)\b[^“”"]{0,60}[.!]$)/;

/** The statements of an article that are worth keeping, in the order of the text. Pure; linear in the text's length. */
export function findFacts(text: string, reading: Reading = {}): ArticleFact[] {
  const { published, title } = reading;
  const { people, quotations } = reading.known ?? readArticle(text);
  const sentences = candidatesOf(text, quotations);
  const resolve = createResolver(text, sentences, people, quotations);
  const named = namesIn(sentences, people);
  const repeated = repeatedTexts(sentences)
    .add(title ?? '')
    .add(`${title}.`);
  const found = sentences.flatMap((sentence, index): Omit<ArticleFact, 'importance'>[] => {
    if (!sentence.ends || sentence.text.length > LONGEST_SENTENCE) return [];
    // Also of what is no statement: whom its pronoun means, the next sentence's may mean too.
    const told = tell(sentence, index, resolve, named[index] ?? []);
    if (repeated.has(sentence.text) || !isStatement(sentence)) return [];
    const { statement, antecedents, start } = told;
    if (isAside(statement)) return [];
    const attribution = attributionOf(statement);
    const speaker = attribution === undefined ? undefined : speakerOf(attribution, named[index] ?? [], antecedents);
    const when = resolveWhen(statement, published);
    return [
      {
        start,
        end: sentence.end,
        text: statement,
        shown: antecedents.flatMap(({ shown }) => shown).filter((span) => span.start !== sentence.start),
        isLoose: LOOSE.test(statement) || LATER_LOOSE.test(statement) || told.isLoose,
        ...(attribution !== undefined && { attribution }),
        ...(speaker !== undefined && { speaker }),
        ...(when !== undefined && { when }),
        numbers: numbersOf(statement, when),
        people: [...new Set([...antecedents.map(({ name }) => name), ...(named[index] ?? []).map(({ name }) => name)])],
      },
    ];
  });
  const importance = rateStatements(found, text.length, title);
  return found.map((fact, i) => ({ ...fact, importance: importance[i] ?? 1 }));
}

/** A sentence in the form that it is kept in. */
function tell(sentence: Candidate, index: number, resolve: Resolver, named: readonly NamedPerson[]) {
  const dateline = datelineLength(sentence.text);
  const antecedents: Antecedent[] = [];
  const put = (pronoun: string, _: string, at: number, whole: string) => {
    const [next = ''] = /(?<= )[\p{L}]+/u.exec(whole.slice(at + pronoun.length)) ?? [];
    const found = resolve(index, pronoun, speechVerb(next) === 'saying');
    if (found) antecedents.push(found);
    return found === undefined ? pronoun : /^(?:his|her)$/i.test(pronoun) ? `${found.name}’s` : found.name;
  };
  let isLoose = false;
  const statement = trimSentence(sentence.text.slice(dateline))
    .replace(PRONOUN, put)
    .replace(LATER_PRONOUN, (whole, before: string, pronoun: string, at: number, text: string) => {
      // “After Vale resigned, she …”
      if (
        named.some(
          ({ name, aliases, kind }) => kind === 'person' && [name, ...aliases].some((each) => before.includes(each)),
        )
      )
        return whole;
      const name = put(pronoun, '', at + before.length, text);
      isLoose = name === pronoun;
      return before + name;
    })
    .replace(SAID_BY, put);
  return { statement, antecedents, isLoose, start: sentence.start + dateline };
}

function candidatesOf(text: string, quotations: readonly Quotation[]): Candidate[] {
  let at = 0;
  return splitSentences(text).map((sentence) => {
    const quoted: Quotation[] = [];
    while (at < quotations.length && (quotations[at]?.end ?? 0) <= sentence.start) at += 1;
    for (let i = at; i < quotations.length && (quotations[i]?.start ?? Infinity) < sentence.end; i += 1) {
      const quotation = quotations[i];
      if (quotation) quoted.push(quotation);
    }
    return { ...sentence, text: text.slice(sentence.start, sentence.end), quoted };
  });
}

/** Who and what each sentence names. */
function namesIn(sentences: readonly Candidate[], people: readonly NamedPerson[]): NamedPerson[][] {
  const all = people
    .flatMap((person) => person.mentions.map(({ start }) => ({ start, person })))
    .sort((a, b) => a.start - b.start);
  let at = 0;
  return sentences.map(({ start, end }) => {
    const found = new Set<NamedPerson>();
    while (at < all.length && (all[at]?.start ?? end) < start) at += 1;
    for (; at < all.length && (all[at]?.start ?? end) < end; at += 1) {
      const person = all[at]?.person;
      if (person) found.add(person);
    }
    return [...found];
  });
}

function speakerOf(attribution: string, named: readonly NamedPerson[], antecedents: readonly Antecedent[]) {
  const told = antecedents.find(({ name }) => attribution === name)?.name;
  if (told !== undefined) return told;
  const placed = named.flatMap(({ name, aliases, kind }) => {
    const places = [name, name.replace(/^the /i, ''), ...aliases].flatMap((each) => {
      const place = each.length > 1 ? attribution.indexOf(each) : -1;
      return place >= 0 && CITED.test(attribution.slice(place + each.length)) ? place : [];
    });
    const at = Math.min(...places);
    return at < Infinity ? [{ name, at: kind === 'person' ? at : at + ORGANISATION }] : [];
  });
  return placed.sort((a, b) => a.at - b.at)[0]?.name;
}

/** What stands there twice is a caption or a teaser. */
function repeatedTexts(sentences: readonly Candidate[]): Set<string> {
  const seen = new Set<string>();
  return new Set(sentences.flatMap(({ text }) => (seen.has(text) ? [text] : (seen.add(text), []))));
}
