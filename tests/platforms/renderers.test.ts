import { ComponentType, type APIMessageTopLevelComponent, type APIComponentInContainer } from 'discord.js';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { writePress } from '../../src/button.ts';
import { cleanLine } from '../../src/clean-line.ts';
import { ID_LENGTH } from '../../src/platforms/discord/limits.ts';
import { renderDiscord, type DiscordMessage } from '../../src/platforms/discord/render.ts';
import { renderTerminal } from '../../src/platforms/terminal/render.ts';
import { renderReply } from '../../src/platforms/web/render.ts';
import { readMarkdown } from '../support/discord-markdown.ts';
import { discordFaults } from '../support/discord-oracle.ts';
import { describeRenderer, readable } from './renderers.ts';

const OWN_COLOURS = new RegExp(`${String.fromCodePoint(0x1b)}\\[(?:1|2|3|4|7|22|23|24|27|36|39)m`, 'g');
const ACTS_ON_TERMINAL = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

describeRenderer<{ plain: string; coloured: string }>({
  name: 'a terminal',
  pages: (reply) => [
    {
      plain: renderTerminal(reply, { width: 2000, color: false }),
      coloured: renderTerminal(reply, { width: 60, color: true }).replace(OWN_COLOURS, ''),
    },
  ],
  textOf: ({ plain }) => plain,
  faults: ({ plain, coloured }) =>
    [plain, coloured].some((text) => ACTS_ON_TERMINAL.test(text.replaceAll('\n', ''))) ? ['a control character'] : [],
  offers: ({ plain }, { command }) => unspaced(plain).includes(unspaced(cleanLine(command))),
  drawsPictures: true,
});

/** A line that is wrapped is the same line. */
function unspaced(text: string): string {
  return readable(text).replace(/ /g, '');
}

type Node = DefaultTreeAdapterTypes.ChildNode;

/** The renderer's own elements; what a reply holds makes none. */
const ELEMENTS = new Set(
  'article h2 h3 p strong em mark code a span ol ul li dl div dt dd table caption thead tbody tr th td figure figcaption blockquote cite hr img picture source details summary form button'.split(
    ' ',
  ),
);

describeRenderer<Node[]>({
  name: 'the web page',
  async pages(reply) {
    const markup = await renderReply(reply, { prefix: 'turn-1', passages: new Map() });
    return [parseFragment(markup.toString()).childNodes];
  },
  textOf: (nodes) => all(nodes).map(wordsOf).join(''),
  faults: (nodes) =>
    all(nodes).flatMap((node) => {
      if (!('tagName' in node)) return node.nodeName === '#text' ? [] : [`a ${node.nodeName}`];
      return [
        ...(ELEMENTS.has(node.tagName) ? [] : [`an element ${node.tagName}`]),
        ...node.attrs.flatMap(({ name, value }) =>
          name.startsWith('on') || (name === 'href' && !/^(https?:\/\/|\/(?!\/)|#)/i.test(value))
            ? [`an attribute ${name}: ${value}`]
            : [],
        ),
      ];
    }),
  offers: (nodes, { command }) =>
    all(nodes).some((node) => node.nodeName === 'button' && attribute(node, 'value') === normal(command)),
  mutePictures: (nodes) => all(nodes).filter((node) => node.nodeName === 'img' && attribute(node, 'alt') === undefined),
});

/** As a parser of HTML reads it. */
function normal(text: string): string {
  const [node] = parseFragment(`<p title="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`).childNodes;
  return node ? (attribute(node, 'title') ?? '') : '';
}

function all(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...('childNodes' in node ? all(node.childNodes) : [])]);
}

function attribute(node: Node, name: string): string | undefined {
  return 'attrs' in node ? node.attrs.find((each) => each.name === name)?.value : undefined;
}

function wordsOf(node: Node): string {
  return 'value' in node ? node.value : node.nodeName === 'img' ? ` ${attribute(node, 'alt') ?? ''} ` : '';
}

type Component = APIMessageTopLevelComponent | APIComponentInContainer;

/** What our own Markdown is; a link is ours where it leads to the web. */
const OWN = /^(?:bold|italic|underlined|code|block of code|heading|small print|quotation|list|link https?:\/\/\S+)$/;

describeRenderer<DiscordMessage>({
  name: 'Discord',
  pages(reply) {
    const first = renderDiscord(reply, { share: true });
    return Array.from({ length: first.pages }, (_, page) =>
      page === 0 ? first : renderDiscord(reply, { share: true, page }),
    );
  },
  textOf: ({ body }) => components(body.components).map(shownOf).join('\n'),
  faults: ({ body, pictures }) => [
    ...discordFaults(
      'message',
      body,
      pictures.map(({ name }) => name),
    ),
    ...components(body.components).flatMap((component) =>
      component.type === ComponentType.TextDisplay
        ? readMarkdown(component.content).acts.filter((act) => !OWN.test(act))
        : [],
    ),
  ],
  offers: ({ body }, { command }) => {
    const { id } = writePress({ does: 'run', line: command }, ID_LENGTH);
    return components(body.components).some(
      (component) =>
        component.type === ComponentType.ActionRow &&
        component.components.some((each) =>
          each.type === ComponentType.StringSelect
            ? each.options.some(({ value }) => value === id)
            : 'custom_id' in each && each.custom_id === id,
        ),
    );
  },
  mutePictures: ({ body }) =>
    components(body.components).flatMap((component) =>
      component.type === ComponentType.MediaGallery ? component.items.filter(({ description }) => !description) : [],
    ),
  attributionLength: 150,
});

function components(list: readonly Component[]): Component[] {
  return list.flatMap((each) => [each, ...(each.type === ComponentType.Container ? components(each.components) : [])]);
}

function shownOf(component: Component): string {
  if (component.type === ComponentType.TextDisplay) return readMarkdown(component.content).text;
  if (component.type === ComponentType.MediaGallery)
    return component.items.map(({ description }) => description).join();
  return '';
}
