import { Parser } from 'htmlparser2';
import { withoutUnsafe } from '../../facts/unsafe-text.ts';

/** Elements that begin on a line of their own, after the “Rendering” section of the HTML standard. */
export const BLOCKS = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Longer markup of one entry is cut off: what nests by the hundred thousand takes the parser seconds. */
const LONGEST = 300_000;
const SILENT = new Set('script style template noscript iframe svg head title'.split(' '));

/** Markup made plain: tags left away, entities read, a blank line between blocks; text without markup stays as it is. */
export function plainText(markup: string): string {
  if (!/[<&]/.test(markup)) return tidyText(markup);
  const marked = /<(?:p|br|div|li|h\d|td|blockquote)\b/i.test(markup); // then a line end is a blank like any other
  const parts: string[] = [];
  let silent = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (parts.at(-1)?.endsWith('<')) parts.push(' '); // or it would make up a tag with what follows
        if (SILENT.has(name)) silent += 1;
        parts.push(name === 'br' ? '\n' : BLOCKS.has(name) ? '\n\n' : '');
      },
      ontext(text) {
        if (silent === 0) parts.push(marked ? text.replaceAll('\n', ' ') : text);
      },
      onclosetag(name) {
        if (SILENT.has(name) && silent > 0) silent -= 1;
        if (BLOCKS.has(name)) parts.push('\n\n');
      },
    },
    { decodeEntities: true },
  );
  parser.end(markup.slice(0, LONGEST));
  return tidyText(parts.join(''));
}

/** NFC with \n line ends, one blank between words, at most one blank line, and none of the characters that deceive. */
export function tidyText(text: string): string {
  const tidy = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .split('\n')
    .map(tidyLine)
    .join('\n');
  return tidy.replace(/\n{3,}/g, '\n\n').trim();
}

/** One line of text, made harmless: also where leaving characters away would make up a tag that the page does not have. */
export function tidyLine(line: string): string {
  const blank = line.normalize('NFC').replace(/\s+/gu, ' ');
  const safe = withoutUnsafe(blank);
  const apart = safe === blank ? safe : safe.replace(/<(?=[a-z/!?])/gi, '< ');
  return apart.replace(/ {2,}/g, ' ').trim();
}
