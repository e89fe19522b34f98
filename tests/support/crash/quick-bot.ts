import { readConfig } from '../../../src/config.ts';
import { startDeliveries } from '../../../src/delivery/deliveries.ts';
import { openEngine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { connectDiscord } from '../../../src/platforms/discord/connect.ts';
import { connectSlack } from '../../../src/platforms/slack/connect.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { quickClock } from './quick-clock.ts';

/** Ours as `src/main.ts` puts it together, without the web page and by a quick clock (`TIMES_AS_FAST`, `SINCE`); says “settled” once nothing is left to post. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than of course, by the quick clock: a busy machine is no quicker. */
const SETTLES_WITHIN_MS = 15_000;

const times = Number(process.env['TIMES_AS_FAST']);
const quick = quickClock(times, Number(process.env['SINCE']));
const { after, clock } = quick;
const now = () => new Date(quick.now());
const { dataDir, storiesDir, logLevel, discord, slack } = readConfig();
if ('missing' in discord || 'missing' in slack) throw new Error('both platforms');

const log = createLog(logLevel, []);
const engine = await openEngine({ dataDir, storiesDir, log, exclusive: true, now });
const announce = (line: string) => console.log(line);
const timeoutMs = REQUEST_TIMEOUT_MS / times;
const platforms = [
  connectDiscord({ engine, config: discord, log, announce, after, timeoutMs }),
  connectSlack({ engine, config: slack, log, announce, timing: { call: timeoutMs } }),
];
const deliveries = await startDeliveries({
  parts: engine.digestParts,
  storage: { ...engine.storage, ledger: watched(engine.storage.ledger) },
  outlets: platforms.map(({ outlet }) => outlet),
  log,
  now,
  after,
  clock,
  settlesWithinMs: SETTLES_WITHIN_MS,
});
await Promise.all(platforms.map(({ ready }) => ready));
await deliveries.tick();
await sayIfSettled();

function watched(ledger: Storage['ledger']): Storage['ledger'] {
  return {
    ...ledger,
    async settle(list, at) {
      await ledger.settle(list, at);
      await sayIfSettled();
    },
  };
}

async function sayIfSettled(): Promise<void> {
  const { ledger } = engine.storage;
  const backlogs = await Promise.all([ledger.backlog('discord'), ledger.backlog('slack')]);
  if (backlogs.every(({ due }) => due === 0)) console.log('settled');
}
