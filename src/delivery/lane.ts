import type { After } from '../after.ts';
import type { Log } from '../log.ts';
import { channelKey } from '../schedule/subscription.ts';
import { backoffMs } from './backoff.ts';
import { attempt, type Attempting } from './attempt.ts';
import { attemptEdit } from './attempt-edit.ts';
import { createChannelTurns } from './channel-turns.ts';
import { groupCommit } from './group-commit.ts';
import type { Amended } from './corrections/make-correction.ts';
import type { Claimed, Ledger, Prepared, Settlement, Work } from './ledger.ts';
import type { Outlet } from './outlet.ts';
import type { Pace } from './pace.ts';

/** Deliveries of one kind of work to one platform. */
export type Lane = {
  /** There may be something to do; looks at once. */
  wake(): void;
  /** Settles once nothing is under way and nothing is due now. */
  idle(): Promise<void>;
  /** Claims no more and lets what is under way end; what has not begun is due again. */
  close(): Promise<void>;
};

export type LaneParts = {
  outlet: Outlet;
  work: Work;
  /** Where both kinds of work count against one limit, the same one. */
  pace: Pace;
  ledger: Ledger;
  /** What a delivery is going to say; `skipped` where there is nothing to post, and why. */
  make(claimed: Claimed): Promise<Prepared | { skipped: string }>;
  /** Whether it tells what was taken back since it was made. */
  isStale(claimed: Claimed): boolean;
  amended(claimed: Claimed): Promise<Amended | { skipped: string }>;
  /** Told once a place turned out to be closed to the bot. */
  onClosed(claimed: Claimed, says: string): Promise<void>;
  /** Names this process in the ledger. */
  holder: string;
  /** After an attempt in doubt, how long until the message would be there if it comes at all. */
  settlesWithinMs: number;
  now: () => Date;
  after: After;
  /** Milliseconds of a clock that is never put back. */
  clock: () => number;
  random: () => number;
  log: Log;
};

/** A lease outlasts the longest attempt many times over. */
const LEASE_MS = 120_000;
/** While the platform is not connected. */
const LOOK_AGAIN_MS = 10_000;
/** The longest sleep: timers of more than 24.8 days fire at once. */
const LONGEST_SLEEP_MS = 3_600_000;
/** Claimed at once where the platform sets no limit; with one, what it takes in a second, so that a crash leaves few in doubt. */
const MOST_AT_ONCE = 500;

export function createLane(parts: LaneParts): Lane {
  const { outlet, work, pace, ledger, holder, now, after, clock, random, log } = parts;
  const batch = Math.min(MOST_AT_ONCE, outlet.rates.perSecond);
  const turns = createChannelTurns({ gapMs: outlet.rates.channelGapMs, clock, after });
  const settle = groupCommit<Settlement>((list) => ledger.settle(list, now().toISOString()));
  const inHand = new Set<string>();
  const idlers = new Set<() => void>();
  let looking = false;
  let again = false;
  let closing = false;
  let blockedUntil = -Infinity;
  let callOff: (() => void) | undefined;

  const attempting: Attempting = {
    ...parts,
    upToDate,
    standing: ({ id }) => ledger.standing(id, now().toISOString()),
    onWait(ms, claimed) {
      if (claimed) turns.hold(channelKey(claimed.place), ms);
      else {
        blockedUntil = clock() + ms;
        pace.hold(ms);
      }
    },
  };

  function sleep(ms: number): void {
    callOff?.();
    callOff = after(Math.min(Math.max(0, ms), LONGEST_SLEEP_MS), wake);
  }

  function wake(): void {
    again = true;
    if (!looking && !closing) void look();
  }

  async function look(): Promise<void> {
    looking = true;
    try {
      while (again) {
        again = false;
        if (!closing) await claimMore();
      }
    } catch (error) {
      log.error({ err: error, platform: outlet.platform }, 'the ledger could not be read; deliveries are tried again');
      sleep(LOOK_AGAIN_MS);
    } finally {
      looking = false;
      if (inHand.size === 0) for (const tell of idlers) tell();
    }
  }

  async function claimMore(): Promise<void> {
    if (inHand.size > batch / 2) return; // whoever settles looks again
    if (blockedUntil > clock()) return sleep(blockedUntil - clock());
    if (!outlet.isReady()) {
      const { due } = await ledger.backlog(outlet.platform, work);
      if (due > 0) sleep(LOOK_AGAIN_MS);
      return;
    }
    const at = now();
    const until = new Date(at.getTime() + LEASE_MS).toISOString();
    const claimed = await ledger.claim({
      platform: outlet.platform,
      work,
      at: at.toISOString(),
      until,
      holder,
      most: batch - inHand.size,
    });
    const fresh = claimed.filter(({ id }) => !inHand.has(id));
    if (fresh.length > 0) {
      for (const { id } of fresh) inHand.add(id);
      again = true;
      void handle(fresh);
      return;
    }
    const { nextAt } = await ledger.backlog(outlet.platform, work);
    if (nextAt !== undefined) sleep(Date.parse(nextAt) - now().getTime() + 1);
  }

  async function handle(claimed: readonly Claimed[]): Promise<void> {
    const ready = await prepared(claimed);
    await Promise.all(ready.map((one) => turns.run(channelKey(one.place), () => deliver(one))));
  }

  /** What is to be sent, with what it says; the others are settled. */
  async function prepared(claimed: readonly Claimed[]): Promise<Claimed[]> {
    const made: (Prepared & { id: string })[] = [];
    const ready: Claimed[] = [];
    for (const one of claimed) {
      if (work === 'edits' || typeof one.content === 'object') {
        ready.push(one);
        continue;
      }
      try {
        const content = await parts.make(one);
        if ('skipped' in content) {
          void end({ id: one.id, state: 'skipped', says: content.skipped });
          continue;
        }
        made.push({ id: one.id, ...content });
        // Nothing is sent before what it says is in the ledger: where that was not, it is in no doubt.
        const doubtfulSince = one.content === undefined ? undefined : one.doubtfulSince;
        ready.push({ ...one, content: content.content, doubtfulSince });
      } catch (error) {
        log.error({ err: error, id: one.id, digest: one.digest }, 'a digest could not be made');
        void end({ id: one.id, state: 'failed', says: `a bug of ours; the log has it under ${one.id}` });
      }
    }
    try {
      if (made.length > 0) await ledger.prepare(made);
      return ready;
    } catch (error) {
      log.error({ err: error }, 'what is to be posted could not be recorded; nothing is sent before it is');
      for (const { id } of ready) release(id); // the leases run out
      sleep(LOOK_AGAIN_MS);
      return [];
    }
  }

  /** What was taken back since its content was made is not posted: it is made anew, or ends here. */
  async function upToDate(claimed: Claimed): Promise<Claimed | { ended: Settlement }> {
    const { id } = claimed;
    if (!parts.isStale(claimed)) return claimed;
    try {
      const made = await parts.make(claimed);
      if ('skipped' in made) return { ended: { id, state: 'skipped', says: made.skipped } };
      await ledger.prepare([{ id, ...made }]);
      return { ...claimed, content: made.content, knownUntil: made.knownUntil };
    } catch (error) {
      log.error(
        { err: error, id, digest: claimed.digest },
        'a digest could not be made anew without what was taken back',
      );
      const at = new Date(now().getTime() + backoffMs(claimed.attempts, random)).toISOString();
      return { ended: { id, state: 'due', at, doubtful: false, says: 'it could not be made anew' } };
    }
  }

  async function deliver(claimed: Claimed): Promise<void> {
    if (closing) {
      const { id, doubtfulSince } = claimed;
      const at = now().toISOString();
      return end({ id, state: 'due', at, doubtful: doubtfulSince !== undefined, says: 'Pullquote was stopped' });
    }
    let settlement: Settlement;
    try {
      settlement = await (work === 'edits' ? attemptEdit : attempt)(claimed, attempting);
    } catch (error) {
      // The lease runs out; then it is tried again, and looked for first.
      log.error({ err: error, id: claimed.id }, 'a delivery could not be ended');
      return release(claimed.id);
    }
    await end(settlement);
  }

  async function end(settlement: Settlement): Promise<void> {
    try {
      await settle(settlement);
    } catch (error) {
      // The lease runs out; then the message is looked for, and found where it was posted.
      log.error({ err: error, id: settlement.id }, 'how a delivery ended could not be recorded');
    }
    release(settlement.id);
  }

  function release(id: string): void {
    inHand.delete(id);
    wake();
    if (closing && inHand.size === 0) for (const tell of idlers) tell();
  }

  /** Settles once nothing is under way. */
  function idle(): Promise<void> {
    return new Promise((resolve) => {
      const tell = () => {
        if (looking || inHand.size > 0) return;
        idlers.delete(tell);
        resolve();
      };
      idlers.add(tell);
      tell();
    });
  }

  return {
    wake,
    idle,
    async close() {
      closing = true;
      callOff?.();
      turns.hurry();
      pace.close();
      await idle(); // also of what is being claimed just now
    },
  };
}
