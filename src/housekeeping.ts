import { ConfigError } from './errors.ts';
import type { Log } from './log.ts';
import { VISITORS } from './platforms/web/conversations.ts';
import type { Storage } from './storage/storage.ts';

/** Which quotation came last is of no use to a visitor who was away so long. */
const VISITOR_DAYS = 30;
/** Messages stay in channels for years; a button is pressed long after at most once in a while. */
const BUTTON_DAYS = 400;
/** Platforms send an event again within hours (Slack: three times within about an hour). */
const SEEN_DAYS = 7;

/** A day's budget is counted within the day; a day more for those who look into it. */
const MODEL_DAYS = 2;
/** What was posted, missed and skipped, and why. */
const LEDGER_DAYS = 400;
/** What commands posted: a message that is older is not corrected any more. */
const REPLY_DAYS = 400;

/** Feeds drop entries within weeks; one that comes back after a year is a new one. */
const FEED_DAYS = 400;

/** Deletes what nobody comes back for. A disk at fault stops nothing: it is told, and tried again next time. */
export async function forgetOld(
  storage: Pick<Storage, 'forgetPicks' | 'forgetKept' | 'forgetSeen' | 'forgetModelCalls'> & {
    ledger: Pick<Storage['ledger'], 'forget'>;
    posted: Pick<Storage['posted'], 'forget'>;
    desk: Pick<Storage['desk'], 'forget'>;
  },
  log: Log,
): Promise<void> {
  try {
    await storage.forgetPicks(VISITORS, VISITOR_DAYS);
    await storage.forgetKept(BUTTON_DAYS);
    await storage.forgetSeen(SEEN_DAYS);
    await storage.forgetModelCalls(MODEL_DAYS);
    await storage.ledger.forget(LEDGER_DAYS);
    await storage.posted.forget(REPLY_DAYS);
    await storage.desk.forget(FEED_DAYS);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    log.warn({ err: error }, 'what is too old to be of use could not be deleted');
  }
}
