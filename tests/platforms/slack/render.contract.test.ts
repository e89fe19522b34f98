import { writePress } from '../../../src/button.ts';
import { pictureName } from '../../../src/platforms/slack/blocks.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { renderSlack, type SlackMessage } from '../../../src/platforms/slack/render.ts';
import { slackFaults } from '../../support/slack-oracle.ts';
import { describeRenderer } from '../renderers.ts';

type Node = Record<string, unknown>;

/** What shows words as they are, and our own frame around them. */
const WORDS_ONLY = new Set<unknown>(
  [
    'header plain_text text link image divider context actions button static_select',
    'rich_text rich_text_section rich_text_list rich_text_quote rich_text_preformatted',
  ].flatMap((names) => names.split(' ')),
).add(undefined);

for (const [name, uploaded] of [
  ['Slack', false],
  ['Slack with pictures', true],
] as const)
  describeRenderer<SlackMessage>({
    name,
    pages(reply) {
      const pictures = reply.blocks.flatMap((block) => (block.type === 'image' ? [pictureName(block.picture)] : []));
      const files = new Map(uploaded ? pictures.map((name, i) => [name, `F${i}`]) : []);
      const how = { share: true, files };
      const first = renderSlack(reply, how);
      return Array.from({ length: first.pages }, (_, page) =>
        page === 0 ? first : renderSlack(reply, { ...how, page }),
      );
    },
    textOf: ({ body }) => textOf(body.blocks),
    faults: ({ body }) => [
      ...slackFaults('chat.postMessage', { channel: 'C1', ...body }),
      ...nodesOf(body.blocks).flatMap(({ type }) => (WORDS_ONLY.has(type) ? [] : [`a ${String(type)}`])),
    ],
    offers({ body }, { command }) {
      const line = { does: 'run', line: command } as const;
      const ids = new Set<unknown>(
        [LIMITS.buttonValue, LIMITS.optionValue, 0].map((longest) => writePress(line, longest).id),
      );
      return nodesOf(body.blocks).some(({ value }) => ids.has(value));
    },
    mutePictures: ({ body }) => nodesOf(body.blocks).filter(({ type, alt_text }) => type === 'image' && !alt_text),
    attributionLength: 200,
  });

/** The words of a message: what is in one line joins, blocks, items and paragraphs stand apart. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (!isNode(value)) return '';
  const { type, text, alt_text, elements } = value;
  if (type === 'actions') return '';
  if (typeof text === 'string') return text;
  if (typeof alt_text === 'string') return alt_text;
  if (isNode(text)) return textOf(text);
  const isLine = type === 'rich_text_section' || type === 'rich_text_quote' || type === 'rich_text_preformatted';
  return Array.isArray(elements) ? elements.map(textOf).join(isLine ? '' : '\n') : '';
}

function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesOf)] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
