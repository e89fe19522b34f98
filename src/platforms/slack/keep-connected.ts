import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { PlatformStatus } from '../../platform.ts';
import { asUpstream } from './explain.ts';
import type { Ending } from './socket-receiver.ts';
import type { Timing } from './timing.ts';

type Kept = {
  log: Log;
  timing: Timing;
  /** Connects; gives where and how, and later why it ended. */
  establish: () => Promise<{ how: string; ended: Promise<Ending> }>;
  /** What to tell of a failure, and whether waiting can mend it. */
  explain: (error: unknown) => { says: string; waits: boolean };
  /** Called for the first connection, and for the one that ends a failure. */
  onConnected: (says: string) => void;
  /** Called for a failure that no waiting mends. */
  onGivenUp: (says: string) => void;
};

export type Keeper = {
  status(): PlatformStatus;
  /** Whether the connection stands, though a call may have failed since. */
  stands(): boolean;
  /** Settles with the first success or failure. */
  ready: Promise<void>;
  /** Makes a failure the status; the operator is told each once until it is over. */
  fail(says: string): void;
  /** A call went well after all: a failure that was told is over, unless it is the connection's. */
  recover(): void;
  /** Connects, and again whenever the connection ends, until `stop`. */
  start(): void;
  stop(): void;
};

/** Keeps one connection up: a new one at once where the old one ended, after a growing pause where there is none to be had. */
export function keepConnected({ log, timing, establish, explain, onConnected, onGivenUp }: Kept): Keeper {
  let status: PlatformStatus = { state: 'connecting', says: 'connecting to Slack' };
  let connection: string | undefined;
  const told = new Set<string>();
  const ready = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<undefined>();
  const now = { running: true, stands: false };

  function fail(says: string): void {
    status = { state: 'failed', says };
    ready.resolve();
    if (told.has(says)) return;
    told.add(says);
    log.error(`Slack: ${says}`);
  }

  function stand(how: string): void {
    const isNews = connection === undefined || status.state === 'failed';
    connection = `connected ${how}`;
    status = { state: 'connected', says: connection };
    ready.resolve();
    told.clear();
    now.stands = true;
    if (!isNews) return;
    log.info(`Slack: ${connection}`);
    onConnected(connection);
  }

  /** One connection from its beginning to its end; gives whether it stood long enough to count as a good one. */
  async function attempt(): Promise<boolean> {
    const { how, ended } = await establish();
    if (!now.running) return true;
    stand(how);
    const since = performance.now();
    const ending = await Promise.race([ended, stopped.promise]);
    now.stands = false;
    if (ending === undefined) return true;
    log.info(`Slack: the connection ended (${ending}); opening another`);
    if (ending === 'link_disabled') throw new UpstreamError('the connection was switched off', { code: ending });
    return performance.now() - since > timing.longestRetry;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (now.running) {
      let asked = 0;
      try {
        failures = (await attempt()) ? 0 : failures + 1;
      } catch (error) {
        if (!now.running) return; // it ended because we hung up
        asked = asUpstream(error).retryAfterMs ?? 0;
        const { says, waits } = explain(error);
        fail(says);
        if (!waits) return onGivenUp(says);
        failures += 1;
      }
      // Slack ends each connection after some hours; the next is opened at once, and only one after another is too many.
      if (failures > 0) await Promise.race([timing.pause(Math.max(asked, pauseAfter(failures))), stopped.promise]);
    }
  }

  function pauseAfter(failures: number): number {
    return Math.min(timing.firstRetry * 2 ** (failures - 1), timing.longestRetry);
  }

  return {
    status: () => status,
    stands: () => now.stands,
    ready: ready.promise,
    fail,
    recover() {
      if (connection === undefined || !now.stands || status.state !== 'failed') return;
      status = { state: 'connected', says: connection };
      told.clear();
      log.info('Slack: replies go out again');
    },
    start: () => void run(),
    stop() {
      now.running = false;
      status = { state: 'failed', says: 'disconnected from Slack' };
      stopped.resolve(undefined);
      ready.resolve();
    },
  };
}
