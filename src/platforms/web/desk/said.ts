import { count } from '../../../count.ts';

type Query = Record<string, string | undefined>;

/** As much of a title as one reads. */
const LONGEST = 120;

const WORDS: Record<string, (query: Query) => string> = {
  decide: () => 'Decided.',
  fact: () => 'Saved.',
  quote: () => 'Saved.',
  merge: () => 'Merged.',
  move: () => 'Moved.',
  lengths: () => 'Saved.',
  story: () => 'Saved.',
  person: () => 'Saved.',
  add: () => 'Added and accepted.',
  added: () => 'The article is on the desk; look through what was found.',
  known: () => 'This article came in before; here is its draft.',
  similar: ({ of = '' }) => `The article is on the desk. Nearly the same text came in lately: “${of}”.`,
  discarded: () => 'The draft is discarded.',
  published: ({ of = '', count: corrections }) => `${of} is published. ${told(corrections)}`,
  retracted: ({ of = '' }) => `${of} is retracted; readers who had it are told.`,
  reworded: ({ count: done, left }) =>
    `${count(number(done), 'fact is', 'facts are')} reworded${number(left) === 0 ? '' : `; ${number(left)} still to be reworded by hand`}.`,
  feed: ({ count: drafted }) =>
    `The feed is watched. ${count(number(drafted), 'article', 'articles')} came in from it.`,
  unfed: () => 'The feed is removed; drafts that came from it stay.',
  'signed-in': () => 'You are signed in.',
};

/** One line on what an action came to, where the address says so. */
export function saidWords(query: Query): string | undefined {
  const { said = '', of } = query;
  return Object.hasOwn(WORDS, said) ? WORDS[said]?.({ ...query, of: of?.slice(0, LONGEST) }) : undefined;
}

function told(corrections: string | undefined): string {
  const many = number(corrections);
  return many === 0 ? '' : `Readers are told of ${count(many, 'correction', 'corrections')}.`;
}

function number(given: string | undefined): number {
  const value = Number(given);
  return Number.isInteger(value) && value > 0 ? value : 0;
}
