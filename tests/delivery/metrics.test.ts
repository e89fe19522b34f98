import { register } from 'prom-client';
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/delivery/metrics.ts';
import type { Backlog, Tally } from '../../src/delivery/ledger.ts';
import type { Outlet } from '../../src/delivery/outlet.ts';

const now = () => new Date('2031-05-06T09:00:00.000Z');
const tally: Tally[] = [
  { platform: 'slack', kind: 'scheduled', state: 'sent', late: false, count: 40 },
  { platform: 'slack', kind: 'scheduled', state: 'sent', late: true, count: 2 },
  { platform: 'slack', kind: 'scheduled', state: 'failed', late: false, count: 1 },
  { platform: 'discord', kind: 'scheduled', state: 'due', late: false, count: 3 },
];
const backlogs: Record<string, Backlog> = {
  slack: { due: 0, nextAt: undefined, oldest: undefined },
  discord: { due: 3, nextAt: undefined, oldest: '2031-05-06T08:58:30.000Z' },
};
const ledger = {
  tally: async () => tally,
  backlog: async (platform: string) => backlogs[platform] ?? { due: 0, nextAt: undefined, oldest: undefined },
};
const outlets = [
  { platform: 'slack', isReady: () => true },
  { platform: 'discord', isReady: () => false },
] as Outlet[];

test('each state of each platform is counted once, also where there is none', async () => {
  const text = await createMetrics({ ledger, deliveries: () => undefined, now }).read();
  for (const line of [
    'pullquote_deliveries{platform="slack",state="sent"} 40',
    'pullquote_deliveries{platform="slack",state="late"} 2',
    'pullquote_deliveries{platform="slack",state="failed"} 1',
    'pullquote_deliveries{platform="slack",state="due"} 0',
    'pullquote_deliveries{platform="discord",state="due"} 3',
    'pullquote_deliveries{platform="web",state="missed"} 0',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toMatch(/^pullquote_(?:delivery_lag|tick_age)_seconds/m);
});

test('what waits, who is connected and when the clock was heard are read at each scrape', async () => {
  let sinceTickMs = 12_500;
  const metrics = createMetrics({ ledger, deliveries: () => ({ sinceTick: () => sinceTickMs, outlets }), now });
  const first = await metrics.read();
  for (const line of [
    'pullquote_delivery_lag_seconds{platform="slack"} 0',
    'pullquote_delivery_lag_seconds{platform="discord"} 90',
    'pullquote_platform_ready{platform="slack"} 1',
    'pullquote_platform_ready{platform="discord"} 0',
    'pullquote_tick_age_seconds 12.5',
  ])
    expect(first.split('\n')).toContain(line);
  sinceTickMs = 1000;
  expect((await metrics.read()).split('\n')).toContain('pullquote_tick_age_seconds 1');
});

test('two that are watched share nothing, nor anything with others in the process', async () => {
  const parts = { ledger, deliveries: () => undefined, now };
  createMetrics(parts);
  expect(() => createMetrics(parts)).not.toThrow();
  expect(await register.getMetricsAsJSON()).toEqual([]);
});

test('every gauge says what it is', async () => {
  const text = await createMetrics({ ledger, deliveries: () => undefined, now }).read();
  const names = text.matchAll(/^# TYPE (\S+) gauge$/gm).map(([, name]) => name);
  for (const name of names) expect(text).toMatch(new RegExp(`^# HELP ${name} \\S.+\\.$`, 'm'));
});
