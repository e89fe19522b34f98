import * as fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../../src/clean-line.ts';
import { PLACES, type Message, type Place } from '../../../../src/platforms/web/previews/message.ts';
import { payloadText, renderPreview } from '../../../../src/platforms/web/previews/preview.ts';
import { createPreviews } from '../../../../src/previews.ts';
import { notice, post, spans, type Reply } from '../../../../src/reply.ts';
import { arbitraryReply, hostileText } from '../../../support/arbitrary-reply.ts';
import { COMMANDS } from '../../../support/run.ts';

const previews = createPreviews(COMMANDS);
const normal = (text: string) => text.replace(/\s+/g, ' ').trim();

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

async function shown(on: Place, reply: Reply, page = 0): Promise<Node[]> {
  const message = await previews[on](reply, page);
  const picture = (name: string) =>
    message.pictures.some((each) => each.name === name) ? `/pictures/${name}` : undefined;
  const preview = renderPreview(on, message, { turn: 7, reply, picture });
  return parseFragment(`${String(await preview.shown)}${String(await preview.payload)}`).childNodes;
}

function elements(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => ('tagName' in node ? [node, ...elements(node.childNodes)] : []));
}

function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if ('value' in node) return node.value;
      if (node.nodeName === 'br') return '\n';
      return 'childNodes' in node ? textOf(node.childNodes) : '';
    })
    .join('');
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value;
const having = (nodes: readonly Node[], name: string) =>
  elements(nodes).flatMap((element) => attribute(element, name) ?? []);
/** The buttons and the buttons of menus: what each does, by its label. */
const buttons = (nodes: readonly Node[]) =>
  elements(nodes)
    .filter(({ tagName }) => tagName === 'button')
    .map((button) => [
      textOf(button.childNodes).trim(),
      attribute(button, 'name') && `${attribute(button, 'name')}=${attribute(button, 'value')}`,
    ]);

const TAGS = new Set(
  'article div p span strong em s u code pre blockquote ul ol li h2 h3 hr br a img svg path rect circle form input button details summary small'.split(
    ' ',
  ),
);
const ATTRIBUTES =
  /^(?:class|aria-label|aria-hidden|tabindex|role|href|target|rel|src|alt|width|height|loading|start|viewbox|d|fill|stroke|stroke-width|cx|cy|r|method|action|data-say|data-look|data-copy|hidden|type|name|value|disabled|title)$/i;

describe.for(PLACES)('on %s', (on) => {
  test('whatever a reply holds is drawn, runs nothing and leads nowhere but to http and https', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryReply, fc.nat(3), async (reply, page) => {
        const nodes = await shown(on, reply, page);
        expect(textOf(nodes)).not.toContain('cannot draw');
        for (const { tagName, attrs } of elements(nodes)) {
          expect(TAGS).toContain(tagName);
          for (const { name } of attrs) expect(name).toMatch(ATTRIBUTES);
        }
        for (const href of having(nodes, 'href')) expect(href).toMatch(/^https?:\/\//i);
        for (const src of having(nodes, 'src')) expect(src).toMatch(/^\/(?:pictures\/[\w-]+\.png|assets\/icon\.svg)$/);
        for (const action of having(nodes, 'action')) expect(['/#latest', '/look']).toContain(action);
      }),
      { numRuns: 60 },
    );
  });

  test('text from outside is shown as it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText.filter((text) => text.length < 300),
        async (text) => {
          const reply = post({ blocks: [{ type: 'text', spans: spans('before ', text, ' after') }] });
          const [article] = await shown(on, reply);
          expect(normal(textOf(article ? [article] : []))).toContain(normal(cleanText(`before ${text} after`)));
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** A list of many pages, with a button. */
const long = post({
  title: 'The bridge',
  blocks: [
    {
      type: 'list',
      ordered: false,
      items: Array.from({ length: 120 }, (_, i) => spans(`Item ${i} says that the old piers could not carry trams.`)),
    },
  ],
  actions: [{ label: 'Timeline', command: '/timeline harbour-bridge' }],
});

describe.for([
  { on: 'discord', only: 'Only you can see this', pageOf: (text: string) => /Page (\d+) of/.exec(text)?.[1] },
  { on: 'slack', only: 'Only visible to you', pageOf: (text: string) => /Page (\d+) of/.exec(text)?.[1] },
] as const)('the preview for $on', ({ on, only, pageOf }) => {
  test('says of a message to the asker alone that it is one', async () => {
    expect(textOf(await shown(on, notice('Nothing is held.')))).toContain(only);
    expect(textOf(await shown(on, post({ blocks: [] })))).not.toContain(only);
  });

  test('runs the line of a button, and goes to the next page from each page but the last', async () => {
    const { pages } = await previews[on](long, 0);
    expect(pages).toBeGreaterThan(1);
    const first = await shown(on, long, 0);
    expect(buttons(first)).toContainEqual(['Timeline', 'line=/timeline harbour-bridge']);
    expect(buttons(first)).toContainEqual(['Next', 'page=1']);
    expect(pageOf(textOf(first))).toBe('1');
    const last = await shown(on, long, pages - 1);
    expect(buttons(last)).toContainEqual(['Previous', `page=${pages - 2}`]);
    expect(buttons(last)).not.toContainEqual(['Next', expect.stringMatching('page')]);
    expect(pageOf(textOf(last))).toBe(String(pages));
  });

  test('says of the button that shares with a channel that it does nothing here', async () => {
    const reply = post({ blocks: [], visibility: 'asker' });
    const share = elements(await shown(on, reply)).find(
      (element) => textOf(element.childNodes).includes('Share to channel') && element.tagName === 'button',
    );
    expect(share && attribute(share, 'disabled')).toBe('');
    expect(textOf(share ? [share] : [])).toContain('there is no channel here');
  });

  test('unfolds a menu into buttons that run its lines', async () => {
    const actions = Array.from({ length: 14 }, (_, i) => ({ label: `Fact ${i}`, command: `/source a/${i}` }));
    expect(buttons(await shown(on, post({ blocks: [], actions })))).toContainEqual(['Fact 13', 'line=/source a/13']);
  });

  test('shows a picture under the name that the body gives it, and without it what it shows in words', async () => {
    const picture = { type: 'bars' as const, title: 'Cost', groups: [] };
    const reply = post({ blocks: [{ type: 'image', picture, alt: 'Bars of the cost' }] });
    const image = elements(await shown(on, reply)).find((element) => attribute(element, 'alt') === 'Bars of the cost');
    expect(image && attribute(image, 'src')).toMatch(/^\/pictures\/[\w-]+\.png$/);
    const message: Message = { ...(await previews[on](reply, 0)), pictures: [] };
    const without = renderPreview(on, message, { turn: 7, reply, picture: () => undefined });
    expect(String(await without.shown)).toContain('Bars of the cost');
    expect(String(await without.shown)).not.toContain('/pictures/');
  });

  test('says so where it cannot draw a body', async () => {
    const message: Message = {
      body: { flags: 0, components: [{ type: 99 }], blocks: [{ type: 'video' }] },
      pictures: [],
      keep: [],
      page: 0,
      pages: 1,
    };
    const preview = renderPreview(on, message, { turn: 7, reply: long, picture: () => undefined });
    expect(String(await preview.shown)).toContain('cannot draw');
    expect(String(await preview.payload)).toContain('99');
  });
});

test('the payload is the same JSON with every invisible character escaped', () => {
  const body = { text: 'a\u202eb\u200dc\u{e0041}d\u0085 é "x"\n' };
  const text = payloadText(body);
  expect(text).toBe('{\n  "text": "a\\u202eb\\u200dc\\udb40\\udc41d\\u0085 é \\"x\\"\\n"\n}');
  expect(JSON.parse(text)).toEqual(body);
});
