import { stream } from 'hono/streaming';
import type { Work } from '../../../curation/desk/desk.ts';
import { UpstreamError, UserError } from '../../../errors.ts';
import { isScript, type DeskContext, type DeskParts } from './desk-web.ts';

/** What long work comes to: the page to go to, or what its own page says. */
export type Outcome = { location: string };

/**
 * Does long work. The script is told how far it is, one JSON object a line, and calls it off by leaving; without it the
 * browser waits and is sent on. `refused` is the page that shows what an editor can mend.
 */
export async function doWork(
  c: DeskContext,
  { fault }: Pick<DeskParts, 'fault'>,
  work: (how: Work) => Promise<Outcome>,
  refused: (says: string) => Response | Promise<Response>,
): Promise<Response> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  c.req.raw.signal.addEventListener('abort', leave, { once: true });
  if (!isScript(c)) {
    try {
      const { location } = await work({ signal: leaving.signal });
      return c.redirect(location, 303);
    } catch (error) {
      if (isTold(error)) return refused(error.message);
      if (leaving.signal.aborted) return c.body(null, 204); // nobody is there to read it
      throw error;
    }
  }
  c.header('Content-Type', 'application/x-ndjson; charset=UTF-8');
  c.header('X-Accel-Buffering', 'no'); // else nginx would hold the lines back
  return stream(c, async (out) => {
    out.onAbort(leave);
    const tell = (line: object) => out.write(`${JSON.stringify(line)}\n`);
    try {
      await tell(await work({ signal: leaving.signal, onProgress: (progress) => void tell(progress) }));
    } catch (error) {
      if (leaving.signal.aborted) return;
      await tell({ error: isTold(error) ? error.message : faultWords(fault(error, c)) });
    }
  });
}

/** What an editor can mend, or a site that may answer later. */
function isTold(error: unknown): error is UserError | UpstreamError {
  return error instanceof UserError || error instanceof UpstreamError;
}

/** What is said of a fault of ours. */
export function faultWords(id: string): string {
  return `Something went wrong on our side; the operator finds it in the log under ${id}.`;
}
