import { Hono, type Context } from 'hono';
import type { Deliveries } from '../../delivery/deliveries.ts';
import { checkHealth, type Health } from '../../delivery/health.ts';
import type { Ledger } from '../../delivery/ledger.ts';
import type { Metrics } from '../../delivery/metrics.ts';

/** What is watched: deliveries, once they are started, and the ledger; `clock` is monotonic, in milliseconds. */
export type Watched = {
  ledger: Ledger;
  deliveries: () => Pick<Deliveries, 'sinceTick' | 'outlets'> | undefined;
  now: () => Date;
  clock: () => number;
};

export type Watch = { health: () => Promise<Health>; metrics: () => Promise<Metrics> };

/** Begins to watch: the time since the start counts from here. */
export function createWatch({ ledger, deliveries, now, clock }: Watched): Watch {
  const startedAt = clock();
  let made: Promise<Metrics> | undefined;
  return {
    health: () => checkHealth(deliveries(), ledger, { now: now(), sinceStartMs: clock() - startedAt }),
    // What makes them takes memory, and most never ask.
    metrics: () =>
      (made ??= import('../../delivery/metrics.ts').then(({ createMetrics }) =>
        createMetrics({ ledger, deliveries, now }),
      )),
  };
}

/** What machines ask for: whether all is well, which everyone may know, and in numbers. */
export function watchRoutes(
  { health, metrics }: Watch,
  { now, isOperator }: { now: () => Date; isOperator: (c: Context) => boolean },
): Hono {
  const app = new Hono();

  app.get('/healthz', async (c) => {
    const { ok, problems, sinceTickMs, backlogs } = await health();
    c.header('Cache-Control', 'no-store');
    return c.json(
      {
        status: ok ? 'ok' : 'failing',
        problems,
        lastTick: sinceTickMs === undefined ? null : new Date(now().getTime() - sinceTickMs).toISOString(),
        platforms: backlogs.map(({ platform, isReady, due, oldest }) => {
          return { platform, ready: isReady, due, oldest: oldest ?? null };
        }),
      },
      ok ? 200 : 503,
    );
  });

  app.get('/metrics', async (c) => {
    if (!isOperator(c)) return c.text('The numbers are for the operator, on this machine.', 403);
    const made = await metrics();
    return c.body(await made.read(), 200, { 'Content-Type': made.contentType, 'Cache-Control': 'no-store' });
  });

  return app;
}
