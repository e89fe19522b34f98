import { Hono } from 'hono';
import { UserError } from '../../../errors.ts';
import type { DeskEnv, DeskParts } from './desk-web.ts';
import { feedsPage } from './feeds-page.ts';
import { listPage } from './list-page.ts';
import { logPage } from './log-page.ts';
import { saidWords } from './said.ts';
import { readIncoming } from './upload.ts';
import { doWork } from './work-stream.ts';

/** Drafts that are read for the list, with what was decided of their items. */
const MOST_DRAFTS = 50;
const LOG_PAGE = 50;
const REFUSED = 422;

/** Drafts, feeds and the log. */
export function listRoutes(parts: DeskParts): Hono<DeskEnv> {
  const { desk } = parts;
  const app = new Hono<DeskEnv>();

  const drafts = async () => {
    const outlines = await desk.drafts('open');
    return Promise.all(outlines.slice(0, MOST_DRAFTS).map(({ id }) => desk.draft(id)));
  };

  app.get('/', async (c) => c.html(listPage(await drafts(), { editor: c.var.editor, said: saidWords(c.req.query()) })));

  app.post('/add', async (c) => {
    const form = await c.req.parseBody().catch((): Record<string, string | File> => ({})); // a form cut short is no form
    const [url, text] = ['url', 'text']
      .map((name) => form[name])
      .map((value) => (typeof value === 'string' ? value : ''));
    return doWork(
      c,
      parts,
      async (work) => {
        const { entry, isNew, similar } = await desk.add(await readIncoming(form), c.var.editor, work);
        const said = !isNew
          ? 'said=known'
          : similar === undefined
            ? 'said=added'
            : `said=similar&of=${encodeURIComponent(similar)}`;
        return { location: `/desk/drafts/${entry.id}?${said}` };
      },
      async (error) => {
        const typed = { url: url ?? '', text: text ?? '' };
        return c.html(listPage(await drafts(), { editor: c.var.editor, error, typed }), REFUSED);
      },
    );
  });

  app.get('/feeds', async (c) =>
    c.html(feedsPage(await desk.feeds.list(), { editor: c.var.editor, said: saidWords(c.req.query()) })),
  );
  app.post('/feeds', async (c) => {
    const { url: sent } = await c.req.parseBody();
    const url = typeof sent === 'string' ? sent.trim() : '';
    return doWork(
      c,
      parts,
      async (work) => {
        if (url === '') throw new UserError('Give the address of a feed.', { code: 'nothing_to_read' });
        const { drafted } = await desk.feeds.add(url, c.var.editor, work);
        return { location: `/desk/feeds?said=feed&count=${drafted}` };
      },
      async (error) => c.html(feedsPage(await desk.feeds.list(), { editor: c.var.editor, error, url }), REFUSED),
    );
  });
  app.post('/feeds/:id/remove', async (c) => {
    await desk.feeds.remove(c.req.param('id'), c.var.editor);
    return c.redirect('/desk/feeds?said=unfed', 303);
  });

  app.get('/log', async (c) => {
    const subject = c.req.query('subject')?.trim() || undefined;
    const asked = Number(c.req.query('before'));
    const before = Number.isInteger(asked) && asked > 0 ? asked : undefined;
    const read = await desk.audit({ subject, before, most: LOG_PAGE + 1 });
    const entries = read.slice(0, LOG_PAGE);
    return c.html(
      logPage({
        entries,
        subject,
        before: read.length > LOG_PAGE ? entries.at(-1)?.number : undefined,
        editor: c.var.editor,
      }),
    );
  });

  return app;
}
