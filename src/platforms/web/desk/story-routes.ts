import { Hono } from 'hono';
import { UserError } from '../../../errors.ts';
import type { DeskContext, DeskEnv, DeskParts } from './desk-web.ts';
import { saidWords } from './said.ts';
import { historyPage, publishedPage } from './stories-page.ts';

/** Revisions that a history shows. */
const MOST_REVISIONS = 50;

/** What is published, under /desk/stories. */
export function storyRoutes({ desk, library }: DeskParts): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get('/', (c) => c.html(publishedPage(library(), { editor: c.var.editor, said: saidWords(c.req.query()) })));

  app.get('/:slug', async (c) => {
    const slug = c.req.param('slug');
    const revisions = (await desk.revisions(slug)).reverse().slice(0, MOST_REVISIONS);
    if (revisions.length === 0) throw new UserError(`There is no story “${slug}”.`, { code: 'unknown_story' });
    const steps = await Promise.all(
      revisions.map(async (revision) => ({ ...revision, differences: await differences(slug, revision.number) })),
    );
    return c.html(historyPage(slug, steps, { editor: c.var.editor }));
  });

  app.post('/:slug/revise', async (c) => {
    try {
      const { id } = await desk.revise(c.req.param('slug'), c.var.editor);
      return c.redirect(`/desk/drafts/${id}`, 303);
    } catch (error) {
      return refused(c, error);
    }
  });

  app.post('/:slug/retract', async (c) => {
    const slug = c.req.param('slug');
    const { why } = await c.req.parseBody();
    try {
      if (typeof why !== 'string' || why.trim() === '')
        throw new UserError('Say why the story is taken back.', { code: 'no_reason' });
      await desk.retract(slug, why.trim(), c.var.editor);
      return c.redirect(`/desk/stories?said=retracted&of=${slug}`, 303);
    } catch (error) {
      return refused(c, error);
    }
  });

  return app;

  function refused(c: DeskContext, error: unknown) {
    if (!(error instanceof UserError)) throw error;
    return c.html(publishedPage(library(), { editor: c.var.editor, error: error.message }), 422);
  }

  async function differences(slug: string, number: number) {
    try {
      return await desk.differences(slug, number);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
