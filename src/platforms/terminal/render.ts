import { Chalk } from 'chalk';
import type { Block, Reply } from '../../reply.ts';
import { cleanLine, cleanText } from '../../clean-line.ts';
import { renderActions, renderSources } from './footer.ts';
import { flow } from './inline.ts';
import { beside, hang, NARROWEST, widest, wrap, type Canvas } from './layout.ts';
import { renderPicture } from './picture.ts';
import { renderTable } from './table.ts';

/** A reply as text for a terminal of `width` columns. No line is wider, but for a link's address; nothing from outside can act on the terminal. */
export function renderTerminal(reply: Reply, { width, color }: { width: number; color: boolean }): string {
  const canvas: Canvas = { width: Math.max(width, NARROWEST), pen: new Chalk({ level: color ? 1 : 0 }) };
  const parts = [
    reply.title === undefined ? [] : renderTitle(reply.title, canvas),
    ...reply.blocks.map((block) => renderBlock(block, canvas)),
    renderSources(reply.citations, canvas),
    renderActions(reply.actions, canvas),
  ];
  const kinds = [undefined, ...reply.blocks.map(({ type }) => type)];
  let text = '';
  for (const [i, lines] of parts.entries()) {
    if (lines.length === 0) continue;
    text += `${text === '' ? '' : kinds[i - 1] === 'heading' ? '\n' : '\n\n'}${lines.join('\n')}`;
  }
  return text;
}

function renderTitle(title: string, { width, pen }: Canvas): string[] {
  const lines = wrap(cleanLine(title), width);
  return [...lines.map((line) => pen.bold(line)), pen.dim('─'.repeat(widest(lines)))];
}

function renderBlock(block: Block, canvas: Canvas): string[] {
  const { width, pen } = canvas;
  switch (block.type) {
    case 'text':
      return flow(block.spans, width, canvas);
    case 'heading':
      return wrap(pen.bold(cleanLine(block.text)), width);
    case 'quote':
      return renderQuote(block, canvas);
    case 'list':
      return renderList(block, canvas);
    case 'fields':
      return renderPairs(
        block.fields.map(({ label, value }) => ({ label, spans: value })),
        canvas,
      );
    case 'timeline':
      return renderPairs(
        block.entries.map(({ when, spans }) => ({ label: when, spans })),
        canvas,
      );
    case 'table':
      return renderTable(block, canvas);
    case 'image':
      return renderPicture(block.picture, block.alt, canvas);
    case 'divider':
      return [pen.dim('─'.repeat(width))];
  }
}

/** Set off by a bar, in quotation marks, with the speaker, their role and how it was said beneath. */
function renderQuote(
  { text, speaker, role, said, cite }: Extract<Block, { type: 'quote' }>,
  { width, pen }: Canvas,
): string[] {
  const bar = `${pen.dim('│')} `;
  const words = hang(
    '“',
    wrap(`${cleanText(text)}”${cite === undefined ? '' : `\u00a0${pen.dim(`[${cite}]`)}`}`, width - 3),
  );
  const who = [pen.bold(cleanLine(speaker)), ...[role, said].filter((part) => part !== '').map(cleanLine)].join(', ');
  return [...words, ...hang('— ', wrap(who, width - 4))].map((line) => `${bar}${line}`.trimEnd());
}

function renderList({ ordered, items }: Extract<Block, { type: 'list' }>, canvas: Canvas): string[] {
  const digits = String(items.length).length;
  return items.flatMap((item, i) => {
    const marker = ordered ? `${String(i + 1).padStart(digits)}. ` : '• ';
    return hang(marker, flow(item, canvas.width - marker.length, canvas));
  });
}

/** Labels in a column of their own, what belongs to each beside it. */
function renderPairs(pairs: readonly { label: string; spans: Parameters<typeof flow>[0] }[], canvas: Canvas): string[] {
  const labels = pairs.map(({ label }) => cleanLine(label));
  const column = Math.min(widest(labels), Math.floor(canvas.width / 3));
  const room = canvas.width - column - 2;
  return pairs.flatMap(({ spans }, i) =>
    beside([
      { lines: wrap(canvas.pen.bold(labels[i] ?? ''), column), width: column },
      { lines: flow(spans, room, canvas), width: room },
    ]),
  );
}
