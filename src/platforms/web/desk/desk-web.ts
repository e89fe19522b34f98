import type { Context } from 'hono';
import type { Desk } from '../../../curation/desk/desk.ts';
import type { Editor } from '../../../curation/desk/store.ts';
import type { Library } from '../../../facts/library.ts';

/** What the desk's pages are handed. */
export type DeskParts = {
  desk: Desk;
  library: () => Library;
  /** The address that people use, where it is another one than the server's. */
  publicUrl: string | undefined;
  /** Logs a fault and gives its id. */
  fault: (error: unknown, c: Context) => string;
};

export type DeskEnv = { Variables: { editor: Editor } };
export type DeskContext = Context<DeskEnv>;

/** Whether the page's script asks, for a part of the page, rather than the browser for the whole. */
export function isScript(c: Context): boolean {
  return c.req.header('x-desk') !== undefined;
}
