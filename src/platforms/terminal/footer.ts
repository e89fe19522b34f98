import stringWidth from 'fast-string-width';
import { byPublication, type Action, type Citation } from '../../reply.ts';
import { cleanLine } from '../../clean-line.ts';
import { cleanUrl } from './inline.ts';
import { hang, widest, wrap, type Canvas } from './layout.ts';

/** Sources as footnotes: each publication once, under it the passages by number. */
export function renderSources(citations: readonly Citation[], { width, pen }: Canvas): string[] {
  if (citations.length === 0) return [];
  const numbers = widest(citations.map(({ number }) => `[${number}]`));
  const lines = byPublication(citations).flatMap((list) => {
    const url = list[0]?.passages[0]?.url?.replace(/#.*$/, '');
    return [
      ...list
        .slice(0, 1)
        .flatMap(({ publisher, title, published }) =>
          wrap(`${cleanLine(publisher)}, ${pen.italic(quoted(title))}, ${cleanLine(published)}`, width),
        ),
      ...(url === undefined ? [] : [cleanUrl(url)]),
      ...list.flatMap((citation) =>
        hang(
          `${`[${citation.number}]`.padStart(numbers)} `,
          wrap(`${cleanLine(citation.attribution)}: ${passagesOf(citation)}`, width - numbers - 1),
        ),
      ),
    ];
  });
  return [pen.bold('Sources'), ...lines.map((line) => pen.dim(line))];
}

/** Offsets into the source's text and the words each passage opens and closes with; a passage of few words stands whole. */
function passagesOf({ passages }: Citation): string {
  const each = passages.map(
    ({ start, end, first, last }) =>
      `${start}–${end}, ${quoted(first.length === end - start ? first : `${first} … ${last}`)}`,
  );
  return `characters ${each.join('; ')}`;
}

/** In double quotation marks, with single ones inside. */
function quoted(text: string): string {
  return `“${cleanLine(text).replaceAll('“', '‘').replaceAll('”', '’')}”`;
}

const NEXT = 'Next: ';

/** Actions as command lines to type, as many on a line as it holds. */
export function renderActions(actions: readonly Action[], { width, pen }: Canvas): string[] {
  const commands = [...new Set(actions.map(({ command }) => cleanLine(command)))];
  const lines: string[][] = [];
  let room = 0;
  for (const command of commands) {
    const last = lines.at(-1);
    const size = stringWidth(command) + 3;
    if (last && size <= room) last.push(command);
    else {
      lines.push([command]);
      room = width - NEXT.length + 3;
    }
    room -= size;
  }
  if (lines.length === 0) return [];
  const wrapped = lines.flatMap((line) =>
    wrap(line.map((command) => pen.cyan(command)).join(pen.dim(' · ')), width - NEXT.length),
  );
  return hang(NEXT, wrapped);
}
