import type { App } from '@slack/bolt';
import { z } from 'zod';
import { firstTimeAmong } from '../../first-time.ts';
import type { Log } from '../../log.ts';
import type { Storage } from '../../storage/storage.ts';

const Marked = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() });

/** Commands and presses come again, if at all, over the same connection; what is older than so many others does not. */
const REMEMBERED = 2000;

/**
 * Lets each event, command and press through once. Events that Slack believes were not received it sends again for an
 * hour, also to another process (https://docs.slack.dev/apis/events-api/#retries), so they are looked up in storage;
 * commands and presses, for which somebody waits, it does not: the memory of this process is enough.
 */
export function handleOnce(app: App, storage: Pick<Storage, 'firstTime'>, log: Log): void {
  const isNew = firstTimeAmong(REMEMBERED);
  app.use(async ({ body, next, ...args }) => {
    const { event_id: event, trigger_id: trigger } = Marked.parse(body);
    if (event === undefined ? trigger === undefined || isNew(trigger) : await isFirst(event)) {
      await next();
      return;
    }
    if ('ack' in args && typeof args.ack === 'function') await args.ack();
  });

  async function isFirst(id: string): Promise<boolean> {
    try {
      return await storage.firstTime(`slack:${id}`);
    } catch (error) {
      log.error({ err: error }, 'whether Slack sent this before could not be looked up; it is answered');
      return true;
    }
  }
}
