import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { Html } from './page.ts';

/** Stands between the two parts; no reply's markup holds a comment. The script knows it too. */
export const BOUNDARY = '<!--in its place-->';

/** Sends what is shown in the interim, then what takes its place once it is there; whoever has gone meanwhile does no harm. */
export function sendInTurn(
  c: Context,
  interim: Html,
  { final, fault }: { final: () => Promise<Html>; fault: (error: Error) => void },
): Response {
  c.header('Content-Type', 'text/html; charset=UTF-8');
  c.header('X-Accel-Buffering', 'no'); // else nginx would hold the first part back for the second
  return stream(
    c,
    async (out) => {
      await out.write(`${String(await interim)}${BOUNDARY}`);
      await out.write(String(await final()));
    },
    async (error) => fault(error),
  );
}
