import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { Storage } from '../../storage/storage.ts';

const Marked = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() });

/** Lets each event, command and press through once: Slack sends again what it believes was not received, also to another process. */
export function handleOnce(app: App, storage: Pick<Storage, 'firstTime'>, log: Log): void {
  app.use(async ({ body, next, ...args }) => {
    const { event_id, trigger_id } = Marked.parse(body);
    const id = event_id ?? trigger_id;
    if (id === undefined || (await isFirst(id))) {
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
