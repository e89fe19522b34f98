import { html } from 'hono/html';
import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import type { Html } from '../page.ts';
import { externalLink } from '../render.ts';
import { heading, type Headings } from './heading.ts';

type Block =
  | { type: 'text' | 'subtext' | 'quote'; text: string }
  | { type: 'heading'; level: number; text: string }
  | { type: 'list'; ordered: boolean; start: number; items: { nested: boolean; text: string }[] };

type Node = { type: string; content?: unknown; target?: unknown; timestamp?: unknown };

const FENCE = /```[\s\S]+?```/y;
const HEADING = /^(#{1,3}) +(.+)$/;
const SUBTEXT = /^-# +(.+)$/;
const QUOTE = /^> ?(.*)$/;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.+)$/;

/** What stands within a line; the parser's own rules for whole lines know no lists and depend on what was before them. An emoji is a character like others. */
const { heading: _, subtext: _1, blockQuote: _2, newline: _3, twemoji: _4, ...inlineRules } = rulesExtended;
const parseInline = SimpleMarkdown.parserFor(inlineRules);

/** The Markdown of a text display as Discord shows it. Every word is escaped, and only links to http and https lead anywhere. */
export function renderMarkdown(content: string, headings: Headings): Html {
  return html`${blocksOf(content).map((block) => renderBlock(block, headings))}`;
}

/** Lines that belong together, by what they begin with (https://support.discord.com/hc/en-us/articles/210298617). */
function blocksOf(content: string): Block[] {
  const blocks: Block[] = [];
  for (const line of linesOf(content)) {
    const last = blocks.at(-1);
    const [, signs, title] = HEADING.exec(line) ?? [];
    const [, small] = SUBTEXT.exec(line) ?? [];
    const [quoted, words = ''] = QUOTE.exec(line) ?? [];
    const [, indent = '', number, item] = ITEM.exec(line) ?? [];
    if (signs !== undefined && title !== undefined)
      blocks.push({ type: 'heading', level: signs.length, text: title.replace(/[#\s]+$/, '') });
    else if (small !== undefined) blocks.push({ type: 'subtext', text: small });
    else if (quoted !== undefined) {
      if (last?.type === 'quote') last.text += `\n${words}`;
      else blocks.push({ type: 'quote', text: words });
    } else if (item !== undefined) {
      const nested = indent.length > 1;
      const ordered = number !== undefined;
      if (last?.type === 'list' && (nested || last.ordered === ordered)) last.items.push({ nested, text: item });
      else blocks.push({ type: 'list', ordered, start: Number(number ?? 1), items: [{ nested, text: item }] });
    } else if (last?.type === 'list' && /^ {2,}\S/.test(line)) {
      const open = last.items.at(-1);
      if (open) open.text += `\n${line.trimStart()}`;
    } else if (last?.type === 'text') last.text += `\n${line}`;
    else blocks.push({ type: 'text', text: line });
  }
  return blocks.filter((block) => block.type !== 'text' || block.text.trim() !== '');
}

/** Lines, of which a block of code is one. */
function linesOf(content: string): string[] {
  const lines = [''];
  for (let at = 0; at < content.length;) {
    FENCE.lastIndex = at;
    const [fence] = FENCE.exec(content) ?? [];
    const part = fence ?? content.charAt(at);
    if (part === '\n') lines.push('');
    else lines[lines.length - 1] += part;
    at += part.length;
  }
  return lines;
}

function renderBlock(block: Block, headings: Headings): Html {
  switch (block.type) {
    case 'text':
      // A block of code cannot stand in a paragraph.
      return block.text.includes('```')
        ? html`<div>${inline(trimmed(block.text))}</div>`
        : html`<p>${inline(trimmed(block.text))}</p>`;
    case 'subtext':
      return html`<p class="subtext">${inline(block.text)}</p>`;
    case 'quote':
      return html`<blockquote><p>${inline(block.text)}</p></blockquote>`;
    case 'heading':
      return heading(headings, html`${inline(block.text)}`, `level-${block.level}`);
    case 'list': {
      const items = block.items.map(
        ({ nested, text }) => html`<li class="${nested ? 'nested-item' : ''}">${inline(text)}</li>`,
      );
      return block.ordered
        ? html`<ol start="${block.start}">
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
  }
}

function trimmed(text: string): string {
  return text.replace(/^\n+|\n+$/g, '');
}

function inline(text: string): Html[] {
  return renderNodes(parseInline(text, { inline: true }));
}

function renderNodes(content: unknown): Html[] {
  if (typeof content === 'string') return [html`${content}`];
  return Array.isArray(content) ? content.map((node: Node) => renderNode(node)) : [];
}

function renderNode({ type, content, target, timestamp }: Node): Html {
  switch (type) {
    case 'strong':
      return html`<strong>${renderNodes(content)}</strong>`;
    case 'em':
      return html`<em>${renderNodes(content)}</em>`;
    case 'underline':
      return html`<u>${renderNodes(content)}</u>`;
    case 'strikethrough':
      return html`<s>${renderNodes(content)}</s>`;
    case 'spoiler':
      return html`<span class="spoiler">${renderNodes(content)}</span>`;
    case 'inlineCode':
      return html`<code>${renderNodes(content)}</code>`;
    case 'codeBlock':
      return html`<pre><code>${renderNodes(content)}</code></pre>`;
    case 'link':
    case 'autolink':
    case 'url':
      return externalLink(String(target), html`${renderNodes(content)}`);
    case 'br':
      return html`<br />`;
    case 'everyone':
    case 'here':
      return html`<span class="mention">@${type}</span>`;
    case 'user':
    case 'role':
    case 'channel':
      return html`<span class="mention">${type === 'channel' ? '#' : '@'}${type}</span>`;
    case 'timestamp':
      return html`<span class="mention">${new Date(Number(timestamp) * 1000).toUTCString()}</span>`;
    case 'text':
      return html`${renderNodes(content)}`;
    default:
      // An emoji of a server's own, a command, a place in a server: nothing that we send.
      return html`<span class="mention">${type}</span>`;
  }
}
