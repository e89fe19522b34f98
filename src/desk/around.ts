import { count } from '../count.ts';
import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { formatTime } from '../schedule/say-when.ts';
import { code, paragraph, spans, strong, type Reply } from '../reply.ts';
import { parts, type DeskContext } from './context.ts';
import { toEditor } from './words.ts';

/** Entries of the audit log that are told. */
const LOGGED = 20;

export async function feed({ at, options: { what = '' } }: DeskContext): Promise<Reply> {
  const [verb = 'list', target = ''] = parts(what);
  const { feeds } = at.desk;
  if (verb === 'add') {
    const { feed: added, drafted } = await at.work((work) => feeds.add(target.replace(/^<|>$/g, ''), at.editor, work));
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

export async function log({ at, options: { what } }: DeskContext): Promise<Reply> {
  const entries = await at.desk.audit({ subject: what, most: LOGGED });
  if (entries.length === 0) return toEditor([paragraph('Nothing was done at the desk yet.')]);
  const items = entries.map(({ at: when, editor, action, subject }) =>
    spans(`${formatTime(new Date(when), 'UTC')} `, strong(editor.name), ` ${action} ${subject}`),
  );
  return toEditor([{ type: 'list', ordered: false, items }], { title: 'What was done at the desk, newest first' });
}

export async function signIn({ at }: DeskContext): Promise<Reply> {
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

export async function cancel({ at }: DeskContext): Promise<Reply> {
  const ended = at.cancel();
  return toEditor([paragraph(ended > 0 ? 'Cancelled.' : 'Nothing of yours is under way.')]);
}
