import { bold, quote as quoteLine } from 'discord.js';
import { cleanLine } from '../../clean-line.ts';
import type { Block } from '../../reply.ts';
import { escape, escapeLine, isBlank, label } from './escape.ts';
import { boldLine, inline } from './inline.ts';
import { ALT_LENGTH } from './limits.ts';
import { item, list } from './list.ts';
import { table } from './table.ts';

/** A block of words as Markdown; empty where it shows nothing. */
export function blockText(block: Exclude<Block, { type: 'image' | 'divider' }>): string {
  const text = markdown(block);
  return isBlank(text) ? '' : text;
}

function markdown(block: Exclude<Block, { type: 'image' | 'divider' }>): string {
  switch (block.type) {
    case 'text':
      return inline(block.spans);
    case 'heading':
      return headingLine(block.text, '###');
    case 'quote':
      return quote(block);
    case 'list':
      return list(block);
    case 'fields':
      return block.fields
        .map(({ label, value }) => pair(boldLine(label), inline(value), ': '))
        .filter((line) => line !== '')
        .join('\n');
    case 'timeline':
      return block.entries
        .map(({ when, spans }) => pair(boldLine(when), inline(spans), ' '))
        .filter((line) => line !== '')
        .map((line) => item('-', line))
        .join('\n');
    case 'table':
      return table(block);
  }
}

/** A heading; where it ends in `#`, which Discord takes away even behind a backslash, a line in bold. */
export function headingLine(text: string, sign: '##' | '###'): string {
  const line = escapeLine(text);
  if (isBlank(line)) return '';
  return line.endsWith('#') ? bold(line) : `${sign} ${line}`;
}

/** Set off, in quotation marks, with who said it beneath. */
function quote({ text, speaker, role, said, cite }: Extract<Block, { type: 'quote' }>): string {
  const words = escape(text).trim();
  const who = [boldLine(speaker), escapeLine(role), escapeLine(said)].filter((part) => !isBlank(part)).join(', ');
  const mark = cite === undefined ? '' : `\u00a0\\[${cite}\\]`;
  const lines = [
    ...(isBlank(words) ? [] : `“${words}”${mark}`.split('\n')),
    ...(who === '' ? [] : [`— ${who}${isBlank(words) ? mark : ''}`]),
  ];
  return lines.map(quoteLine).join('\n');
}

function pair(name: string, text: string, between: string): string {
  return isBlank(text) ? name : [name, text.trim()].filter((part) => part !== '').join(between);
}

/** What a picture shows, in words; where nobody wrote them, its title. */
export function altText({ picture, alt }: Extract<Block, { type: 'image' }>): string {
  const told = cleanLine(alt).trim();
  if (!isBlank(told)) return told;
  const title = label(picture.type === 'quote' ? picture.text : picture.title, ALT_LENGTH);
  return isBlank(title) ? 'A picture' : title;
}
