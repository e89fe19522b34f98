import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { credentials, loadEnvironmentFile, readConfig } from './config.ts';
import { createLog, type Log } from './log.ts';
import { endBroken, endFailed, endOnSignals } from './process-end.ts';
import { startupText } from './startup-text.ts';

let log: Log | undefined;
process.on('uncaughtException', (error) => endBroken(error, log)); // a rejection that nobody handles arrives here too
process.stdout.on('error', () => {}); // whoever reads the start-up text may leave; the bot stays

try {
  loadEnvironmentFile();
  const config = readConfig();
  log = createLog(config.logLevel, credentials());
  // Imported only now: a wrong setting is told at once, and what is imported from here on starts from the cache.
  enableCompileCache(resolve(import.meta.dirname, '../node_modules/.cache/pullquote'));
  const [{ openEngine }, { startWeb }] = await Promise.all([
    import('./engine.ts'),
    import('./platforms/web/server.ts'),
  ]);

  const { dataDir, storiesDir, host, port, webOperator: operator } = config;
  const engine = await openEngine({ dataDir, storiesDir, log, exclusive: true });
  const web = await startWeb({ engine, host, port, operator, log });
  endOnSignals(async () => {
    await web.close();
    await engine.close();
  }, log);
  process.stdout.write(
    startupText({
      version: manifest.version,
      url: web.url,
      config,
      library: engine.library(),
      problems: engine.problems(),
    }),
  );
} catch (error) {
  endFailed(error, log);
}
