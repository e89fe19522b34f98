import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { cleanLine } from './clean-line.ts';
import { credentials, loadEnvironmentFile, readConfig } from './config.ts';
import { createLog, type Log } from './log.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { WebServer } from './platforms/web/server.ts';
import type { Platform } from './platform.ts';
import { createPreviews } from './previews.ts';
import { endBroken, endFailed, endOnSignals } from './process-end.ts';
import { releaseMemory } from './release-memory.ts';
import { startupText } from './startup-text.ts';

/** Connected platforms still register commands and such for a moment. */
const QUIET_AFTER_MS = 3000;

let log: Log | undefined;
process.on('uncaughtException', (error) => endBroken(error, log)); // a rejection that nobody handles arrives here too
process.stdout.on('error', () => {}); // whoever reads the start-up text may leave; the bot stays

try {
  loadEnvironmentFile();
  const config = readConfig();
  const mainLog = createLog(config.logLevel, credentials());
  log = mainLog;
  // Imported only now: a wrong setting is told at once, and what is imported from here on starts from the cache.
  enableCompileCache(resolve(import.meta.dirname, '../node_modules/.cache/pullquote'));
  const [{ openEngine }, { startWeb }, { forgetOld }, { startDeliveries }, { startClock }] = await Promise.all([
    import('./engine.ts'),
    import('./platforms/web/server.ts'),
    import('./housekeeping.ts'),
    import('./delivery/deliveries.ts'),
    import('./delivery/clock.ts'),
  ]);

  const { dataDir, storiesDir, host, port, webOperator: operator } = config;
  const model = 'missing' in config.model ? undefined : config.model;
  let web: WebServer | undefined;
  const webUrl = () => config.webUrl ?? web?.url;
  const engine = await openEngine({ dataDir, storiesDir, model, desk: config.desk, webUrl, log, exclusive: true });
  await forgetOld(engine.storage, log);
  let deliveries: Deliveries | undefined;
  const server = await startWeb({
    engine,
    host,
    port,
    operator,
    publicUrl: config.webUrl,
    previews: createPreviews(engine.commands),
    deliveries: () => deliveries,
    log,
  });
  web = server;
  const platforms: Platform[] = [];
  let stopClock: (() => Promise<void>) | undefined;
  const stopping = new AbortController();
  // A slow site keeps no digest waiting.
  const followFeeds = () => {
    engine.desk.feeds
      .poll({ signal: stopping.signal })
      .catch((error: unknown) => mainLog.error({ err: error }, 'the feeds could not be polled'));
  };
  endOnSignals(async () => {
    stopping.abort();
    engine.hurry();
    await stopClock?.();
    await deliveries?.close(); // while the platforms are there for what is under way
    await Promise.all([server.close(), ...platforms.map((platform) => platform.close())]);
    await engine.close();
  }, log);
  process.stdout.write(
    startupText({
      version: manifest.version,
      url: server.url,
      config,
      library: engine.library(),
      problems: engine.problems(),
      subscriptions: await engine.digests.list(),
    }),
  );
  const { discord, slack } = config;
  // Each is loaded only where it is set up, and starts without waiting for the other.
  if (!('missing' in discord)) {
    const { connectDiscord } = await import('./platforms/discord/connect.ts');
    platforms.push(connectDiscord({ engine, config: discord, log, announce }));
  }
  if (!('missing' in slack)) {
    const { connectSlack } = await import('./platforms/slack/connect.ts');
    platforms.push(connectSlack({ engine, config: slack, log, announce }));
  }
  const started = await startDeliveries({
    parts: engine.digestParts,
    storage: engine.storage,
    outlets: [server.outlet, ...platforms.map(({ outlet }) => outlet)],
    log,
  });
  deliveries = started;
  engine.onDue(() => void started.tick());
  stopClock = startClock(
    async () => {
      followFeeds();
      await engine.refresh();
      await started.tick();
    },
    () => forgetOld(engine.storage, mainLog),
    mainLog,
  );
  await Promise.all(platforms.map(({ ready }) => ready));
  await started.tick();
  setTimeout(releaseMemory, QUIET_AFTER_MS).unref();
} catch (error) {
  endFailed(error, log);
}

function announce(line: string): void {
  process.stdout.write(`${cleanLine(line)}\n`);
}
