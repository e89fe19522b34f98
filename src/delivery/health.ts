import { count } from '../count.ts';
import type { DigestPlatform } from '../schedule/subscription.ts';
import type { Deliveries } from './deliveries.ts';
import type { Backlog, Ledger } from './ledger.ts';

/** What is left to do on a platform, and whether anything can be posted there now. */
export type PlatformBacklog = Pick<Backlog, 'due' | 'oldest'> & { platform: DigestPlatform; isReady: boolean };

/** From when on something is wrong, in milliseconds: since the last tick, and of waiting. */
export type HealthLimits = { tickMs: number; lagMs: number };

/** Whether digests go out as they should; each problem is one line without secrets. */
export type Health = { ok: boolean; problems: string[]; sinceTickMs: number | undefined; backlogs: PlatformBacklog[] };

const MINUTE_MS = 60_000;
/** A tick comes each minute, so three were left out. */
const LIMITS: HealthLimits = { tickMs: 3 * MINUTE_MS, lagMs: 15 * MINUTE_MS };

export const PLATFORM_NAMES: Record<DigestPlatform, string> = {
  discord: 'Discord',
  slack: 'Slack',
  web: 'the web page',
};

/** Judges what was measured. A delivery waits at most since the start: after an outage, a healthy process catches up. */
export function judgeHealth({
  sinceTickMs,
  sinceStartMs,
  backlogs,
  now,
  limits: { tickMs, lagMs } = LIMITS,
}: {
  sinceTickMs: number | undefined;
  sinceStartMs: number;
  backlogs: readonly PlatformBacklog[];
  now: Date;
  limits?: HealthLimits;
}): Health {
  const problems: string[] = [];
  if ((sinceTickMs ?? sinceStartMs) > tickMs)
    problems.push(
      sinceTickMs === undefined
        ? `nobody has looked at the schedule since the start ${ago(sinceStartMs)}`
        : `the schedule was last looked at ${ago(sinceTickMs)}`,
    );
  for (const { platform, isReady, due, oldest } of backlogs) {
    const waits = Math.min(lagMsOf(oldest, now), sinceStartMs);
    if (waits <= lagMs) continue;
    const name = PLATFORM_NAMES[platform];
    problems.push(
      `${count(due, 'post', 'posts')} to ${name} ${due === 1 ? 'waits' : 'wait'}, since ${minutes(waits)}${isReady ? '' : `; ${name} is not connected`}`,
    );
  }
  return { ok: problems.length === 0, problems, sinceTickMs, backlogs: [...backlogs] };
}

/** How long the oldest occurrence has waited, in milliseconds; nothing where none waits. */
export function lagMsOf(oldest: string | undefined, now: Date): number {
  return oldest === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(oldest));
}

/** Measures and judges; before the deliveries are started there is nothing but the time since the start. */
export async function checkHealth(
  deliveries: Pick<Deliveries, 'sinceTick' | 'outlets'> | undefined,
  ledger: Pick<Ledger, 'backlog'>,
  { now, sinceStartMs }: { now: Date; sinceStartMs: number },
): Promise<Health> {
  const backlogs = await readBacklogs(deliveries?.outlets ?? [], ledger);
  return judgeHealth({ sinceTickMs: deliveries?.sinceTick(), sinceStartMs, backlogs, now });
}

/** What each connected platform has left to do. */
export function readBacklogs(
  outlets: Deliveries['outlets'],
  ledger: Pick<Ledger, 'backlog'>,
): Promise<PlatformBacklog[]> {
  return Promise.all(
    outlets.map(async (outlet) => {
      const { platform } = outlet;
      const { due, oldest } = await ledger.backlog(platform);
      return { platform, isReady: outlet.isReady(), due, oldest };
    }),
  );
}

function ago(ms: number): string {
  return `${minutes(ms)} ago`;
}

function minutes(ms: number): string {
  return count(Math.floor(ms / MINUTE_MS), 'minute', 'minutes');
}
