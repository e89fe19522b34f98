import path from 'node:path';
import { readHistory, writeHistory } from '../platforms/terminal/history.ts';
import { runRepl } from '../platforms/terminal/repl.ts';
import { terminalStyle } from './output.ts';
import { CHANNEL, operator, withEngine, type GlobalOptions } from './session.ts';

/** Talks with the person at the terminal until they leave; what they typed is kept in the data folder, if that is in use. */
export async function converse(options: GlobalOptions): Promise<number> {
  return withEngine(
    options,
    async (engine, { dataDir }) => {
      const file = options.stories === undefined ? path.join(dataDir, 'history') : undefined;
      await runRepl({
        engine,
        channel: CHANNEL,
        asker: operator(),
        input: process.stdin,
        output: process.stdout,
        style: () => terminalStyle(options),
        history: file === undefined ? [] : readHistory(file),
        keep: (lines) => {
          if (file !== undefined) writeHistory(file, lines);
        },
      });
      return 0;
    },
    { isTalk: true },
  );
}
