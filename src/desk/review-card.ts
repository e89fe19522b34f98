import type { AtDesk } from '../command.ts';
import type { DraftEntry } from '../curation/desk/store.ts';
import type { DraftFact, DraftQuote } from '../curation/draft.ts';
import { formatWhen } from '../facts/when.ts';
import { code, emphasis, paragraph, spans, strong, type Action, type Block, type Reply } from '../reply.ts';
import { itemsInOrder, pageLink, tellDecisions, toEditor } from './words.ts';

/** Of the passage, on a card. */
const LONGEST_PASSAGE = 700;

/** One item of a draft with its passage and the decisions on it; the next open one where none is named. */
export function reviewCard(
  at: Pick<AtDesk, 'url'>,
  entry: DraftEntry,
  { source, item: wanted, said }: { source: string | undefined; item?: string | undefined; said?: string | undefined },
): Reply {
  const items = itemsInOrder(entry);
  const index = items.findIndex(({ id, decision }) => (wanted === undefined ? decision === 'open' : id === wanted));
  const item = items[index];
  const done = said === undefined ? [] : [paragraph(emphasis(said))];
  const onPage = pageLink(at, entry);
  if (!item)
    return toEditor([...done, paragraph(`Nothing is left to decide: ${tellDecisions(entry)}.`), ...onPage], {
      title: entry.draft.title,
      actions: ending(entry),
    });
  const place = `${'context' in item ? 'Quotation' : 'Fact'} ${index + 1} of ${items.length}`;
  return toEditor(
    [...done, ...('context' in item ? tellQuote(item, entry) : tellFact(item)), ...passage(item, source), ...onPage],
    {
      title: `${place} · ${entry.draft.title}`,
      actions: decisions(entry, item, items[index + 1]),
    },
  );
}

function tellFact(fact: DraftFact): Block[] {
  const { text, attribution, when, topics, importance, isArticleWords } = fact;
  return [
    paragraph(strong(text)),
    ...(isArticleWords
      ? [paragraph(emphasis('To be reworded: these are still the article’s own words. '), code(`/desk edit … now:"…"`))]
      : []),
    {
      type: 'fields',
      fields: [
        ...(attribution ? [{ label: 'Attributed to', value: spans(attribution) }] : []),
        ...(when ? [{ label: 'When', value: spans(formatWhen(when)) }] : []),
        { label: 'Topics', value: spans(topics.join(', ')) },
        { label: 'Importance', value: spans(`${importance} of 5`) },
      ],
    },
  ];
}

function tellQuote({ text, speaker, said, context }: DraftQuote, { draft }: DraftEntry): Block[] {
  const person = draft.people.find(({ id }) => id === speaker);
  return [
    {
      type: 'quote',
      text,
      speaker: person?.name ?? 'Speaker unknown',
      role: person?.role ?? '',
      said: said || 'not said to whom or how',
    },
    ...(context ? [paragraph(context)] : []),
    ...(person
      ? []
      : [paragraph(emphasis('Say who speaks before it is published, on the page or with /desk edit … by:"…".'))]),
  ];
}

function passage({ evidence }: DraftFact | DraftQuote, source: string | undefined): Block[] {
  if (source === undefined) return [];
  return evidence.map(({ start, end }) => {
    const words = source.slice(start, end).replace(/\s+/g, ' ');
    const shown = words.length > LONGEST_PASSAGE ? `${words.slice(0, LONGEST_PASSAGE).toWellFormed()}…` : words;
    return paragraph('The article says: ', { type: 'text', text: shown, mark: 'highlight' });
  });
}

function decisions(entry: DraftEntry, item: DraftFact | DraftQuote, next: { id: string } | undefined): Action[] {
  const { id } = entry;
  return [
    ...(item.decision === 'accepted' ? [] : [{ label: 'Accept', command: `/desk accept ${id} ${item.id}` }]),
    ...(item.decision === 'rejected' ? [] : [{ label: 'Reject', command: `/desk reject ${id} ${item.id}` }]),
    ...(next ? [{ label: 'Skip', command: `/desk review ${id} ${next.id}` }] : []),
    { label: 'Accept all open', command: `/desk accept ${id} all` },
    ...ending(entry),
  ];
}

function ending({ id }: Pick<DraftEntry, 'id'>): Action[] {
  return [{ label: 'Publish', command: `/desk publish ${id}` }];
}
