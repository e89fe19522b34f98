import type { Span } from '../../reply.ts';
import { cleanLine, cleanText } from '../../clean-line.ts';
import { wrap, type Canvas } from './layout.ts';

const NO_BREAK_SPACE = '\u00a0';

/** Spans as one styled text; a citation mark stays on the line of the word before it. */
export function inline(spans: readonly Span[], { pen }: Pick<Canvas, 'pen'>): string {
  return spans
    .map((span, i) => {
      if (span.type === 'cite') return pen.dim(`[${span.number}]`);
      if (span.type === 'link') return pen.underline(cleanLine(span.text));
      const cited = spans[i + 1]?.type === 'cite';
      const text = cited ? cleanText(span.text).replace(/ $/, NO_BREAK_SPACE) : cleanText(span.text);
      // Without colour, backticks tell code from the words around it; alone it needs none.
      return span.mark === 'code' && pen.level === 0 && spans.length > 1 ? `\`${text}\`` : mark(text, span.mark, pen);
    })
    .join('');
}

/** Spans wrapped; each link's address follows on a line of its own, unbroken so that the terminal can open it. */
export function flow(spans: readonly Span[], width: number, canvas: Pick<Canvas, 'pen'>): string[] {
  const links = spans.filter((span) => span.type === 'link').map(({ url }) => canvas.pen.dim(cleanUrl(url)));
  return [...wrap(inline(spans, canvas), width), ...links];
}

/** An address as a terminal can open it: one word, all else percent-encoded. */
export function cleanUrl(url: string): string {
  return URL.canParse(url) ? cleanLine(new URL(url).href).replaceAll(' ', '%20') : cleanLine(url);
}

function mark(text: string, kind: Extract<Span, { type: 'text' }>['mark'], pen: Canvas['pen']): string {
  switch (kind) {
    case 'strong':
      return pen.bold(text);
    case 'emphasis':
      return pen.italic(text);
    case 'highlight':
      return pen.level === 0 ? `▸${text}◂` : pen.inverse(text);
    case 'code':
      return pen.cyan(text);
    case undefined:
      return text;
  }
}
