import type { AtDesk, CommandContext } from '../command.ts';
import { count } from '../count.ts';
import type { Work } from '../curation/desk/desk.ts';
import type { DraftEntry } from '../curation/desk/store.ts';
import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { fold } from '../facts/words.ts';
import { formatTime } from '../schedule/say-when.ts';
import { code, emphasis, paragraph, spans, strong, type Block, type Reply } from '../reply.ts';
import { reviewCard } from './review-card.ts';
import { draftActions, itemsInOrder, pageOf, tellDecisions, toEditor } from './words.ts';

/** What a line of /desk says beside its action. */
export type DeskLine = {
  what?: string | undefined;
  now?: string | undefined;
  by?: string | undefined;
  why?: string | undefined;
};
type Context = Pick<CommandContext<DeskLine>, 'options' | 'library'> & { at: AtDesk; work: Work };

/** Drafts and stories of a list that get a button or a line each. */
const LISTED = 10;
const LOGGED = 20;

/** What an editor does with `/desk <action> …`, each by its name. */
export const DESK_ACTIONS = {
  list,
  add,
  review: (context) => review(context),
  accept: (context) => decideOn(context, 'accepted'),
  reject: (context) => decideOn(context, 'rejected'),
  edit,
  reword,
  publish,
  discard,
  revise,
  correct,
  withdraw,
  retract,
  feed,
  history,
  log,
  'sign-in': signIn,
} satisfies Record<string, (context: Context) => Promise<Reply>>;
export type DeskAction = keyof typeof DESK_ACTIONS;

async function list({ at }: Context): Promise<Reply> {
  const drafts = await at.desk.drafts();
  const page =
    at.url === undefined
      ? []
      : [
          paragraph(
            'The desk’s page: ',
            { type: 'link' as const, text: `${at.url}/desk`, url: `${at.url}/desk` },
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

async function add({ at, work, options: { what = '' } }: Context): Promise<Reply> {
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
  const { entry, isNew, similar } = await at.desk.add({ url: what.trim().replace(/^<|>$/g, '') }, at.editor, work);
  const { draft } = entry;
  return toEditor(
    [
      paragraph(
        isNew
          ? `Drafted: ${count(draft.facts.length, 'fact', 'facts')} and ${count(draft.quotes.length, 'quotation', 'quotations')}, each with its passage.`
          : `This article is ${entry.state === 'open' ? 'on the desk' : 'published'} already: ${tellDecisions(entry)}.`,
      ),
      ...(similar ? [paragraph(emphasis(`It is nearly the same as “${similar}”, which came in before.`))] : []),
      ...link(at, entry),
    ],
    { title: draft.title, actions: entry.state === 'open' ? draftActions(entry) : [] },
  );
}

async function review({ at, options: { what = '' } }: Context, said?: string): Promise<Reply> {
  const [id, item] = parts(what);
  const entry = id === undefined ? await onlyDraft(at) : await at.desk.draft(id);
  if (item !== undefined) mustHave(entry, item);
  return reviewCard(at, entry, { source: await sourceOf(at, entry), item, said });
}

async function decideOn(context: Context, decision: 'accepted' | 'rejected'): Promise<Reply> {
  const { at, options } = context;
  const [id = '', item = ''] = parts(options.what);
  const entry = await at.desk.draft(id);
  const open = itemsInOrder(entry)
    .filter((each) => each.decision === 'open')
    .map((each) => each.id);
  const items = item === 'all' ? open : [item];
  if (items.length === 0) return review({ ...context, options: { what: id } }, 'Nothing was open any more.');
  if (item !== 'all') mustHave(entry, item);
  await at.desk.change(id, entry.version, { do: 'decide', items, decision }, at.editor);
  return review(
    { ...context, options: { what: id } },
    item === 'all' ? `${count(items.length, 'item', 'items')} ${decision}.` : `“${item}” ${decision}.`,
  );
}

/** Another wording of a fact, or another speaker of a quotation, who is named by id or name, or is new. */
async function edit(context: Context): Promise<Reply> {
  const {
    at,
    options: { what, now, by },
  } = context;
  const [id = '', item = ''] = parts(what);
  let entry = await at.desk.draft(id);
  const found = mustHave(entry, item);
  if ('context' in found) {
    if (by === undefined)
      throw new UserError(
        'A quotation’s words are its passage’s; say who speaks with by:"…", or choose another passage on the desk’s page.',
        { code: 'bad_edit' },
      );
    const named = (each: DraftEntry) =>
      each.draft.people.find((person) => fold(person.id) === fold(by) || fold(person.name) === fold(by));
    if (!named(entry)) entry = await at.desk.change(id, entry.version, { do: 'person', name: by }, at.editor);
    const speaker = named(entry)?.id;
    if (speaker !== undefined) await at.desk.change(id, entry.version, { do: 'quote', id: item, speaker }, at.editor);
  } else {
    if (now === undefined) throw new UserError('Say the fact’s new wording with now:"…".', { code: 'bad_edit' });
    await at.desk.change(id, entry.version, { do: 'fact', id: item, text: now }, at.editor);
  }
  return review({ ...context, options: { what: `${id} ${item}` } }, 'Changed.');
}

async function reword({ at, work, options: { what } }: Context): Promise<Reply> {
  const [id = ''] = parts(what);
  const { entry, reworded, left } = await at.desk.reword(id, at.editor, work);
  const rest = left > 0 ? ` ${count(left, 'fact is', 'facts are')} still in the article’s words.` : '';
  return toEditor([paragraph(`${count(reworded, 'fact', 'facts')} reworded.${rest}`), ...link(at, entry)], {
    title: entry.draft.title,
    actions: draftActions(entry),
  });
}

async function publish({ at, options: { what, why } }: Context): Promise<Reply> {
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
          items: faults.slice(0, LISTED).map(({ item, says }) => spans(...(item ? [code(item), ' '] : []), says)),
        },
        ...(faults.length > LISTED ? [paragraph(`And ${faults.length - LISTED} more.`)] : []),
        ...link(at, entry),
      ],
      { title: entry.draft.title, outcome: 'error', actions: draftActions(entry).slice(0, 1) },
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

async function discard({ at, options: { what } }: Context): Promise<Reply> {
  const [id = ''] = parts(what);
  const entry = await at.desk.draft(id);
  await at.desk.discard(id, entry.version, at.editor);
  return toEditor([paragraph(`Discarded: ${entry.draft.title}. Its article can be added again.`)]);
}

async function revise({ at, options: { what = '' }, library }: Context): Promise<Reply> {
  const entry = await at.desk.revise(library.story(what).found?.slug ?? what, at.editor);
  return toEditor(
    [paragraph(`On the desk as ${entry.id}; what is published stays until you publish it anew.`), ...link(at, entry)],
    {
      title: entry.draft.title,
      actions: draftActions(entry),
    },
  );
}

async function correct({ at, options: { what = '', now, why }, library }: Context): Promise<Reply> {
  if (now === undefined)
    throw new UserError('Say what holds now: /desk correct STORY/ITEM now:"…" why:"…".', { code: 'bad_edit' });
  return tellPublished(
    await at.desk.correct(library.item(what).found?.ref ?? what, { now, why }, at.editor),
    'Corrected',
  );
}

async function withdraw({ at, options: { what = '', why }, library }: Context): Promise<Reply> {
  return tellPublished(
    await at.desk.withdraw(library.item(what).found?.ref ?? what, mustSayWhy(why), at.editor),
    'Withdrawn',
  );
}

async function retract({ at, options: { what = '', why }, library }: Context): Promise<Reply> {
  return tellPublished(
    await at.desk.retract(library.story(what).found?.slug ?? what, mustSayWhy(why), at.editor),
    'Retracted',
  );
}

async function feed({ at, work, options: { what = '' } }: Context): Promise<Reply> {
  const [verb = 'list', target = ''] = parts(what);
  const { feeds } = at.desk;
  if (verb === 'add') {
    const { feed: added, drafted } = await feeds.add(target.replace(/^<|>$/g, ''), at.editor, work);
    return toEditor(
      [
        paragraph(
          'Added: ',
          strong(added.title),
          ` (${added.id}). ${count(drafted, 'article is', 'articles are')} on the desk; new ones come as they appear.`,
        ),
      ],
      {
        actions: [{ label: 'Drafts', command: '/desk list' }],
      },
    );
  }
  if (verb === 'remove') {
    const gone = await feeds.remove(target, at.editor);
    return toEditor([
      paragraph(gone ? 'Removed. Drafts that came from it stay.' : `There is no feed “${echo(target)}”.`),
    ]);
  }
  const held = await feeds.list();
  if (held.length === 0)
    return toEditor([paragraph('No feed is followed. ', code('/desk feed add https://…'), ' adds one.')]);
  const items = held.map(({ id, title, url, nextAt, says }) =>
    spans(
      strong(id),
      ` ${title} · ${url} · ${nextAt === undefined ? 'stopped' : `next look ${formatTime(new Date(nextAt), 'UTC')}`}${says ? `: ${says}` : ''}`,
    ),
  );
  return toEditor([{ type: 'list', ordered: false, items }], { title: count(held.length, 'feed', 'feeds') });
}

async function history({ at, options: { what = '' }, library }: Context): Promise<Reply> {
  const slug = library.story(what).found?.slug ?? what;
  const revisions = await at.desk.revisions(slug);
  if (revisions.length === 0) throw new UserError(`There is no story “${echo(slug)}”.`, { code: 'unknown_story' });
  const items = await Promise.all(
    revisions
      .slice(-LISTED)
      .reverse()
      .map(async ({ number, status, author, note, at: when }) => {
        const changes = number > 1 ? await at.desk.differences(slug, number).catch(() => []) : [];
        const changed =
          changes.length > 0
            ? `; changed: ${[...new Set(changes.map(({ id }) => id))].slice(0, LISTED).join(', ')}`
            : '';
        return spans(
          strong(`${number}`),
          ` ${status}, ${formatTime(new Date(when), 'UTC')}, ${author}${note ? `: ${note}` : ''}${changed}`,
        );
      }),
  );
  return toEditor([{ type: 'list', ordered: false, items }], { title: `Revisions of ${slug}` });
}

async function log({ at, options: { what } }: Context): Promise<Reply> {
  const entries = await at.desk.audit({ subject: what, most: LOGGED });
  if (entries.length === 0) return toEditor([paragraph('Nothing was done at the desk yet.')]);
  const items = entries.map(({ at: when, editor, action, subject }) =>
    spans(`${formatTime(new Date(when), 'UTC')} `, strong(editor.name), ` ${action} ${subject}`),
  );
  return toEditor([{ type: 'list', ordered: false, items }], { title: 'What was done at the desk, newest first' });
}

async function signIn({ at }: Context): Promise<Reply> {
  if (at.url === undefined)
    throw new UserError('The desk’s page is not served here; it is where the bot runs.', { code: 'no_page' });
  const url = `${at.url}/desk/sign-in?key=${await at.desk.signIn.link(at.editor)}`;
  return toEditor([
    paragraph('Your link to the desk; it works once, within a quarter of an hour: ', {
      type: 'link',
      text: 'open the desk',
      url,
    }),
  ]);
}

function tellPublished(
  { slug, number, corrections }: { slug: string; number: number; corrections: number },
  done: string,
): Reply {
  return toEditor(
    [
      paragraph(
        `${done}: ${slug} is at revision ${number}. ${corrections > 0 || done === 'Retracted' ? 'Every message that carried it is told, in its thread, and mended where the platform allows.' : ''}`,
      ),
    ],
    { actions: [{ label: 'History', command: `/desk history ${slug}` }] },
  );
}

function mustSayWhy(why: string | undefined): string {
  if (why === undefined) throw new UserError('Say why with why:"…"; readers are told.', { code: 'no_reason' });
  return why;
}

function mustHave(entry: DraftEntry, id: string) {
  const found = itemsInOrder(entry).find((item) => item.id === id);
  if (!found) throw new UserError(`This draft has no item “${echo(id)}”.`, { code: 'unknown_item' });
  return found;
}

async function onlyDraft({ desk }: AtDesk): Promise<DraftEntry> {
  const [only, another] = await desk.drafts();
  if (only && !another) return desk.draft(only.id);
  throw new UserError(
    only ? 'Which one? /desk list shows the drafts.' : 'No draft waits; /desk add https://… makes one.',
    { code: 'which_draft' },
  );
}

async function sourceOf({ desk }: AtDesk, entry: DraftEntry): Promise<string | undefined> {
  return desk.source(entry).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
}

function link(at: AtDesk, entry: Pick<DraftEntry, 'id'>): Block[] {
  const page = pageOf(at, entry);
  return page === undefined ? [] : [paragraph('Beside the article: ', { type: 'link', text: page, url: page })];
}

function parts(what = ''): string[] {
  return what.trim().split(/\s+/).filter(Boolean);
}
