import { bold, hyperlink, subtext } from 'discord.js';
import { cleanLine } from '../../clean-line.ts';
import { count } from '../../count.ts';
import { byPublication, type Citation } from '../../reply.ts';
import { escapeLine, isBlank, label } from './escape.ts';
import { address } from './inline.ts';

/** Of a source that many passages bear out, the others are counted. */
const MOST_PASSAGES = 3;
/** Longer ones are cut: they are names and a few words, and one source must not fill a message. */
const LONGEST_NAME = 200;
const LONGEST_WORDS = 100;

/** The sources in small print, each publication once: in full with the words of each passage and where to read them, or in short who says what. */
export function sources(citations: readonly Citation[], form: 'full' | 'short'): string {
  return byPublication(citations)
    .flatMap((list) => [work(list[0]), ...(form === 'full' ? list.map(inFull) : [inShort(list)])])
    .filter((line) => line !== '')
    .map((line) => subtext(line))
    .join('\n');
}

function work(citation: Citation | undefined): string {
  if (!citation) return '';
  const { publisher, title, published } = citation;
  const [by, of, on] = [name(publisher), name(title), name(published)];
  return [by && bold(by), of && `“${of}”`, on].filter((part) => part !== '').join(', ');
}

function inFull(citation: Citation): string {
  const listed = citation.passages.slice(0, MOST_PASSAGES).map((passage) => {
    const words = passageWords(passage);
    const to = passage.url === undefined ? undefined : address(passage.url);
    return [words && escapeLine(words), to === undefined ? '' : `(${hyperlink('read', to)})`]
      .filter((part) => part !== '')
      .join(' ');
  });
  const more = citation.passages.length - MOST_PASSAGES;
  const parts = [...listed, ...(more > 0 ? [`and ${count(more, 'more passage', 'more passages')}`] : [])];
  const told = parts.filter((part) => part !== '').join('; ');
  return [`\\[${citation.number}\\] ${name(citation.attribution)}`.trim(), told]
    .filter((part) => part !== '')
    .join(': ');
}

/** Who bears out what, with those together who are the same. */
function inShort(citations: readonly Citation[]): string {
  return [...Map.groupBy(citations, ({ attribution }) => name(attribution))]
    .map(([who, list]) => [...list.map(({ number }) => `\\[${number}\\]`), who].join(' ').trim())
    .join(' · ');
}

/** What a passage opens and closes with, in quotation marks; one of few words stands whole. */
export function passageWords({ start, end, first, last }: Citation['passages'][number]): string {
  const [opens, closes] = [first, last].map((words) => label(words, LONGEST_WORDS));
  const isWhole = first.length === end - start || first === last || isBlank(closes ?? '');
  const words = isWhole ? opens : `${opens} … ${closes}`;
  return words === undefined || isBlank(words) ? '' : `“${cleanLine(words).replaceAll('“', '‘').replaceAll('”', '’')}”`;
}

function name(text: string): string {
  const escaped = escapeLine(label(text, LONGEST_NAME));
  return isBlank(escaped) ? '' : escaped;
}
