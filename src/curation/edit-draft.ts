import { describeIssues } from '../describe-issues.ts';
import { UserError } from '../errors.ts';
import { locatePassage } from '../facts/evidence.ts';
import type { Evidence, Person } from '../facts/story.ts';
import { isArticleWords } from './article-words.ts';
import { Draft, type DraftFact, type DraftQuote } from './draft.ts';
import type { Edit } from './edit.ts';
import { createNames, slugOf } from './propose/name-slug.ts';
import type { Span } from './quotation.ts';

type Do<Kind extends Edit['do']> = Extract<Edit, { do: Kind }>;

/** A draft after a change; `source` is the article's normalised text. Throws a UserError that says what is wrong with the change. */
export function editDraft(draft: Draft, edit: Edit, source: string): Draft {
  const parsed = Draft.safeParse(changed(draft, edit, source));
  if (parsed.success) return parsed.data;
  throw new UserError(`That cannot be kept: ${describeIssues(parsed.error)}.`, {
    code: 'bad_edit',
  });
}

/** A draft as it is to be; whether it still is one is looked at afterwards. */
function changed(draft: Draft, edit: Edit, source: string): object {
  switch (edit.do) {
    case 'decide':
      return decide(draft, edit);
    case 'fact':
      return editFact(draft, edit, source);
    case 'quote':
      return editQuote(draft, edit, source);
    case 'merge':
      return merge(draft, edit, source);
    case 'move':
      return move(draft, edit);
    case 'lengths': {
      const { short, standard, long } = edit;
      return { ...draft, lengths: { short, standard, long } };
    }
    case 'story': {
      const { slug = draft.slug, title = draft.title, topics = draft.topics, publisher, published, author } = edit;
      return { ...draft, slug, title, topics, source: withFields(draft.source, { publisher, published, author }) };
    }
    case 'person':
      return editPerson(draft, edit);
    case 'add':
      return add(draft, edit, source);
  }
}

function decide(draft: Draft, { items, decision }: Do<'decide'>): Draft {
  for (const id of items) itemOf(draft, id);
  const decided = <Item extends DraftFact | DraftQuote>(item: Item): Item =>
    items.includes(item.id) ? { ...item, decision } : item;
  return { ...draft, facts: draft.facts.map(decided), quotes: draft.quotes.map(decided) };
}

function editFact(draft: Draft, { id, span, ...edit }: Do<'fact'>, source: string): object {
  const fields = fieldsOf(edit);
  const fact = factOf(draft, id);
  mustKnow(draft, [edit.speaker ?? undefined, ...(edit.people ?? [])]);
  const evidence = span ? [passage(source, span)] : fact.evidence;
  const isArticle = edit.text === undefined ? fact.isArticleWords : isArticleWords(edit.text, source);
  const edited = withFields({ ...fact, evidence, isArticleWords: isArticle }, fields);
  return { ...draft, facts: draft.facts.map((each) => (each === fact ? edited : each)) };
}

function editQuote(draft: Draft, { id, span, ...edit }: Do<'quote'>, source: string): object {
  const quote = quoteOf(draft, id);
  mustKnow(draft, [edit.speaker, ...(edit.people ?? [])]);
  const spoken = span
    ? { text: source.slice(span.start, span.end), evidence: [passage(source, span)] }
    : { text: quote.text, evidence: quote.evidence };
  const edited = withFields({ ...quote, ...spoken }, fieldsOf(edit));
  return { ...draft, quotes: draft.quotes.map((each) => (each === quote ? edited : each)) };
}

/** One fact out of two, told by the passages of both. */
function merge(draft: Draft, { into, from, text }: Do<'merge'>, source: string): Draft {
  if (into === from) throw new UserError('A fact cannot be merged with itself.', { code: 'bad_edit' });
  const kept = factOf(draft, into);
  const gone = factOf(draft, from);
  const words = text ?? (kept.text === gone.text ? kept.text : `${kept.text} ${gone.text}`);
  const merged: DraftFact = {
    ...kept,
    text: words,
    isArticleWords: isArticleWords(words, source),
    topics: union(kept.topics, gone.topics),
    people: union(kept.people, gone.people),
    numbers: union(kept.numbers, gone.numbers),
    questions: union(kept.questions, gone.questions),
    importance: Math.max(kept.importance, gone.importance),
    evidence: union(kept.evidence, gone.evidence).sort((a, b) => a.start - b.start),
  };
  return {
    ...draft,
    facts: draft.facts.flatMap((fact) => (fact === gone ? [] : [fact === kept ? merged : fact])),
    order: draft.order.filter((id) => id !== from),
  };
}

function move(draft: Draft, { id, to }: Do<'move'>): Draft {
  factOf(draft, id);
  const rest = draft.order.filter((each) => each !== id);
  return { ...draft, order: rest.toSpliced(to, 0, id) };
}

function editPerson(draft: Draft, { id, ...edit }: Do<'person'>): object {
  const fields = fieldsOf(edit);
  const known = draft.people.find((person) => person.id === id);
  if (id !== undefined && !known) throw new UserError(`This draft has no person “${id}”.`, { code: 'unknown_person' });
  if (known)
    return { ...draft, people: draft.people.map((each) => (each.id === id ? withFields(each, fields) : each)) };
  const { name, role = '', kind = 'person', aliases = [] } = edit;
  if (name === undefined) throw new UserError('A new person needs a name.', { code: 'bad_edit' });
  const taken = draft.people.map((person) => person.id);
  const person: Person = { id: newId(name, taken, 'person'), name, role, kind, aliases };
  return { ...draft, people: [...draft.people, person] };
}

/** A new item out of a selection in the article: a fact begins as the article's words, a quotation is them. */
function add(draft: Draft, { kind, start, end, text, speaker }: Do<'add'>, source: string): Draft {
  const evidence = [passage(source, { start, end })];
  const words = source.slice(start, end);
  const taken = [...draft.facts, ...draft.quotes].map(({ id }) => id);
  const topics = draft.topics.slice(0, 1);
  const common = { topics, people: [], questions: [], evidence, decision: 'accepted' as const };
  if (kind === 'quote') {
    mustKnow(draft, [speaker]);
    const id = newId(words, taken, 'quote');
    const quote: DraftQuote = { ...common, id, text: words, context: '', said: '', ...(speaker && { speaker }) };
    return { ...draft, quotes: [...draft.quotes, quote] };
  }
  const told = text ?? words.replace(/\s+/g, ' ');
  const id = newId(told, taken, 'fact');
  const fact: DraftFact = {
    ...common,
    id,
    text: told,
    importance: 3,
    numbers: [],
    isArticleWords: isArticleWords(told, source),
  };
  return { ...draft, facts: [...draft.facts, fact], order: [...draft.order, id] };
}

/** The passage of a selection, without the white space around it. Throws a UserError for one outside the text, or empty. */
function passage(source: string, { start, end }: Span): Evidence {
  const words = source.slice(start, end);
  if (start >= end || end > source.length || words.trim() !== words || words === '')
    throw new UserError('Select words of the article, without the space around them.', { code: 'bad_span' });
  return locatePassage(source, start, end);
}

function itemOf({ facts, quotes }: Draft, id: string): DraftFact | DraftQuote {
  const found = [...facts, ...quotes].find((item) => item.id === id);
  if (!found) throw new UserError(`This draft has no item “${id}”; it may have been merged.`, { code: 'unknown_item' });
  return found;
}

function factOf(draft: Draft, id: string): DraftFact {
  const item = itemOf(draft, id);
  if ('context' in item) throw new UserError(`“${id}” is a quotation, not a fact.`, { code: 'bad_edit' });
  return item;
}

function quoteOf(draft: Draft, id: string): DraftQuote {
  const item = itemOf(draft, id);
  if (!('context' in item)) throw new UserError(`“${id}” is a fact, not a quotation.`, { code: 'bad_edit' });
  return item;
}

function mustKnow({ people }: Draft, ids: readonly (string | undefined)[]): void {
  const unknown = ids.find((id) => id !== undefined && !people.some((person) => person.id === id));
  if (unknown !== undefined)
    throw new UserError(`This draft has no person “${unknown}”; add them first.`, { code: 'unknown_person' });
}

/** What an edit gives, without what it does. */
function fieldsOf(edit: { do: string }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(edit).filter(([name]) => name !== 'do'));
}

/** With the fields that are given: those left away stay, null takes one away. */
function withFields(of: object, fields: Record<string, unknown>): object {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...of, ...Object.fromEntries(given) });
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

/** An id in the first words of what it names, unlike those taken. */
function newId(named: string, taken: readonly string[], fallback: string): string {
  return createNames(taken)(slugOf(named.split(/[\s-]+/), fallback));
}

function union<Value>(a: readonly Value[], b: readonly Value[]): Value[] {
  return [...new Map([...a, ...b].map((value) => [JSON.stringify(value), value])).values()];
}
