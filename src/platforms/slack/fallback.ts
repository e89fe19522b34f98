import { cleanLine, cleanText } from '../../clean-line.ts';
import type { Block, Reply, Span } from '../../reply.ts';
import { LIMITS } from './limits.ts';
import { shortenAtSentence } from './shorten.ts';

/** Room that is left for `&` as `&amp;`: what is longer even so is cut once more. */
const ROOM = LIMITS.fallbackText - 200;

/** What notifications show and screen readers read instead of the blocks: the words, escaped, with no markup. */
export function fallbackText({ title, blocks, citations }: Reply): string {
  const text = [title === undefined ? '' : cleanLine(title), ...blocks.map(wordsOf)]
    .filter((part) => part.trim() !== '')
    .join('\n');
  if (text === '') return citations.length > 0 ? 'Sources' : 'There is nothing to show.';
  for (let room = ROOM; ; room = Math.floor(room / 2)) {
    const escaped = escape(shortenAtSentence(text, room));
    if (escaped.length <= LIMITS.fallbackText) return escaped;
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text, “Escaping text”: without these three there is no mention and no link. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case 'text':
      return flat(block.spans);
    case 'heading':
      return cleanLine(block.text);
    case 'quote': {
      const who = [block.speaker, block.role, block.said].map(cleanLine).filter((part) => part !== '');
      return `“${cleanText(block.text)}”${who.length > 0 ? ` — ${who.join(', ')}` : ''}`;
    }
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${(block.start ?? 1) + i}.` : '•'} ${flat(item)}`)
        .join('\n');
    case 'fields':
      return block.fields.map(({ label, value }) => `${cleanLine(label)}: ${flat(value)}`).join('\n');
    case 'timeline':
      return block.entries.map(({ when, spans }) => `${cleanLine(when)}: ${flat(spans)}`).join('\n');
    case 'table':
      return [
        cleanLine(block.caption),
        ...block.rows.map((row) =>
          row
            .map((cell, i) => ({ label: cleanLine(block.columns[i]?.label ?? ''), words: flat(cell) }))
            .filter(({ words }) => words !== '')
            .map(({ label, words }) => `${label}: ${words}`)
            .join(', '),
        ),
      ].join('\n');
    case 'image':
      return cleanText(block.alt);
    case 'divider':
      return '';
  }
}

/** Without the citation marks, which lead nowhere here, and the space before each. */
function flat(spans: readonly Span[]): string {
  let text = '';
  for (const span of spans) text = span.type === 'cite' ? text.trimEnd() : text + cleanText(span.text);
  return text.trim();
}
