import type { Engine } from '../engine.ts';
import { UserError } from '../errors.ts';
import { renderTerminal } from '../platforms/terminal/render.ts';
import type { Reply } from '../reply.ts';
import { complain, inputLines, print, terminalStyle } from './output.ts';
import { CHANNEL, operator, withEngine, type GlobalOptions } from './session.ts';

export type SayOptions = GlobalOptions & { on?: string };

/** Runs one command line, or each line of stdin; gives the exit code. */
export async function say(words: readonly string[], options: SayOptions): Promise<number> {
  const { on = 'terminal' } = options;
  if (on !== 'terminal')
    throw new UserError(
      `--on ${on} comes with a later version; --json shows the message before any platform's own form.`,
      { code: 'later_version' },
    );
  return withEngine(options, (engine) =>
    words.length === 0 ? sayEach(engine) : sayOnce(engine, words.join(' '), options),
  );
}

async function sayOnce(engine: Engine, line: string, options: SayOptions): Promise<number> {
  const reply = await engine.dispatch({ channel: CHANNEL, asker: operator(), line });
  const code = exitCode(reply);
  if (options.json) await print(JSON.stringify(reply));
  else if (code === 0) await print(renderTerminal(reply, terminalStyle(options)));
  if (code > 0) complain(oneLine(reply));
  return code;
}

/** One line of JSON out for each line in, as they come; the worst outcome decides the exit code. */
async function sayEach(engine: Engine): Promise<number> {
  let lines = 0;
  let failed = 0;
  let worst = 0;
  for await (const line of inputLines()) {
    const reply = await engine.dispatch({ channel: CHANNEL, asker: operator(), line });
    await print(JSON.stringify(reply));
    lines += 1;
    failed += exitCode(reply) > 0 ? 1 : 0;
    worst = Math.max(worst, exitCode(reply));
  }
  if (failed > 0) complain(`${failed} of ${lines} lines could not be run; each says why in its reply.`);
  return worst;
}

/** Finding nothing is an honest answer; only a mistake is not a success. */
function exitCode({ outcome }: Reply): number {
  return outcome === 'bug' ? 2 : outcome === 'error' ? 1 : 0;
}

function oneLine({ blocks }: Reply): string {
  return blocks
    .flatMap((block) => (block.type === 'text' ? block.spans : []))
    .map((span) => ('text' in span ? span.text : ''))
    .join('');
}
