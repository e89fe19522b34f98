import type { Engine } from '../engine.ts';
import { count } from '../count.ts';
import { UserError } from '../errors.ts';
import { renderTerminal } from '../platforms/terminal/render.ts';
import type { Reply } from '../reply.ts';
import { complain, inputLines, print, terminalStyle } from './output.ts';
import { CHANNEL, operator, withEngine, type GlobalOptions } from './session.ts';

export type SayOptions = GlobalOptions & { on?: string; page?: string };

type Elsewhere = 'discord' | 'slack';

/** Runs one command line, or each line of stdin; gives the exit code. */
export async function say(words: readonly string[], options: SayOptions): Promise<number> {
  const on = elsewhere(options);
  const page = pageAsked(options, on, words);
  return withEngine(
    options,
    (engine) => (words.length === 0 ? sayEach(engine, on) : sayOnce(engine, words.join(' '), { ...options, on, page })),
    { isTalk: true },
  );
}

/** The platform whose payload is asked for, if one is. Throws a UserError. */
export function elsewhere({ on = 'terminal' }: { on?: string }): Elsewhere | undefined {
  if (on === 'terminal') return undefined;
  if (on === 'discord' || on === 'slack') return on;
  throw new UserError(`--on takes discord, slack or terminal, not ${on}.`, { code: 'bad_usage' });
}

/** From 0; on the command line from 1. */
function pageAsked({ page }: SayOptions, on: Elsewhere | undefined, words: readonly string[]): number {
  if (page === undefined) return 0;
  if (!on || words.length === 0)
    throw new UserError('--page takes one LINE and --on discord or --on slack.', { code: 'bad_usage' });
  if (!/^[1-9]\d{0,5}$/.test(page)) throw new UserError('--page takes a number from 1.', { code: 'bad_usage' });
  return Number(page) - 1;
}

/** The message that a platform would be sent, as JSON. Pictures are named as the files that are uploaded with it. */
export async function payload({ commands }: Engine, reply: Reply, on: Elsewhere, page = 0): Promise<string> {
  // Loaded only here: each brings its platform's package.
  const { createPreviews } = await import('../previews.ts');
  const { body, pages } = await createPreviews(commands)[on](reply, page);
  if (page >= pages)
    throw new UserError(
      `This reply has ${count(pages, 'page', 'pages')} on ${on === 'discord' ? 'Discord' : 'Slack'}.`,
      { code: 'no_page' },
    );
  return JSON.stringify(body);
}

type Once = Omit<SayOptions, 'on' | 'page'> & { on: Elsewhere | undefined; page: number };

async function sayOnce(engine: Engine, line: string, { on, page, ...options }: Once): Promise<number> {
  const reply = await engine.dispatch({ channel: CHANNEL, asker: operator(), line });
  const code = exitCode(reply);
  if (on) await print(await payload(engine, reply, on, page));
  else if (options.json) await print(JSON.stringify(reply));
  else if (code === 0) await print(renderTerminal(reply, terminalStyle(options)));
  if (code > 0) complain(oneLine(reply));
  return code;
}

/** One line of JSON out for each line in, as they come; the worst outcome decides the exit code. */
async function sayEach(engine: Engine, on: Elsewhere | undefined): Promise<number> {
  let lines = 0;
  let failed = 0;
  let worst = 0;
  for await (const line of inputLines()) {
    const reply = await engine.dispatch({ channel: CHANNEL, asker: operator(), line });
    await print(on ? await payload(engine, reply, on) : JSON.stringify(reply));
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
