import { lexicalKind } from '../facts/lexicon.ts';
import { STOP_WORDS } from '../facts/stop-words.ts';
import { fold, words } from '../facts/words.ts';
import { statementOf } from './question.ts';

const OPENING = /^(?:(?:and|but|or|also|ok|okay|so|then|now)\b[\s,]*)*(?:(?:what|how) about\b\s*)?/i;
const PERSON = /\b(?:he|she|him|they|them)\b|\b(?:his|her|their)\b/i;
const THING = /\b(?:it|its|this|that|those|these|there)\b/i;
const TIME =
  /\b(?:(?:in|since|by|during|for) )?(?:(?:last|this|next|previous|that) (?:year|month|week)|(?:1[5-9]|20)\d\d)\b/gi;
const WHERE = /\b(?:in|at|to|from) $/i;
const BARE = /[?!.\s]+$/;
const ABOUT = /^(?:about|on|regarding)\b/i;

/** A completed follow-up is itself followed up: what it carries along must not grow. */
const LONGEST_BEFORE = 300;

/** A question as it was understood, and whose statement answered it. */
export type Asked = { question: string; about?: string | undefined };

/**
 * Completes a question that leans on the one before it: “and last year?”, “what about Havrén?”, “what did she say?”.
 * What it says itself replaces its counterpart; a question that stands by itself is given back as it is.
 */
export function resolveFollowUp(question: string, previous: Asked | undefined): string {
  const before = previous?.question.slice(0, LONGEST_BEFORE).replace(BARE, '').trim();
  if (!before) return question;
  const opening = OPENING.exec(question)?.[0] ?? '';
  const rest = question.slice(opening.length).replace(BARE, '').trim();
  if (rest === '') return question;
  const names = namesIn(rest);
  const pronoun = rest.search(PERSON);
  // A name before the pronoun is whom it means: “what did Vale say of her harbour”.
  if (pronoun >= 0 && (names[0]?.start ?? Infinity) > pronoun) return named(question, before, previous?.about);
  if (opening === '') return THING.test(rest) && content(rest).length <= 2 ? joined(before, rest) : question;
  return continued(rest, names, before);
}

/** A pronoun gives way to whom the question before was about, or to who the answer was where it asked who. */
function named(question: string, before: string, about: string | undefined): string {
  const { speaker } = statementOf(before);
  const people = namesIn(before)
    .filter(({ start }) => !WHERE.test(before.slice(0, start)))
    .map(({ text }) => text);
  if (/\b(?:they|them|their)\b/i.test(question)) {
    // The leaders, the countries: without two names to put in their place, the rest of the question must tell.
    if (people.length < 2) return content(question).length > 1 ? question : joined(before, question);
    return replacePerson(question, people.join(' and '));
  }
  const answered = /\b(?:who|whose|which)\b/i.test(before) ? about : undefined;
  const who =
    answered ?? people.findLast((name) => words(name).some((word) => speaker.includes(word))) ?? people.at(-1) ?? about;
  return who === undefined ? joined(before, question) : replacePerson(question, who);
}

function replacePerson(question: string, name: string): string {
  return question.replace(PERSON, (pronoun) => `${name}${/^(?:his|their)$/i.test(pronoun) ? '’s' : ''}`);
}

/** Both questions; of one that was joined before, only its first part, so that it does not grow. */
function joined(before: string, rest: string): string {
  return `${before.split(': ')[0]}: ${rest.replace(BARE, '')}?`;
}

/** “And …?”: what follows takes the place of its like in the question before. */
function continued(rest: string, names: Name[], before: string): string {
  const { speaker } = statementOf(before);
  const alone = content(rest).every((word) => names.some(({ text }) => words(text).includes(word)));
  const said = namesIn(before).find(({ text }) => words(text).some((word) => speaker.includes(word)));
  const time = rest.match(TIME);
  if (said && ABOUT.test(rest)) return `What did ${said.text} say ${rest}?`;
  if (time && content(rest.replace(TIME, ' ')).length === 0) return `${before.replace(TIME, '').trim()} ${rest}?`;
  if (/^according to\b/i.test(rest))
    return `${said ? before.replace(said.text, '') : before.replace(TIME, '').trim()} ${rest}?`;
  if (alone && names.length > 0) return swapped(rest, names, before, said);
  if (said) return `What did ${said.text} say about ${rest}?`;
  if (names.length > 0) return `${rest}?`;
  const named = namesIn(before).map(({ text }) => text);
  return named.length === 0 || THING.test(rest) ? joined(before, rest) : `${named.join(' ')} ${rest}?`;
}

function swapped(rest: string, names: Name[], before: string, said: Name | undefined): string {
  const name = rest.slice(names[0]?.start);
  const inPlace = /^(?:in|at|to|from)\b/i.test(rest);
  const all = namesIn(before);
  const old = inPlace ? all.findLast(({ start }) => WHERE.test(before.slice(0, start))) : (said ?? all.at(-1));
  if (!old) return `${before} ${rest}?`;
  return `${before.slice(0, old.start)}${name}${before.slice(old.start + old.text.length)}?`;
}

type Name = { text: string; start: number };

/** The names in a text, a full name as one: words with a capital inside a sentence, or that English knows only as names or not at all. */
function namesIn(text: string): Name[] {
  const found: Name[] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}.]*/gu)) {
    const folded = fold(word);
    if (STOP_WORDS.has(folded) || /^\d/.test(word)) continue;
    const capital = /^\p{Lu}/u.test(word) && index > 0;
    if (!capital && lexicalKind(folded) === 'word') continue;
    const last = found.at(-1);
    if (last && last.start + last.text.length + 1 === index && text[index - 1] === ' ') last.text += ` ${word}`;
    else found.push({ text: word, start: index });
  }
  return found;
}

function content(text: string): string[] {
  return words(text).filter((word) => !STOP_WORDS.has(word));
}
