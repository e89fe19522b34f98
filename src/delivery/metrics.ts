import { Gauge, Registry } from 'prom-client';
import { DIGEST_PLATFORMS } from '../schedule/subscription.ts';
import type { Deliveries } from './deliveries.ts';
import { lagMsOf, readBacklogs } from './health.ts';
import type { DeliveryKind, Ledger, Tally } from './ledger.ts';

/** What can be watched, as Prometheus reads it. */
export type Metrics = { contentType: string; read(): Promise<string> };

const STATES = ['due', 'sending', 'sent', 'late', 'skipped', 'failed', 'missed'] as const;
const OF_CORRECTIONS: ReadonlySet<DeliveryKind> = new Set(['correction', 'edit'] as const);
const SECOND_MS = 1000;

/** Gauges that are read from the ledger whenever they are asked for; named as Prometheus has it (https://prometheus.io/docs/practices/naming/). */
export function createMetrics({
  ledger,
  deliveries,
  now,
}: {
  ledger: Pick<Ledger, 'tally' | 'backlog'>;
  deliveries: () => Pick<Deliveries, 'sinceTick' | 'outlets'> | undefined;
  now: () => Date;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const ended = new Gauge({
    name: 'pullquote_deliveries',
    help: 'Deliveries in the ledger by what became of them; late ones were sent, after their time.',
    labelNames: ['platform', 'state'],
    registers,
    async collect() {
      const tally = await ledger.tally();
      for (const platform of DIGEST_PLATFORMS)
        for (const state of STATES)
          ended.set(
            { platform, state },
            countOf(tally, platform, state, ({ kind }) => !OF_CORRECTIONS.has(kind)),
          );
    },
  });
  const corrections = new Gauge({
    name: 'pullquote_corrections',
    help: 'What messages owed their readers after corrections, by what became of it: words beneath them and edits.',
    labelNames: ['platform', 'kind', 'state'],
    registers,
    async collect() {
      const tally = await ledger.tally();
      for (const platform of DIGEST_PLATFORMS)
        for (const kind of OF_CORRECTIONS)
          for (const state of STATES.filter((each) => each !== 'late'))
            corrections.set(
              { platform, kind, state },
              countOf(tally, platform, state, (each) => each.kind === kind),
            );
    },
  });
  const ready = new Gauge({
    name: 'pullquote_platform_ready',
    help: 'Whether a post to the platform could succeed now.',
    labelNames: ['platform'],
    registers,
    collect() {
      for (const outlet of deliveries()?.outlets ?? [])
        ready.set({ platform: outlet.platform }, outlet.isReady() ? 1 : 0);
    },
  });
  const lag = new Gauge({
    name: 'pullquote_delivery_lag_seconds',
    help: 'How long the oldest delivery that is due has waited since its time.',
    labelNames: ['platform'],
    registers,
    async collect() {
      for (const { platform, oldest } of await readBacklogs(deliveries()?.outlets ?? [], ledger))
        lag.set({ platform }, lagMsOf(oldest, now()) / SECOND_MS);
    },
  });
  const tick = new Gauge({
    name: 'pullquote_tick_age_seconds',
    help: 'How long ago the schedule was last looked at; absent before the first time.',
    registers,
    collect() {
      const ms = deliveries()?.sinceTick();
      if (ms === undefined) tick.remove();
      else tick.set(ms / SECOND_MS);
    },
  });
  return { contentType: registry.contentType, read: () => registry.metrics() };
}

function countOf(
  tally: readonly Tally[],
  platform: string,
  shown: (typeof STATES)[number],
  isMeant: (each: Tally) => boolean,
): number {
  return tally
    .filter(isMeant)
    .filter((each) => each.platform === platform && (each.late ? 'late' : each.state) === shown)
    .reduce((sum, { count }) => sum + count, 0);
}
