import type { IncomingMessage, ServerResponse } from 'node:http';

/** What goes wrong with a request: an answer of Discord's with its number, a wait, an answer that never comes, or a cut line. */
export type Fault =
  | { status: number; code?: number; message?: string; retryAfter?: number; global?: boolean }
  | { does: 'hang' | 'drop' };

/** Which requests it befalls: as many of those as `times` says, `once` they were carried out or in their place. */
export type Planned = { method?: string; path: RegExp; times?: number; once?: 'done'; fault: Fault };

/** Asked of every request: what befalls it, `once` it was carried out or in its place. */
export type Chaos = (request: { method: string; path: string }) => Pick<Planned, 'fault' | 'once'> | undefined;

export type Faults = {
  plan(planned: Planned): void;
  take(request: { method: string; path: string }): Planned | undefined;
};

export function createFaults(): Faults {
  const open: (Planned & { left: number })[] = [];
  return {
    plan: (planned) => void open.push({ ...planned, left: planned.times ?? 1 }),
    take({ method, path }) {
      const found = open.find((one) => one.left > 0 && (one.method ?? method) === method && one.path.test(path));
      if (found) found.left -= 1;
      return found;
    },
  };
}

/** Carries the fault out on the wire. */
export function befall(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if ('does' in fault) {
    if (fault.does === 'drop') request.socket.destroy();
    return; // a hang: the other side gives up
  }
  const { status, code = 0, message = `${status}`, retryAfter, global } = fault;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (global) headers['x-ratelimit-global'] = 'true';
  response.writeHead(status, headers);
  response.end(
    JSON.stringify(
      retryAfter === undefined ? { code, message } : { message, retry_after: retryAfter, global: global ?? false },
    ),
  );
}
