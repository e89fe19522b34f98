import { assert, asyncProperty, constantFrom, infiniteStream, oneof, string, webUrl } from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderTurn } from '../../../src/platforms/web/chat-page.ts';
import type { Turn } from '../../../src/platforms/web/conversations.ts';
import { renderReply } from '../../../src/platforms/web/render.ts';
import { post, type Block, type Reply, type Span } from '../../../src/reply.ts';

/** Every block, span and field, with a text from `next` in each place that holds one. */
function aReplyOf(next: () => string): Reply {
  const line = (): Span[] => [
    { type: 'text', text: next() },
    ...(['strong', 'emphasis', 'highlight', 'code'] as const).map((mark): Span => ({
      type: 'text',
      text: next(),
      mark,
    })),
    { type: 'cite', number: 1 },
    { type: 'cite', number: 9 },
    { type: 'link', text: next(), url: next() },
    { type: 'link', text: next(), url: `https://courier.example/${next()}` },
  ];
  const blocks: Block[] = [
    { type: 'text', spans: line() },
    { type: 'heading', text: next() },
    { type: 'quote', text: next(), speaker: next(), role: next(), said: next(), cite: 1 },
    { type: 'list', ordered: true, items: [line()] },
    { type: 'fields', fields: [{ label: next(), value: line() }] },
    { type: 'timeline', entries: [{ when: next(), spans: line() }] },
    { type: 'table', caption: next(), columns: [{ label: next(), align: 'end' }], rows: [[line()]] },
    {
      type: 'image',
      picture: { type: 'bars', title: next(), groups: [{ unit: next(), bars: [{ label: next(), value: 1 }] }] },
      alt: next(),
    },
    { type: 'divider' },
  ];
  const citation = {
    number: 1,
    item: next(),
    attribution: next(),
    publisher: 'P',
    title: next(),
    published: next(),
    passages: [{ start: 0, end: 900, first: next(), last: next(), url: `https://x.example/${next()}` }],
  };
  return post({
    title: next(),
    blocks,
    citations: [citation],
    actions: [{ label: next(), command: next() }],
    visibility: 'asker',
  });
}

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Elements with the names of their attributes: all of a document that is not text. */
function shapeOf(nodes: Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.nodeName === '#text') return [];
    if (!('tagName' in node)) return [node.nodeName];
    return [
      `<${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}>`,
      ...shapeOf(node.childNodes),
      `</${node.tagName}>`,
    ];
  });
}

function linksOf(nodes: Node[]): string[] {
  return nodes.flatMap((node) =>
    'tagName' in node
      ? [...node.attrs.filter(({ name }) => name === 'href').map(({ value }) => value), ...linksOf(node.childNodes)]
      : [],
  );
}

async function render(reply: Reply): Promise<Node[]> {
  const turn: Turn = { number: 1, line: reply.title ?? '', reply, look: { on: 'here', page: 0 } };
  const passages = new Map([[1, [reply.title]]]);
  return parseFragment((await renderTurn({ turn, passages, elsewhere: false })).toString()).childNodes;
}

async function markup(reply: Reply): Promise<string> {
  return (await renderReply(reply, { prefix: 'turn-1', passages: new Map() })).toString();
}

const nasty = constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</p></article>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  'javascript:alert(1)',
  '\u2028</style>',
  '{{x}}',
  '${x}',
);
const anyText = oneof(nasty, string({ unit: 'binary' }), string()).map((text) => `x${text}`);

describe('any text in any place of a reply', () => {
  test('changes no element and no attribute', async () => {
    const plain = shapeOf(await render(aReplyOf(() => 'xplain')));
    await assert(
      asyncProperty(infiniteStream(anyText), async (texts) => {
        expect(shapeOf(await render(aReplyOf(() => texts.next().value ?? 'x')))).toEqual(plain);
      }),
    );
  });

  test('leads nowhere but to http, https and this site', async () => {
    const urls = oneof(
      webUrl(),
      constantFrom(
        'javascript:alert(1)',
        ' javascript:alert(1)',
        'JAVASCRIPT:x',
        'data:text/html,x',
        'vbscript:x',
        'file:///etc/passwd',
        '//evil.example',
        'http://',
      ),
      string(),
    );
    await assert(
      asyncProperty(urls, async (url) => {
        const reply = post({
          blocks: [{ type: 'text', spans: [{ type: 'link', text: 'x', url }] }],
          citations: [
            {
              number: 1,
              item: 'a/b',
              attribution: 'x',
              publisher: 'x',
              title: 'x',
              published: 'x',
              passages: [{ start: 0, end: 1, first: 'x', last: 'x', url }],
            },
          ],
        });
        for (const href of linksOf(await render(reply))) expect(href).toMatch(/^(https?:\/\/|\/(?!\/)|#)/i);
      }),
    );
  });
});

describe('a reply', () => {
  test('to the asker alone says so', async () => {
    expect(await markup(post({ blocks: [], visibility: 'asker' }))).toContain('In a channel, only you would see this');
    expect(await markup(post({ blocks: [] }))).not.toContain('In a channel, only you would see this');
  });

  test('links to publishers in a tab that cannot reach back', async () => {
    expect(
      await markup(
        post({ blocks: [{ type: 'text', spans: [{ type: 'link', text: 'there', url: 'https://courier.example/' }] }] }),
      ),
    ).toContain('target="_blank" rel="noopener noreferrer"');
  });
});
