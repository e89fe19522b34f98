import type { AtDesk } from '../command.ts';
import { count } from '../count.ts';
import { Edit } from '../curation/edit.ts';
import { echo } from '../echo.ts';
import type { DraftEntry } from '../curation/desk/store.ts';
import { UserError } from '../errors.ts';
import { fold } from '../facts/words.ts';
import type { Reply } from '../reply.ts';
import { mustHave, parts, type DeskContext } from './context.ts';
import { reviewCard } from './review-card.ts';
import { itemsInOrder } from './words.ts';

export async function review({ at, options: { what = '' } }: DeskContext, said?: string): Promise<Reply> {
  const [id, item] = parts(what);
  const entry = id === undefined ? await onlyDraft(at) : await at.desk.draft(id);
  if (item !== undefined) mustHave(entry, item);
  return reviewCard(at, entry, { source: await sourceOf(at, entry), item, said });
}

export async function decideOn(context: DeskContext, decision: 'accepted' | 'rejected'): Promise<Reply> {
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

/** Another wording of a fact, another speaker or context of a quotation, another role of a person, or what is known of the article. */
export async function edit(context: DeskContext): Promise<Reply> {
  const { at, options } = context;
  const [id = '', of = ''] = parts(options.what);
  let entry = await at.desk.draft(id);
  const change = async (edit: Edit) => {
    entry = await at.desk.change(id, entry.version, edit, at.editor);
  };
  const { by, now } = options;
  const changed = { ...context, options: { what: id } };
  if (isField(of)) {
    await change(storyEdit(of, now ?? missing('now')));
    return review(changed, `${of}: ${now}`);
  }
  if (entry.draft.people.some((person) => person.id === of)) {
    await change({ do: 'person', id: of, role: now ?? missing('now') });
    return review(changed, `${of}: ${now}`);
  }
  if ('context' in mustHave(entry, of)) {
    if (by === undefined && now === undefined) missing('by');
    const named = () =>
      entry.draft.people.find(({ id, name }) => by !== undefined && [id, name].some((each) => fold(each) === fold(by)));
    if (by !== undefined && !named()) await change({ do: 'person', name: by });
    const speaker = named()?.id;
    await change({
      do: 'quote',
      id: of,
      ...(speaker !== undefined && { speaker }),
      ...(now !== undefined && { context: now }),
    });
  } else await change({ do: 'fact', id: of, text: now ?? missing('now') });
  return review({ ...context, options: { what: `${id} ${of}` } }, 'Changed.');
}

const FIELDS = ['title', 'slug', 'topics', 'publisher', 'published', 'author'] as const;
type Field = (typeof FIELDS)[number];

function isField(word: string): word is Field {
  return FIELDS.some((field) => field === word);
}

/** Throws a UserError where the value is not one for that field. */
function storyEdit(field: Field, value: string): Edit {
  const given = field === 'topics' ? value.split(',').map((topic) => topic.trim()) : value;
  const { data } = Edit.safeParse({ do: 'story', [field]: given });
  if (data) return data;
  throw new UserError(
    `“${echo(value)}” is no ${field}${field === 'published' ? ': give a day such as 2026-11-28' : ''}.`,
    {
      code: 'bad_edit',
    },
  );
}

function missing(option: 'now' | 'by'): never {
  throw new UserError(
    option === 'now'
      ? 'Say what it shall be with now:"…".'
      : 'Say who speaks with by:"…", or what it is about with now:"…"; another passage is chosen on the desk’s page.',
    { code: 'bad_edit' },
  );
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
