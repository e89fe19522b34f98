import type { Hono } from 'hono';
import type { DeskEnv, DeskParts } from './desk-web.ts';

/** Puts the desk under /desk. Most processes are never asked for it, so it is loaded when the first one asks. */
export function mountDesk(app: Hono, parts: DeskParts): void {
  let pages: Promise<Hono<DeskEnv>> | undefined;
  app.on(['GET', 'POST'], ['/desk', '/desk/*'], async (c) => {
    pages ??= import('./routes.ts').then(({ deskRoutes }) => deskRoutes(parts));
    return (await pages).fetch(c.req.raw, c.env);
  });
}

/** Whether a request brings an article, which may be larger than anything else; the desk's own routes limit it. */
export function bringsArticle(path: string): boolean {
  return path === '/desk/add';
}
