import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Asker } from '../command.ts';
import { credentials, readConfig, type Config } from '../config.ts';
import type { Engine } from '../engine.ts';
import { UserError } from '../errors.ts';
import { shownPath } from '../shown-path.ts';

/** Options that every subcommand takes. */
export type GlobalOptions = { stories?: string; json?: boolean; color: boolean };

/** The channel of everything said from this machine's shell. */
export const CHANNEL = 'terminal';

/** The person at the shell, who operates this installation. */
export function operator(): Asker {
  return { id: 'terminal', name: userName(), isOperator: true };
}

/** Opens the engine, hands it over, and closes it whatever happens. With `--stories` the data folder stays untouched; a model may word answers for those who talk (`isTalk`). */
export async function withEngine<T>(
  { stories }: GlobalOptions,
  use: (engine: Engine, config: Config) => Promise<T>,
  { isTalk = false }: { isTalk?: boolean } = {},
): Promise<T> {
  const config = readConfig();
  const [{ openEngine }, { createLog }] = await Promise.all([import('../engine.ts'), import('../log.ts')]);
  // On stderr one clear line is promised: the log is left to faults, unless more is asked for.
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel, credentials());
  // Nobody waits for facts to be embedded that are asked about once.
  const model = isTalk && !('missing' in config.model) ? { ...config.model, embeddingModel: undefined } : undefined;
  const engine =
    stories === undefined
      ? await openEngine({
          dataDir: config.dataDir,
          storiesDir: config.storiesDir,
          model,
          desk: config.desk,
          webUrl: () => webUrl(config),
          log,
        })
      : await openEngine({ memory: true, storiesDir: await folder(stories), model, log });
  try {
    return await use(engine, config);
  } finally {
    await engine.close();
  }
}

/** The folder of story files that this run reads. */
export async function storiesFolder({ stories }: GlobalOptions): Promise<string> {
  return folder(stories ?? readConfig().storiesDir);
}

async function folder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UserError(`${shownPath(path)} is not a folder of story files.`, { code: 'no_folder' });
  return path;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'terminal'; // a container's user may have no name
  }
}

/** Where the web page is, as far as the settings tell. */
export function webUrl({ webUrl: set, host, port }: Config): string {
  return set ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
