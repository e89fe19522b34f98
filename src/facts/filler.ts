import { stem } from './words.ts';

/**
 * Words that a news question is padded with and that its answer seldom repeats: when and how surely, how much is made
 * of it, and nouns that stand for any thing. They are searched, but weigh little.
 */
const WORDS = `
recently recent lately currently now today yesterday tomorrow week weekend month past latest earlier later soon
approximately roughly nearly almost about around exactly precisely estimated total
reportedly allegedly apparently officially publicly purportedly supposedly according accord following amid despite
controversial popular famous legendary iconic renowned well-known notable notorious unlikely unusual unexpected
surprising shocking stunning dramatic historic massive major huge big significant important key high-profile leading
prominent prestigious beloved embattled disgraced scandal-hit surprise bizarre rare unprecedented
highly widely largely particularly especially specifically famously notoriously
several various numerous many certain particular specific following
type kind sort item thing object product name term word phrase part place location site event occasion issue topic matter
way reason role case example
known called named dubbed titled located situated involved featured considered
become becomes became made make makes making take takes took taken get gets got give given put set go going come came
see seen saw use used using do done have
announced announce revealed reveal said says say told reported report
made used set happen happened occur occurred
across within throughout among between
find found
much one first-ever ever
`;

const FILLER = new Set(WORDS.trim().split(/\s+/).map(stem));

/** Whether a stem is padding. */
export function isFiller(stemmed: string): boolean {
  return FILLER.has(stemmed);
}
