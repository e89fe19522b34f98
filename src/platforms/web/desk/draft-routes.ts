import { Hono } from 'hono';
import type { DraftEntry } from '../../../curation/desk/store.ts';
import type { Edit } from '../../../curation/edit.ts';
import { UserError } from '../../../errors.ts';
import { count } from '../../../count.ts';
import { articleText } from './article-text.ts';
import { isScript, type DeskContext, type DeskEnv, type DeskParts } from './desk-web.ts';
import { readEdit, type Sent } from './read-edit.ts';
import { readOpen, type Open, type Review } from './review.ts';
import { draftSide, reviewPage } from './review-page.ts';
import { saidWords } from './said.ts';
import { doWork } from './work-stream.ts';

type Answer = { ok: boolean; says: string; focus?: string | undefined };

const CONFLICT = 409;
const REFUSED = 422;

/** The pages and actions under /desk/drafts. */
export function draftRoutes(parts: DeskParts): Hono<DeskEnv> {
  const { desk } = parts;
  const app = new Hono<DeskEnv>();

  app.get('/:id', async (c) => {
    const entry = await desk.draft(c.req.param('id'));
    const review = await load(entry, readOpen(c.req.query('open')));
    if (isScript(c)) return c.json(await part(review, { ok: true, says: '' }));
    return c.html(reviewPage(review, { editor: c.var.editor, said: saidWords(c.req.query()) }));
  });

  app.post('/:id', async (c) => {
    const id = c.req.param('id');
    const sent = await readSent(c);
    try {
      const { before, after, edit } = await change(id, sent, c.var.editor);
      const answer = { ok: true, says: tell(edit, after), focus: focusOf(edit, before, after) };
      if (isScript(c))
        return c.json(await part(await load(after, undefined), answer, after === before || movesPassages(edit)));
      const anchor = answer.focus === undefined ? '' : `#item-${answer.focus}`;
      return c.redirect(`/desk/drafts/${id}?said=${edit.do}${anchor}`, 303);
    } catch (error) {
      return refused(c, id, error, openOf(sent), sent);
    }
  });

  app.post('/:id/publish', async (c) => {
    const id = c.req.param('id');
    const sent = await readSent(c);
    const rewordings = Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith('how:') && value === 'rewording' ? [name.slice('how:'.length)] : [],
    );
    const [why, note] = [sent['why']?.trim() || undefined, sent['note']?.trim() ?? ''];
    try {
      const { slug, corrections } = await desk.publish(id, versionOf(sent), c.var.editor, { rewordings, why, note });
      return leave(c, `/desk/stories?said=published&of=${slug}&count=${corrections}`);
    } catch (error) {
      if (isEnded(error)) {
        // A second click.
        const { state, draft } = await desk.draft(id);
        if (state === 'published') return leave(c, `/desk/stories?said=published&of=${draft.slug}`);
      }
      return refused(c, id, error, { what: 'publish', id: '' }, sent);
    }
  });

  app.post('/:id/discard', async (c) => {
    const id = c.req.param('id');
    const sent = await readSent(c);
    try {
      await desk.discard(id, versionOf(sent), c.var.editor);
    } catch (error) {
      if (!isEnded(error)) return refused(c, id, error, { what: 'discard', id: '' }, sent);
    }
    return leave(c, '/desk?said=discarded');
  });

  app.post('/:id/reword', async (c) => {
    const id = c.req.param('id');
    return doWork(
      c,
      parts,
      async (work) => {
        const { reworded, left } = await desk.reword(id, c.var.editor, work);
        return { location: `/desk/drafts/${id}?said=reworded&count=${reworded}&left=${left}` };
      },
      (says) => refused(c, id, new UserError(says), undefined, {}),
    );
  });

  return app;

  async function change(id: string, sent: Sent, editor: DeskEnv['Variables']['editor']) {
    const before = await desk.draft(id);
    const edit = readEdit(sent, before.draft);
    if (!edit) throw new UserError('Nothing was asked.', { code: 'nothing_asked' });
    // A second click of the same decision.
    if (edit.do === 'decide' && before.state === 'open' && isDecided(edit, before))
      return { before, after: before, edit };
    return { before, after: await desk.change(id, versionOf(sent), edit, editor), edit };
  }

  async function load(entry: DraftEntry, open: Open | undefined, typed?: Sent): Promise<Review> {
    const isPublishing = open?.what === 'publish' && entry.state === 'open';
    const [source, preview] = await Promise.all([
      desk.source(entry),
      isPublishing ? desk.preview(entry.id) : undefined,
    ]);
    return { entry, source, canReword: desk.canReword, open, preview, typed };
  }

  /** Shows what an editor can mend where it was asked, with what was typed. */
  async function refused(c: DeskContext, id: string, error: unknown, open: Open | undefined, typed: Sent) {
    if (!(error instanceof UserError)) throw error;
    const status = error.code === 'changed_meanwhile' ? CONFLICT : REFUSED;
    const entry = await desk.draft(id);
    if (isScript(c)) return c.json(await part(await load(entry, undefined), { ok: false, says: error.message }));
    const review = await load(entry, open, typed);
    return c.html(reviewPage(review, { editor: c.var.editor, error: error.message }), status);
  }
}

/** What the script puts in place; the article only where its marks may be others than those that are shown. */
async function part(review: Review, answer: Answer, withArticle = true): Promise<object> {
  const [draft, article] = await Promise.all([
    draftSide(review),
    withArticle ? articleText(review.source, review.entry.draft) : undefined,
  ]);
  return { ...answer, draft: String(draft), ...(article && { article: String(article) }) };
}

function movesPassages(edit: Edit): boolean {
  return edit.do === 'add' || edit.do === 'merge' || 'span' in edit;
}

function leave(c: DeskContext, location: string) {
  return isScript(c) ? c.json({ ok: true, says: '', location }) : c.redirect(location, 303);
}

async function readSent(c: DeskContext): Promise<Sent> {
  const form = await c.req.parseBody().catch(() => ({})); // a form cut short is no form
  return Object.fromEntries(
    Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function versionOf(sent: Sent): number {
  const version = Number(sent['version'] ?? '');
  return Number.isInteger(version) ? version : -1;
}

function isEnded(error: unknown): boolean {
  return error instanceof UserError && error.code === 'draft_ended';
}

function isDecided({ items, decision }: Extract<Edit, { do: 'decide' }>, { draft }: DraftEntry): boolean {
  const all = [...draft.facts, ...draft.quotes];
  return items.every((id) => all.some((item) => item.id === id && item.decision === decision));
}

/** The item that a change leaves one at. */
function focusOf(edit: Edit, before: DraftEntry, after: DraftEntry): string | undefined {
  if (edit.do === 'merge') return edit.into;
  if (edit.do === 'decide') return edit.items.length === 1 ? edit.items[0] : undefined;
  if (edit.do === 'fact' || edit.do === 'quote' || edit.do === 'move') return edit.id;
  if (edit.do !== 'add') return undefined;
  const old = new Set([...before.draft.facts, ...before.draft.quotes].map(({ id }) => id));
  return [...after.draft.facts, ...after.draft.quotes].find(({ id }) => !old.has(id))?.id;
}

/** The form that a change was made in. */
function openOf({ do: what, id = '' }: Sent): Open | undefined {
  if (what === 'fact' || what === 'quote') return { what: 'edit', id };
  return what === 'merge' || what === 'person' || what === 'story' || what === 'lengths' ? { what, id } : undefined;
}

function tell(edit: Edit, { draft }: DraftEntry): string {
  if (edit.do !== 'decide') return saidWords({ said: edit.do }) ?? '';
  const left = [...draft.facts, ...draft.quotes].filter(({ decision }) => decision === 'open').length;
  const what = edit.items.length === 1 ? (edit.items[0] ?? '') : count(edit.items.length, 'item', 'items');
  return `${what}: ${edit.decision}. ${left === 0 ? 'None is open any more.' : `${left.toLocaleString('en')} open.`}`;
}
