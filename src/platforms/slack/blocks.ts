import type { KnownBlock } from '@slack/types';
import { cleanLine, cleanText } from '../../clean-line.ts';
import { pictureHash } from '../../pictures/hash.ts';
import type { Block, Picture, Reply } from '../../reply.ts';
import type { Kept } from '../../storage/storage.ts';
import { renderActions } from './buttons.ts';
import { LIMITS } from './limits.ts';
import { inline, joined, line, list, plain, richText, section, words, type Inline } from './rich-text.ts';
import { renderSources } from './sources.ts';
import { renderTable } from './table.ts';

/** Uploaded pictures: for each name the id of its file. */
export type Files = ReadonlyMap<string, string>;

/** Blocks, and what must be kept for their buttons. */
export type Rendered = { blocks: KnownBlock[]; keep: Kept[] };

const NO_FILES: Files = new Map();

/** A reply as blocks, whatever their number and size: its words, its sources, and what can be pressed. */
export function blocksOf(reply: Reply, files: Files = NO_FILES): Rendered {
  const { title, blocks, citations, actions } = reply;
  const { blocks: buttons, keep } = renderActions(actions, citations);
  const said = [
    ...(title === undefined ? [] : renderTitle(title)),
    ...blocks.flatMap((block) => renderBlock(block, files)),
    ...renderSources(citations),
  ];
  const silent = words(buttons.length > 0 ? 'There is more to choose from.' : 'There is nothing to show.');
  return { blocks: [...(said.length > 0 ? said : [richText(section(silent))]), ...buttons], keep };
}

/** The name of a picture's file, made from its content: the same picture is uploaded once. */
export function pictureName(picture: Picture): string {
  return `${picture.type === 'bars' ? 'numbers' : picture.type}-${pictureHash(picture).slice(0, 16)}.png`;
}

function renderTitle(title: string): KnownBlock[] {
  const text = cleanLine(title).trim();
  if (text === '') return [];
  if (text.length > LIMITS.header) return [richText(section(words(text, { bold: true })))];
  return [{ type: 'header', text: plain(text) }];
}

function renderBlock(block: Block, files: Files): KnownBlock[] {
  switch (block.type) {
    case 'text':
      return paragraph(inline(block.spans));
    case 'heading':
      return paragraph(line(block.text, { bold: true }));
    case 'quote':
      return renderQuote(block);
    case 'list':
      return richTextOf(
        list(
          block.items.map((item) => inline(item)),
          block,
        ),
      );
    case 'fields':
      return paragraph(
        block.fields.flatMap(({ label, value }, i) => [
          ...words(i > 0 ? '\n' : ''),
          ...line(`${label}: `, { bold: true }),
          ...inline(value),
        ]),
      );
    case 'timeline':
      return richTextOf(
        list(block.entries.map(({ when, spans }) => [...line(`${when}: `, { bold: true }), ...inline(spans)])),
      );
    case 'table':
      return richTextOf(renderTable(block));
    case 'image':
      return renderImage(block, files);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function paragraph(elements: readonly Inline[]): KnownBlock[] {
  const blank = elements.every((element) => element.type === 'text' && element.text.trim() === '');
  return blank ? [] : [richText(section(elements))];
}

function richTextOf(elements: Parameters<typeof richText>): KnownBlock[] {
  return elements.length === 0 ? [] : [richText(...elements)];
}

/** Set off by a bar, in quotation marks, with the speaker, their role and how it was said beneath. */
function renderQuote({ text, speaker, role, said, cite }: Extract<Block, { type: 'quote' }>): KnownBlock[] {
  const how = [role, said].map(cleanLine).filter((part) => part !== '');
  const who = [
    ...line(speaker, { bold: true }),
    ...words(how.map((part, i) => (i > 0 || speaker !== '' ? `, ${part}` : part)).join('')),
  ];
  const elements = joined([
    ...words(`“${cleanText(text)}”${cite === undefined ? '' : `\u00a0[${cite}]`}`),
    ...(who.length > 0 ? [...words('\n— '), ...who] : []),
  ]);
  return [richText({ type: 'rich_text_quote', elements })];
}

/** The picture where it is uploaded, else what it shows in words. */
function renderImage({ picture, alt }: Extract<Block, { type: 'image' }>, files: Files): KnownBlock[] {
  const id = files.size === 0 ? undefined : files.get(pictureName(picture));
  const text = cleanText(alt).trim();
  if (id === undefined) return paragraph(words(text, { italic: true }));
  return [{ type: 'image', slack_file: { id }, alt_text: text || 'A picture' }];
}
