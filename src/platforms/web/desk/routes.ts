import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { UserError } from '../../../errors.ts';
import { plainPage } from '../page.ts';
import { isScript, type DeskEnv, type DeskParts } from './desk-web.ts';
import { draftRoutes } from './draft-routes.ts';
import { listRoutes } from './list-routes.ts';
import { storyRoutes } from './story-routes.ts';
import { editorOf, endSession, keepSession } from './session.ts';
import { deadLinkPage, signedOutPage, signInPage } from './sign-in-pages.ts';
import { MAX_UPLOAD } from './upload.ts';
import { faultWords } from './work-stream.ts';

const SIGNED_OUT = 'You are signed out. Sign in again in another tab, then repeat this; what you typed is still here.';
/** Codes of what is not there. */
const NOT_FOUND = /^(?:unknown|no)_/;

/** The pages under /desk: for editors only, but for the way in. */
export function deskRoutes(parts: DeskParts): Hono<DeskEnv> {
  const { desk, publicUrl, fault } = parts;
  const app = new Hono<DeskEnv>().basePath('/desk');

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    // With “no-referrer” browsers would not say where a form comes from, where they say it by Origin alone.
    c.header('Referrer-Policy', 'same-origin');
    await next();
  });

  app.get('/sign-in', (c) => {
    // Not even our own style sheets are told the address, which has the key.
    c.header('Referrer-Policy', 'strict-origin');
    return c.html(signInPage(c.req.query('key') ?? ''));
  });
  app.post('/sign-in', async (c) => {
    const { key } = await c.req.parseBody();
    const session = typeof key === 'string' ? await desk.signIn.open(key) : undefined;
    if (!session) return c.html(deadLinkPage(), 403);
    keepSession(c, session.key, publicUrl);
    return c.redirect('/desk?said=signed-in', 303);
  });

  app.use(async (c, next) => {
    const editor = await editorOf(c, desk.signIn);
    if (!editor) {
      if (isScript(c)) return c.json({ ok: false, says: SIGNED_OUT }, 401);
      return c.html(signedOutPage(), c.req.path === '/desk' ? 200 : 401);
    }
    c.set('editor', editor);
    return next();
  });

  app.post('/sign-out', async (c) => {
    await endSession(c, desk.signIn);
    return c.redirect('/desk', 303);
  });
  app.use(
    '/add',
    bodyLimit({
      maxSize: MAX_UPLOAD,
      onError: (c) =>
        isScript(c)
          ? c.json({ error: 'That is too large; I read at most 8 MB at once.' }, 413)
          : c.html(
              plainPage('That is too large', html`<p>I read at most 8 MB at once. <a href="/desk">Back</a></p>`),
              413,
            ),
    }),
  );
  app.route('/', listRoutes(parts));
  app.route('/stories', storyRoutes(parts));
  app.route('/drafts', draftRoutes(parts));

  app.onError((error, c) => {
    if (error instanceof UserError) {
      const status = NOT_FOUND.test(error.code) ? 404 : 422;
      if (isScript(c)) return c.json({ ok: false, says: error.message }, status);
      return c.html(
        plainPage('That cannot be done', html`<p>${error.message} <a href="/desk">To the desk</a></p>`),
        status,
      );
    }
    const says = faultWords(fault(error, c));
    if (isScript(c)) return c.json({ ok: false, says }, 500);
    return c.html(
      plainPage('Something went wrong on our side', html`<p>${says} <a href="/desk">To the desk</a></p>`),
      500,
    );
  });
  app.notFound((c) =>
    c.html(
      plainPage('No such page', html`<p>Nothing stands at this address. <a href="/desk">To the desk</a></p>`),
      404,
    ),
  );
  return app;
}
