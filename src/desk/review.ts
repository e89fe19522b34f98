import type { AtDesk } from '../command.ts';
import { count } from '../count.ts';
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

/** Another wording of a fact, or another speaker of a quotation, who is named by id or name, or is new. */
export async function edit(context: DeskContext): Promise<Reply> {
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
