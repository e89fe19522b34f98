import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { formatTime } from '../schedule/say-when.ts';
import { paragraph, spans, strong, type Reply } from '../reply.ts';
import { mustSayWhy, type DeskContext } from './context.ts';
import { draftActions, pageLink, toEditor } from './words.ts';

/** Revisions that are told. */
const LISTED = 10;

export async function revise({ at, options: { what = '' }, library }: DeskContext): Promise<Reply> {
  const entry = await at.desk.revise(library.story(what).found?.slug ?? what, at.editor);
  return toEditor(
    [
      paragraph(`On the desk as ${entry.id}; what is published stays until you publish it anew.`),
      ...pageLink(at, entry),
    ],
    {
      title: entry.draft.title,
      actions: draftActions(entry),
    },
  );
}

export async function correct({ at, options: { what = '', now, why }, library }: DeskContext): Promise<Reply> {
  if (now === undefined)
    throw new UserError('Say what holds now: /desk correct STORY/ITEM now:"…" why:"…".', { code: 'bad_edit' });
  return tellPublished(
    await at.desk.correct(library.item(what).found?.ref ?? what, { now, why }, at.editor),
    'Corrected',
  );
}

export async function withdraw({ at, options: { what = '', why }, library }: DeskContext): Promise<Reply> {
  return tellPublished(
    await at.desk.withdraw(library.item(what).found?.ref ?? what, mustSayWhy(why), at.editor),
    'Withdrawn',
  );
}

export async function retract({ at, options: { what = '', why }, library }: DeskContext): Promise<Reply> {
  return tellPublished(
    await at.desk.retract(library.story(what).found?.slug ?? what, mustSayWhy(why), at.editor),
    'Retracted',
  );
}

export async function history({ at, options: { what = '' }, library }: DeskContext): Promise<Reply> {
  const slug = library.story(what).found?.slug ?? what;
  const revisions = await at.desk.revisions(slug);
  if (revisions.length === 0) throw new UserError(`There is no story “${echo(slug)}”.`, { code: 'unknown_story' });
  const items = await Promise.all(
    revisions
      .slice(-LISTED)
      .reverse()
      .map(async ({ number, status, author, note, at: when }) => {
        const changes = number > 1 ? await differencesOf(at, slug, number) : [];
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

/** None where a revision is one that this version cannot read. */
async function differencesOf({ desk }: DeskContext['at'], slug: string, number: number) {
  return desk.differences(slug, number).catch((error: unknown) => {
    if (error instanceof UserError) return [];
    throw error;
  });
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
