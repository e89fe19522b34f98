import { createInterface } from 'node:readline/promises';
import type { Asker } from '../../command.ts';
import { completeLine } from '../../complete.ts';
import { count } from '../../count.ts';
import type { Engine } from '../../engine.ts';
import type { Library } from '../../facts/library.ts';
import { dispatchWithInterim } from '../../interim.ts';
import { cleanLine } from '../../clean-line.ts';
import { KEPT_LINES } from './history.ts';
import { renderTerminal } from './render.ts';
import type { Reply } from '../../reply.ts';
import { showStatus, type Output } from './status-line.ts';

/** A conversation: the engine, who talks where, the terminal, and what becomes of the lines typed (newest first). */
export type Repl = {
  engine: Pick<Engine, 'commands' | 'dispatch' | 'library' | 'problems' | 'digests'>;
  channel: string;
  asker: Asker;
  input: NodeJS.ReadableStream;
  output: Output;
  style: () => { width: number; color: boolean };
  history: string[];
  keep: (lines: string[]) => void;
};

const PROMPT = '› ';
const WORDING = 'A model is wording the answer…';
const LEAVE = new Set(['exit', 'quit', '/exit', '/quit']);
/** More slugs than this crowd the greeting; /stories lists them. */
const NAMED = 3;

/** Reads lines and answers them until `exit`, Ctrl+D or the end of input. */
export async function runRepl({ engine, channel, asker, input, output, style, history, keep }: Repl): Promise<void> {
  const reader = createInterface({
    input,
    output,
    prompt: PROMPT,
    history,
    historySize: KEPT_LINES,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, engine),
  });
  reader.on('history', keep);
  reader.on('SIGINT', () => {
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
  });
  output.write(`${greeting(engine.library(), engine.problems().length)}\n\n`);
  reader.prompt();
  for await (const line of reader) {
    const text = line.trim();
    if (LEAVE.has(text.toLowerCase())) return reader.close();
    if (text !== '') {
      const { reply: work, interim } = dispatchWithInterim(engine, { channel, asker, line: text });
      const meanwhile = await interim;
      const done = meanwhile && showStatus(output, statusOf(meanwhile));
      const reply = await work;
      done?.();
      output.write(`\n${renderTerminal(reply, style())}\n\n`);
    }
    reader.prompt();
  }
  output.write('\n'); // Ctrl+D leaves the cursor behind the prompt
}

/** Long work says what it does; an answer of the store's own words is there while a model words another. */
function statusOf({ outcome, blocks: [first] }: Reply): string {
  if (outcome !== 'nothing' || first?.type !== 'text') return WORDING;
  return first.spans.map((span) => ('text' in span ? span.text : '')).join('');
}

/** What Tab offers, as readline takes it: whole lines, and the part typed that they replace. */
export function complete(line: string, engine: Pick<Engine, 'commands' | 'library' | 'digests'>): [string[], string] {
  return [
    completeLine(line, engine.commands, engine.library(), engine.digests.digests).map((completion) =>
      cleanLine(completion.line),
    ),
    line,
  ];
}

/** What is loaded, and how to start. */
export function greeting({ stories, items }: Library, unloaded: number): string {
  const slugs = stories
    .slice(0, NAMED)
    .map(({ slug }) => slug)
    .join(', ');
  const more = stories.length > NAMED ? ` and ${stories.length - NAMED} more` : '';
  const loaded =
    stories.length === 0
      ? 'nothing is published yet'
      : `${count(stories.length, 'story', 'stories')} (${slugs}${more}), ${count(items.length, 'sourced item', 'sourced items')}`;
  const files =
    unloaded === 0 ? '' : ` ${count(unloaded, 'story file', 'story files')} could not be loaded: /stories says why.`;
  return `Pullquote: ${loaded}.${files}\nAsk a question or type /help. Tab completes, Ctrl+D leaves.`;
}
