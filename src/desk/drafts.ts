import { count } from '../count.ts';
import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { formatTime } from '../schedule/say-when.ts';
import { code, emphasis, paragraph, spans, strong, type Reply } from '../reply.ts';
import { parts, type DeskContext } from './context.ts';
import { draftActions, pageLink, tellDecisions, toEditor } from './words.ts';

/** Drafts of a list, and faults of a draft, that are told. */
const LISTED = 10;

export async function list({ at }: DeskContext): Promise<Reply> {
  const drafts = await at.desk.drafts();
  const page =
    at.url === undefined
      ? []
      : [
          paragraph(
            'The desk’s page: ',
            { type: 'link' as const, text: 'open it', url: `${at.url}/desk` },
            '; ',
            code('/desk sign-in'),
            ' lets you in.',
          ),
        ];
  if (drafts.length === 0)
    return toEditor([
      paragraph(
        'No draft waits. Add an article with ',
        code('/desk add https://…'),
        ' or a feed with ',
        code('/desk feed add https://…'),
        '.',
      ),
      ...page,
    ]);
  const items = drafts
    .slice(0, LISTED)
    .map(({ id, title, by, createdAt }) =>
      spans(strong(id), ` ${title}, added by ${by.name} on ${formatTime(new Date(createdAt), 'UTC')}`),
    );
  const more = drafts.length - items.length;
  return toEditor(
    [
      { type: 'list', ordered: false, items },
      ...(more > 0 ? [paragraph(`And ${count(more, 'more draft', 'more drafts')}.`)] : []),
      ...page,
    ],
    {
      title: count(drafts.length, 'draft waits', 'drafts wait'),
      actions: drafts
        .slice(0, LISTED / 2)
        .map(({ id, title }) => ({ label: `Review ${title}`.slice(0, 60), command: `/desk review ${id}` })),
    },
  );
}

export async function add({ at, options: { what = '' } }: DeskContext): Promise<Reply> {
  if (what.trim() === '')
    throw new UserError(
      'Give an article’s address: /desk add https://…; a text or a file is added on the desk’s page.',
      { code: 'nothing_to_read' },
    );
  const isAddress = /^<?https?:\/\/\S+>?$/i.test(what.trim());
  if (!isAddress)
    throw new UserError(
      `“${echo(what)}” is no address. A text or a file is added on the desk’s page, which keeps its paragraphs.`,
      { code: 'not_an_address' },
    );
  const { entry, isNew, similar } = await at.work((work) =>
    at.desk.add({ url: what.trim().replace(/^<|>$/g, '') }, at.editor, work),
  );
  const { draft } = entry;
  return toEditor(
    [
      paragraph(
        isNew
          ? `Drafted: ${count(draft.facts.length, 'fact', 'facts')} and ${count(draft.quotes.length, 'quotation', 'quotations')}, each with its passage.`
          : `This article is ${entry.state === 'open' ? 'on the desk' : 'published'} already: ${tellDecisions(entry)}.`,
      ),
      ...(similar ? [paragraph(emphasis(`It is nearly the same as “${similar}”, which came in before.`))] : []),
      ...pageLink(at, entry),
    ],
    { title: draft.title, actions: entry.state === 'open' ? draftActions(entry) : [] },
  );
}

export async function reword({ at, options: { what } }: DeskContext): Promise<Reply> {
  const [id = ''] = parts(what);
  const { entry, reworded, left } = await at.work((work) => at.desk.reword(id, at.editor, work));
  const rest = left > 0 ? ` ${count(left, 'fact is', 'facts are')} still in the article’s words.` : '';
  return toEditor([paragraph(`${count(reworded, 'fact', 'facts')} reworded.${rest}`), ...pageLink(at, entry)], {
    title: entry.draft.title,
    actions: draftActions(entry),
  });
}

export async function publish({ at, options: { what, why } }: DeskContext): Promise<Reply> {
  const [id = ''] = parts(what);
  const entry = await at.desk.draft(id);
  const { faults, story } = await at.desk.preview(id);
  if (!story)
    return toEditor(
      [
        paragraph('This cannot be published yet:'),
        {
          type: 'list',
          ordered: false,
          items: faults.slice(0, LISTED).map(({ says }) => spans(says)),
        },
        ...(faults.length > LISTED ? [paragraph(`And ${faults.length - LISTED} more.`)] : []),
        ...pageLink(at, entry),
      ],
      { title: entry.draft.title, outcome: 'nothing', actions: draftActions(entry).slice(0, 1) },
    );
  const { slug, number, corrections } = await at.desk.publish(id, entry.version, at.editor, { why });
  const told =
    corrections > 0
      ? ` ${count(corrections, 'correction is', 'corrections are')} told wherever the item was posted.`
      : '';
  return toEditor([paragraph(`Published: ${story.title}, revision ${number}.${told}`)], {
    actions: [
      { label: 'Summary', command: `/summary ${slug}` },
      { label: 'History', command: `/desk history ${slug}` },
    ],
  });
}

export async function discard({ at, options: { what } }: DeskContext): Promise<Reply> {
  const [id = ''] = parts(what);
  const entry = await at.desk.draft(id);
  await at.desk.discard(id, entry.version, at.editor);
  return toEditor([paragraph(`Discarded: ${entry.draft.title}. Its article can be added again.`)]);
}
