import type { Composer } from '../../src/answers/compose.ts';
import { createDispatch, type Dispatch } from '../../src/dispatch.ts';
import type { Asker, Command, Problem } from '../../src/command.ts';
import type { Change } from '../../src/facts/changes.ts';
import type { Library } from '../../src/facts/library.ts';
import { createLog } from '../../src/log.ts';
import desk from '../../commands/desk.ts';
import digest from '../../commands/digest.ts';
import ask from '../../commands/ask.ts';
import facts from '../../commands/facts.ts';
import help from '../../commands/help.ts';
import numbers from '../../commands/numbers.ts';
import quote from '../../commands/quote.ts';
import source from '../../commands/source.ts';
import stories from '../../commands/stories.ts';
import summary from '../../commands/summary.ts';
import timeline from '../../commands/timeline.ts';
import who from '../../commands/who.ts';
import type { Block, Reply, Span } from '../../src/reply.ts';
import { aLibrary } from './builders.ts';
import { NO_DIGESTS } from './digests.ts';

export const COMMANDS: readonly Command[] = [
  ask,
  desk,
  digest,
  facts,
  help,
  numbers,
  quote,
  source,
  stories,
  summary,
  timeline,
  who,
];

export const READER: Asker = { id: 'u1', name: 'Reader', isOperator: false };
export const OPERATOR: Asker = { id: 'u2', name: 'Operator', isOperator: true };

type Parts = {
  library?: Library;
  changes?: readonly Change[];
  commands?: readonly Command[];
  problems?: Problem[];
  sourceText?: string;
  composer?: Composer;
};

/** A dispatch over the real commands with picks kept in memory. */
export function aDispatch({
  library = aLibrary(),
  commands = COMMANDS,
  changes = [],
  problems = [],
  sourceText,
  composer,
}: Parts = {}): Dispatch {
  const had = new Map<string, string[]>();
  return createDispatch({
    commands,
    digests: NO_DIGESTS,
    library: () => library,
    changes: () => ({ list: changes, knownUntil: '' }),
    problems: () => problems,
    async nextPick(channel, refs) {
      const seen = had.get(channel) ?? [];
      const next = refs.find((ref) => !seen.includes(ref)) ?? seen.find((ref) => refs.includes(ref));
      if (next !== undefined) had.set(channel, [...seen.filter((ref) => ref !== next), next]);
      return next;
    },
    sourceText: async () => sourceText,
    composer,
    log: createLog('silent'),
  });
}

/** One line, asked by a reader in one channel. */
export function run(line: string, parts: Parts & { asker?: Asker } = {}): Promise<Reply> {
  return aDispatch(parts)({ line, channel: 'test', asker: parts.asker ?? READER });
}

/** All words of a reply, as a reader would hear them. */
export function textOf(reply: Reply): string {
  return [reply.title ?? '', ...reply.blocks.map(blockText)].filter(Boolean).join('\n');
}

function plain(spans: readonly Span[]): string {
  return spans.map((span) => (span.type === 'cite' ? '' : span.text)).join('');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'text':
      return plain(block.spans);
    case 'heading':
      return block.text;
    case 'quote':
      return `“${block.text}” ${block.speaker}, ${block.role}, ${block.said}`;
    case 'list':
      return block.items.map(plain).join('\n');
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${plain(value)}`).join('\n');
    case 'timeline':
      return block.entries.map(({ when, spans }) => `${when}: ${plain(spans)}`).join('\n');
    case 'table':
      return block.rows.map((row) => row.map(plain).join(' | ')).join('\n');
    case 'image':
      return block.alt;
    case 'divider':
      return '';
  }
}
