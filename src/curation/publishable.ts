import { checkGrounding } from '../answers/grounding.ts';
import type { GroundingSource } from '../answers/grounding/source.ts';
import { Fact, Quote, Story } from '../facts/story.ts';
import { formatWhen } from '../facts/when.ts';
import { words } from '../facts/words.ts';
import { isArticleWords } from './article-words.ts';
import { correctionsLeft } from './compare-stories.ts';
import { factsInOrder, type Draft, type DraftFact, type DraftQuote } from './draft.ts';

export { isArticleWords } from './article-words.ts';

/** What keeps a draft from being published, or what an editor should look at, in one line; `item` is a fact's or quotation's id. */
export type Fault = { item?: string | undefined; field?: string | undefined; says: string };

/** The story that a draft makes, or what is missing; warnings are for an editor to judge. */
export type Publishable = ({ story: Story } | { faults: Fault[] }) & { warnings: Fault[] };

/** The story of what was accepted, published. `source` is the article's text, `articleWordsLimit` how many words of facts may still be the article's. */
export function publishable(draft: Draft, source: string, articleWordsLimit: number): Publishable {
  const facts = draft.facts.filter(({ decision }) => decision === 'accepted');
  const quotes = draft.quotes.filter(({ decision }) => decision === 'accepted');
  const faults = [
    ...(facts.length === 0 ? [{ says: 'Accept a fact at least: a story without facts cannot be published.' }] : []),
    ...missing(draft, quotes),
    ...borrowed(facts, source, articleWordsLimit),
  ];
  const warnings = facts.flatMap((fact) => ungrounded(fact, draft, source));
  if (faults.length > 0) return { faults, warnings };
  const parsed = Story.safeParse(storyOf(draft, facts, quotes));
  if (parsed.success) return { story: parsed.data, warnings };
  return { faults: parsed.error.issues.map(({ path, message }) => faultOf(path, message, facts, quotes)), warnings };
}

function missing(draft: Draft, quotes: readonly DraftQuote[]): Fault[] {
  const faults: Fault[] = [];
  if (draft.source.publisher === undefined)
    faults.push({ field: 'publisher', says: 'Say who published the article: its publisher is missing.' });
  if (draft.source.published === undefined)
    faults.push({ field: 'published', says: 'Say when the article was published: its date is missing.' });
  for (const { id, speaker } of quotes)
    if (speaker === undefined) faults.push({ item: id, field: 'speaker', says: `Quotation “${id}”: say who speaks.` });
  const named = usedPeople(draft, draft.facts.filter(isAccepted), quotes);
  for (const { id, name, role } of draft.people)
    if (named.has(id) && role.trim() === '')
      faults.push({ item: id, field: 'role', says: `Say who “${name}” is: the role is missing.` });
  return faults;
}

function isAccepted({ decision }: DraftFact): boolean {
  return decision === 'accepted';
}

/** What is marked is not believed: an editor may have put the article's words back. */
function borrowed(facts: readonly DraftFact[], source: string, limit: number): Fault[] {
  const own = facts.filter(({ text }) => isArticleWords(text, source));
  const count = own.reduce((sum, { text }) => sum + words(text).length, 0);
  if (count <= limit) return [];
  return own.map(({ id }) => ({
    item: id,
    field: 'text',
    says: `Fact “${id}” is still in the article’s words; say it in your own (${count} such words in all, ${limit} are allowed).`,
  }));
}

function ungrounded(fact: DraftFact, draft: Draft, source: string): Fault[] {
  const passages = fact.evidence.map(({ start, end }) => source.slice(start, end));
  if (passages.some((passage) => passage.includes(fact.text))) return [];
  const { supported, problems } = checkGrounding(fact.text, groundsOf(fact, draft, passages));
  if (supported) return [];
  const why = problems.length > 0 ? `: ${problems.slice(0, 3).join('; ')}` : '';
  return [{ item: fact.id, field: 'text', says: `Fact “${fact.id}” may say more than its passage${why}.` }];
}

/** A fact's passages with what else is known of it: names in full, its date, when the article appeared. */
export function groundsOf(fact: Fact, draft: Draft, passages: readonly string[]): GroundingSource[] {
  const ids = new Set([...fact.people, ...(fact.speaker === undefined ? [] : [fact.speaker])]);
  const people = draft.people
    .filter(({ id }) => ids.has(id))
    .map(({ name, aliases, role }) => [name, ...aliases, role].join(', '));
  const dates = fact.when === undefined ? [] : [formatWhen(fact.when)];
  const context = [...people, ...dates, ...(fact.attribution === undefined ? [] : [fact.attribution])].join('. ');
  return passages.map((text) => ({ text, context, ...(fact.when !== undefined && { when: fact.when }) }));
}

function usedPeople(draft: Draft, facts: readonly DraftFact[], quotes: readonly DraftQuote[]): Set<string> {
  const known = new Set(draft.people.map(({ id }) => id));
  const used = [...facts, ...quotes].flatMap(({ speaker, people }) => [...people, ...(speaker ? [speaker] : [])]);
  return new Set(used.filter((id) => known.has(id)));
}

/** Where nobody said what a quotation is about, or to whom it was said, it says at least where it stands. */
function inFull(quote: DraftQuote, { title, source }: Draft): DraftQuote {
  return {
    ...quote,
    context: quote.context || `From “${title}”`,
    said: quote.said || `as quoted by ${source.publisher}`,
  };
}

function storyOf(draft: Draft, facts: readonly DraftFact[], quotes: readonly DraftQuote[]): unknown {
  const accepted = new Set(facts.map(({ id }) => id));
  const ordered = factsInOrder({ facts, order: draft.order }).map(({ id }) => id);
  const used = usedPeople(draft, facts, quotes);
  const items = new Set([...accepted, ...quotes.map(({ id }) => id)]);
  const told = new Set([...facts, ...quotes].flatMap(({ topics }) => topics));
  return {
    slug: draft.slug,
    title: draft.title,
    status: 'published',
    source: draft.source,
    topics: told.size > 0 ? [...new Set([...draft.topics.filter((topic) => told.has(topic)), ...told])] : draft.topics,
    people: draft.people.filter(({ id }) => used.has(id)),
    facts: facts.map((fact) => only(fact, Fact.shape)),
    quotes: quotes.map((quote) => only(inFull(quote, draft), Quote.shape)),
    summary: {
      short: ordered.slice(0, draft.lengths.short),
      standard: ordered.slice(0, draft.lengths.standard),
      long: ordered.slice(0, draft.lengths.long),
    },
    corrections: correctionsLeft(draft.corrections, (id) => items.has(id)),
  };
}

/** An item without what only the desk knows of it. */
function only(item: object, shape: object): object {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key in shape));
}

function faultOf(
  path: readonly PropertyKey[],
  message: string,
  facts: readonly DraftFact[],
  quotes: readonly DraftQuote[],
): Fault {
  const [list, index, ...rest] = path;
  const item = list === 'facts' ? facts[Number(index)]?.id : list === 'quotes' ? quotes[Number(index)]?.id : undefined;
  const field = item === undefined ? path.map(String).join('.') : rest.map(String).join('.');
  const about = item === undefined ? `The ${field || 'story'}` : `“${item}”: its ${field || 'entry'}`;
  return { item, field, says: `${about} ${message}.` };
}
