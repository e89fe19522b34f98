import { describe, expect, test } from 'vitest';
import { checkHealth, judgeHealth, type PlatformBacklog } from '../../src/delivery/health.ts';
import type { Outlet } from '../../src/delivery/outlet.ts';

const MINUTE = 60_000;
const now = new Date('2031-05-06T09:00:00.000Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * MINUTE).toISOString();

function aBacklog(parts: Partial<PlatformBacklog> = {}): PlatformBacklog {
  return { platform: 'slack', isReady: true, due: 0, oldest: undefined, ...parts };
}

function judge(parts: Partial<Parameters<typeof judgeHealth>[0]> = {}): string[] {
  const { ok, problems } = judgeHealth({
    sinceTickMs: MINUTE,
    sinceStartMs: 600 * MINUTE,
    backlogs: [aBacklog()],
    now,
    ...parts,
  });
  expect(ok).toBe(problems.length === 0);
  return problems;
}

describe('the clock', () => {
  test.for([
    { sinceTickMs: 0, problems: [] },
    { sinceTickMs: 3 * MINUTE, problems: [] },
    { sinceTickMs: 3 * MINUTE + 1, problems: ['the schedule was last looked at 3 minutes ago'] },
    { sinceTickMs: undefined, sinceStartMs: 3 * MINUTE, problems: [] },
    {
      sinceTickMs: undefined,
      sinceStartMs: 4 * MINUTE,
      problems: ['nobody has looked at the schedule since the start 4 minutes ago'],
    },
  ])('last heard $sinceTickMs ms ago, started $sinceStartMs ms ago: $problems', ({ problems, ...measured }) => {
    expect(judge(measured)).toEqual(problems);
  });
});

describe('what is due', () => {
  test.for([
    { backlog: { due: 1, oldest: minutesAgo(15) }, problems: [] },
    { backlog: { due: 1, oldest: minutesAgo(16) }, problems: ['1 post to Slack waits, since 16 minutes'] },
    {
      backlog: { due: 1200, oldest: minutesAgo(90), isReady: false },
      problems: ['1,200 posts to Slack wait, since 90 minutes; Slack is not connected'],
    },
    { backlog: { isReady: false }, problems: [] },
    { backlog: { due: 1, oldest: minutesAgo(-5) }, problems: [] },
  ])('as $backlog: $problems', ({ backlog, problems }) => {
    expect(judge({ backlogs: [aBacklog({ platform: 'discord' }), aBacklog(backlog)] })).toEqual(problems);
  });

  test('has not waited longer than the process runs, which may be catching up', () => {
    expect(judge({ backlogs: [aBacklog({ due: 1, oldest: minutesAgo(300) })], sinceStartMs: 2 * MINUTE })).toEqual([]);
  });

  test('is judged by other limits where they are given', () => {
    const backlogs = [aBacklog({ due: 1, oldest: minutesAgo(2) })];
    expect(judge({ backlogs, limits: { tickMs: MINUTE, lagMs: MINUTE } })).toHaveLength(1);
  });
});

describe('measuring', () => {
  const ledger = { backlog: async () => ({ due: 2, oldest: minutesAgo(20), nextAt: undefined }) };

  test('asks each outlet’s backlog', async () => {
    const outlets = [
      { platform: 'web', isReady: () => true },
      { platform: 'discord', isReady: () => false },
    ] as Outlet[];
    const { problems } = await checkHealth({ sinceTick: () => MINUTE, outlets }, ledger, {
      now,
      sinceStartMs: 600 * MINUTE,
    });
    expect(problems).toEqual([
      '2 posts to the web page wait, since 20 minutes',
      '2 posts to Discord wait, since 20 minutes; Discord is not connected',
    ]);
  });

  test('before the deliveries are started has only the time since the start', async () => {
    expect((await checkHealth(undefined, ledger, { now, sinceStartMs: MINUTE })).ok).toBe(true);
    expect((await checkHealth(undefined, ledger, { now, sinceStartMs: 5 * MINUTE })).ok).toBe(false);
  });
});
