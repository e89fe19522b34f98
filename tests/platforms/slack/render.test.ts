import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolvePress } from '../../../src/button.ts';
import { LIMITS } from '../../../src/platforms/slack/limits.ts';
import { renderSlack, type SlackMessage } from '../../../src/platforms/slack/render.ts';
import {
  code,
  emphasis,
  notice,
  paragraph,
  post,
  spans,
  strong,
  type Action,
  type Block,
  type Reply,
} from '../../../src/reply.ts';
import { arbitraryReply, hostileText } from '../../support/arbitrary-reply.ts';
import { aCitation } from '../../support/builders.ts';
import { run } from '../../support/run.ts';
import { slackFaults } from '../../support/slack-oracle.ts';

type Node = Record<string, unknown>;

const cite = (number: number) => ({ type: 'cite', number }) as const;
const PICTURE = {
  type: 'bars',
  title: 'The bridge',
  groups: [{ unit: 'million crowns', bars: [{ label: 'Cost of the work', value: 42 }] }],
} as const;
const picture = (alt: string): Block => ({ type: 'image', alt, picture: { ...PICTURE, groups: [] } });

function actionsOf(count: number): Action[] {
  return Array.from({ length: count }, (_, i) => ({ label: `Fact ${i}`, command: `/source harbour-bridge/fact-${i}` }));
}

/** Every object in a message, in its order. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
}

function shown({ body }: SlackMessage): string {
  return nodesOf(body.blocks)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('\n');
}

const typesOf = ({ body }: SlackMessage) => body.blocks.map(({ type }) => type);
const ofType = ({ body }: SlackMessage, type: string) => nodesOf(body.blocks).filter((node) => node['type'] === type);
const labels = (message: SlackMessage) => ofType(message, 'button').map(({ text }) => (text as Node)['text']);
const values = ({ body }: SlackMessage) =>
  nodesOf(body.blocks).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

/** What pressing does, where only what the message asks to keep is kept. */
function pressed(id: string, { keep }: SlackMessage) {
  const kept = new Map(keep.map(({ id, value }) => [id, value]));
  return resolvePress(id, { kept: async (id) => kept.get(id) });
}

function aTable(what: string): Block {
  return {
    type: 'table',
    caption: 'Figures',
    columns: [
      { label: 'What', align: 'start' },
      { label: 'Value', align: 'end' },
    ],
    rows: [
      [[...spans(what), cite(1)], spans('42')],
      [spans('Trams'), spans('7')],
      [spans('Piers'), []],
    ],
  };
}

function withActions(count: number): SlackMessage {
  return renderSlack(post({ blocks: [paragraph('x')], actions: actionsOf(count) }));
}

/** Where the links under a source lead whose passage has this address. */
function passageLinks(url?: string): unknown[] {
  const passages = [{ start: 0, end: 99, first: 'a', last: 'b', ...(url !== undefined && { url }) }];
  return ofType(renderSlack(post({ blocks: [], citations: [aCitation(1, { passages })] })), 'link').map(
    ({ url }) => url,
  );
}

/** A reply of several pages. */
const LONG = post({
  title: 'The bridge',
  blocks: Array.from({ length: 120 }, (_, i) =>
    paragraph(`Sentence ${i} of a long report on the harbour bridge. `, cite(1)),
  ),
  citations: [aCitation(1)],
  actions: actionsOf(2),
});

/** A reply with this text in every place. */
function everywhere(text: string): Reply {
  return post({
    title: text,
    blocks: [
      paragraph(text, strong(text), code(text)),
      { type: 'heading', text },
      { type: 'quote', text, speaker: text, role: text, said: text, cite: 1 },
      { type: 'list', ordered: false, items: [spans(text)] },
      { type: 'fields', fields: [{ label: text, value: spans(text) }] },
      { type: 'timeline', entries: [{ when: text, spans: spans(text) }] },
      { type: 'table', caption: text, columns: [{ label: text, align: 'start' }], rows: [[spans(text)]] },
      picture(text),
    ],
    citations: [
      aCitation(1, {
        attribution: text,
        publisher: text,
        title: text,
        published: text,
        passages: [{ start: 0, end: 9999, first: text, last: text }],
      }),
    ],
    actions: [{ label: text, command: `/ask ${text}` }],
  });
}

describe('a reply in Slack', () => {
  test.for<[string, string]>([
    ['summary', '/summary'],
    ['quote', '/quote vale'],
    ['ask', 'what did the work cost?'],
    ['facts', '/facts'],
    ['who', '/who vale'],
    ['timeline', '/timeline'],
    ['numbers', '/numbers'],
    ['source', '/source opening'],
    ['stories', '/stories'],
    ['help', '/help'],
  ])('looks the same as last time: %s', async ([name, said]) => {
    const { body } = renderSlack(await run(said), { share: true });
    expect(slackFaults('chat.postMessage', { channel: 'C1', ...body })).toEqual([]);
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot(`../../rendered/slack/${name}.json`);
  });

  test('has its title as a header, and in bold where a header takes none so long', () => {
    const title = 'x'.repeat(LIMITS.header);
    expect(renderSlack(post({ title, blocks: [] })).body.blocks).toEqual([
      { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
    ]);
    const longer = renderSlack(post({ title: `${title}x`, blocks: [] }));
    expect(ofType(longer, 'text')).toEqual([{ type: 'text', text: `${title}x`, style: { bold: true } }]);
  });

  test('marks words by style alone', () => {
    const message = renderSlack(
      post({
        blocks: [
          paragraph(
            'a ',
            strong('b'),
            emphasis('c'),
            code('d'),
            { type: 'text', text: 'e', mark: 'highlight' },
            ' f ',
            cite(3),
          ),
        ],
      }),
    );
    expect(ofType(message, 'text')).toEqual([
      { type: 'text', text: 'a ' },
      { type: 'text', text: 'b', style: { bold: true } },
      { type: 'text', text: 'c', style: { italic: true } },
      { type: 'text', text: 'd', style: { code: true } },
      { type: 'text', text: 'e', style: { bold: true } },
      { type: 'text', text: ' f\u00a0[3]' },
    ]);
  });

  test('counts on in a list that goes on from another page', () => {
    const [plain, later] = [undefined, 7].map((start) => {
      const list: Block = { type: 'list', ordered: true, items: [spans('x')], ...(start !== undefined && { start }) };
      return ofType(renderSlack(post({ blocks: [list] })), 'rich_text_list');
    });
    expect(plain).toEqual([expect.not.objectContaining({ offset: expect.anything() })]);
    expect(later).toEqual([expect.objectContaining({ style: 'ordered', offset: 6 })]);
  });

  test('keeps an item without words in its place', () => {
    const message = renderSlack(
      post({ blocks: [{ type: 'list', ordered: true, items: [[], spans('\u200b'), spans('x')] }] }),
    );
    expect(ofType(message, 'text').map(({ text }) => text)).toEqual(['–', '–', 'x']);
  });

  test('sets a narrow table in columns and a wide one as a list, with its citation marks', () => {
    const narrow = renderSlack(post({ blocks: [aTable('Cost ')] }));
    expect(shown(narrow)).toBe('Figures\nWhat      Value\nCost [1]     42\nTrams         7\nPiers');
    expect(ofType(narrow, 'rich_text_preformatted')).toHaveLength(1);
    const wide = renderSlack(post({ blocks: [aTable('Cost of the work and of all that was done besides it ')] }));
    expect(ofType(wide, 'rich_text_preformatted')).toEqual([]);
    expect(ofType(wide, 'rich_text_list')).toHaveLength(1);
    expect(shown(wide)).toContain('[1] · 42');
    expect(shown(wide)).toContain(' · –');
  });

  test('keeps the address of a link in a narrow table', () => {
    const url = 'https://courier.example/';
    const message = renderSlack(
      post({
        blocks: [
          {
            type: 'table',
            caption: '',
            columns: [{ label: 'Where', align: 'start' }],
            rows: [[[{ type: 'link', text: 'there', url }]]],
          },
        ],
      }),
    );
    expect(ofType(message, 'link')).toEqual([{ type: 'link', url, text: 'there', style: { bold: true } }]);
  });

  test.for(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//evil.example', 'not an address', ''])(
    'links nothing but the web: %s',
    (url) => {
      const message = renderSlack(post({ blocks: [paragraph({ type: 'link', text: 'there', url })] }));
      expect(ofType(message, 'link')).toEqual([]);
      expect(shown(message)).toBe('there');
    },
  );

  test('shows a picture that is uploaded, and else what it tells', () => {
    const reply = post({ blocks: [picture('Bars of the cost')] });
    const before = renderSlack(reply);
    expect(shown(before)).toBe('Bars of the cost');
    expect(before.pictures).toEqual([
      {
        name: expect.stringMatching(/^numbers-[0-9a-f]{16}\.png$/),
        picture: { ...PICTURE, groups: [] },
        alt: 'Bars of the cost',
      },
    ]);
    const files = new Map(before.pictures.map(({ name }) => [name, 'F1']));
    const after = renderSlack(reply, { files });
    expect(after.body.blocks).toEqual([{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'Bars of the cost' }]);
    expect(after.pictures).toEqual(before.pictures);
    expect(slackFaults('chat.postMessage', { channel: 'C1', ...after.body })).toEqual([]);
  });

  test('has the same pages with its pictures as without', () => {
    const blocks = Array.from({ length: 30 }, (_, i) => [picture(i % 3 === 0 ? '' : 'x'.repeat(1000)), paragraph('y')]);
    const reply = post({ blocks: blocks.flat() });
    const plain = renderSlack(reply);
    const files = new Map(plain.pictures.map(({ name }) => [name, 'F0123456789']));
    expect(plain.pages).toBeGreaterThan(2);
    for (let page = 0; page < plain.pages; page += 1) {
      const message = renderSlack(reply, { page, files });
      expect(message.pages).toBe(plain.pages);
      expect(slackFaults('chat.postMessage', { channel: 'C1', ...message.body })).toEqual([]);
    }
  });

  test('names pictures by their content', () => {
    const [name, same, other] = ['a', 'a', 'b'].map((title) => {
      const block: Block = { type: 'image', alt: '', picture: { ...PICTURE, title, groups: [] } };
      return renderSlack(post({ blocks: [block] })).pictures[0]?.name;
    });
    expect(name).toBe(same);
    expect(name).not.toBe(other);
  });

  test('is never empty', () => {
    for (const blocks of [
      [],
      [paragraph('')],
      [paragraph('\u200b \n')],
      [{ type: 'heading', text: ' ' }] satisfies Block[],
    ]) {
      const { body } = renderSlack(post({ title: '', blocks }));
      expect(slackFaults('chat.postMessage', { channel: 'C1', ...body })).toEqual([]);
      expect(body.blocks).not.toEqual([]);
    }
  });

  test('unfurls nothing', () => {
    expect(renderSlack(notice('x')).body).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });
});

describe('the sources of a reply in Slack', () => {
  test('name each publication once', () => {
    const citations = [aCitation(1), aCitation(2, { publisher: 'Gull Wire' }), aCitation(3)];
    const said = shown(renderSlack(post({ blocks: [paragraph('x')], citations })));
    expect(said.match(/The Ansel Courier/g)).toHaveLength(1);
    expect(said.indexOf('[3]')).toBeLessThan(said.indexOf('Gull Wire'));
    expect(said).toContain('“Harbour ‘bridge’ opens”');
    expect(said).toContain('[1] Mira Vale, told residents: \n“The bridge is yours again”');
  });

  test('count the passages beyond three', () => {
    const [passage] = aCitation(1).passages;
    const said = (count: number) =>
      shown(
        renderSlack(
          post({ blocks: [], citations: [aCitation(1, { passages: Array.from({ length: count }, () => passage!) })] }),
        ),
      );
    expect(said(3)).not.toContain('more');
    expect(said(4)).toContain('; and 1 more passage');
    expect(said(6)).toContain('; and 3 more passages');
    expect(said(6).match(/The bridge is/g)).toHaveLength(3);
  });

  test('lead to the passage on the web where there is an address, and nowhere else', () => {
    expect(passageLinks('https://courier.example/b#:~:text=a,b')).toEqual(['https://courier.example/b#:~:text=a,b']);
    expect(passageLinks(undefined)).toEqual([]);
    expect(passageLinks('javascript:alert(1)')).toEqual([]);
    expect(passageLinks(`https://courier.example/${'x'.repeat(4000)}`)).toEqual([]);
  });

  test('can each be shown from a menu, and one alone by a button', () => {
    const menu = renderSlack(post({ blocks: [paragraph('x')], citations: [aCitation(1), aCitation(2)] }));
    expect(ofType(menu, 'static_select')).toMatchObject([
      { options: [{ value: 'run /source harbour-bridge/item-1' }, { value: 'run /source harbour-bridge/item-2' }] },
    ]);
    const alone = renderSlack(post({ blocks: [paragraph('x')], citations: [aCitation(3)] }));
    expect(labels(alone)).toEqual(['Source 3']);
    expect(values(alone)).toEqual(['run /source harbour-bridge/item-3']);
  });

  test('are not in the menu where a button shows them already', () => {
    const message = renderSlack(
      post({
        blocks: [paragraph('x')],
        citations: [aCitation(1), aCitation(2), aCitation(3)],
        actions: [{ label: 'Source', command: '/source harbour-bridge/item-2' }],
      }),
    );
    expect(ofType(message, 'static_select')).toMatchObject([
      { options: [{ value: 'run /source harbour-bridge/item-1' }, { value: 'run /source harbour-bridge/item-3' }] },
    ]);
    expect(labels(message)).toEqual(['Source']);
  });
});

describe('what can be pressed under a reply in Slack', () => {
  test('are five buttons in a row, and menus for more than ten', () => {
    const inRows = (count: number) =>
      withActions(count).body.blocks.flatMap((block) => (block.type === 'actions' ? [block.elements.length] : []));
    expect(inRows(4)).toEqual([4]);
    expect(inRows(7)).toEqual([5, 2]);
    expect(inRows(10)).toEqual([5, 5]);
    expect(inRows(11)).toEqual([1]);
    expect(ofType(withActions(11), 'static_select')).toMatchObject([{ options: { length: 11 } }]);
  });

  test('is each command once', () => {
    const actions = [...actionsOf(3), { label: 'Again', command: '/source harbour-bridge/fact-1' }];
    expect(values(renderSlack(post({ blocks: [], actions })))).toEqual(
      actionsOf(3).map(({ command }) => `run ${command}`),
    );
  });

  test('runs the very line, also where it is long or Slack would give it back changed', async () => {
    const lines = [
      '/help',
      `/ask ${'why '.repeat(700)}`,
      '/ask R&D in <Ansel> & about',
      '/ask a\nb\u202e',
      '/ask what is “it” in Ansel, Quillón?',
    ];
    const message = renderSlack(post({ blocks: [], actions: lines.map((command) => ({ label: 'x', command })) }));
    expect(slackFaults('chat.postMessage', { channel: 'C1', ...message.body })).toEqual([]);
    expect(await Promise.all(values(message).map((id) => pressed(id, message)))).toEqual(
      lines.map((line) => ({ does: 'run', line })),
    );
    // What Slack escapes in the payload of a press is not in the message.
    expect(values(message).filter((id) => /[&<>]/.test(id))).toEqual([]);
  });

  test('turns the pages of a long reply', async () => {
    const first = renderSlack(LONG);
    expect(first.pages).toBeGreaterThan(2);
    expect(labels(first)).toEqual(['Source 1', 'Fact 0', 'Fact 1', 'Next']);
    expect(shown(first)).toContain(`Page 1 of ${first.pages}`);
    const second = renderSlack(LONG, { page: 1 });
    expect(labels(second)).toEqual(['Source 1', 'Fact 0', 'Fact 1', 'Previous', 'Next']);
    const turns = await Promise.all(
      values(second)
        .slice(-2)
        .map((id) => pressed(id, second)),
    );
    expect(turns).toMatchObject([
      { does: 'page', page: 0, reply: LONG },
      { does: 'page', page: 2, reply: LONG },
    ]);
    const last = renderSlack(LONG, { page: first.pages - 1 });
    expect(labels(last)).toEqual(['Source 1', 'Fact 0', 'Fact 1', 'Previous']);
  });

  test('has every sentence of a long reply on one of its pages', () => {
    const pages = Array.from({ length: renderSlack(LONG).pages }, (_, page) => shown(renderSlack(LONG, { page })));
    for (let i = 0; i < 120; i += 1) expect(pages.filter((text) => text.includes(`Sentence ${i} of`))).toHaveLength(1);
  });

  test.for([-1, 99, Number.NaN, 0.5])('shows a page there is when asked for page %d', (page) => {
    const message = renderSlack(LONG, { page });
    expect(message.page).toBeGreaterThanOrEqual(0);
    expect(message.page).toBeLessThan(message.pages);
    expect(slackFaults('chat.postMessage', { channel: 'C1', ...message.body })).toEqual([]);
  });

  test('shares an answer that the asker alone sees', async () => {
    const reply = post({ blocks: [paragraph('It is open.')], visibility: 'asker' });
    const message = renderSlack(reply, { share: true });
    expect(labels(message)).toEqual(['Share to channel']);
    expect(typesOf(renderSlack({ ...reply, actions: actionsOf(4) }, { share: true }))).toEqual([
      'rich_text',
      'actions',
    ]);
    expect(typesOf(renderSlack({ ...reply, actions: actionsOf(5) }, { share: true }))).toEqual([
      'rich_text',
      'actions',
      'actions',
    ]);
    expect(await pressed(values(message)[0] ?? '', message)).toMatchObject({ does: 'share', reply });
    expect(labels(renderSlack(reply))).toEqual([]);
    expect(renderSlack(reply).keep).toEqual([]);
    expect(labels(renderSlack({ ...reply, visibility: 'channel' }, { share: true }))).toEqual([]);
    expect(labels(renderSlack(notice('Nothing.'), { share: true }))).toEqual([]);
  });
});

describe('a page of a reply in Slack', () => {
  test.for<[string, Partial<Reply>]>([
    ['an attribution that never ends', { citations: [aCitation(1, { attribution: 'x'.repeat(20_000) })] }],
    ['a title that never ends', { title: 'word '.repeat(4000) }],
    [
      'a speaker that never ends',
      { blocks: [{ type: 'quote', text: 'x', speaker: 'y'.repeat(9000), role: '', said: '' }] },
    ],
    [
      'long buttons and long addresses',
      {
        actions: Array.from({ length: 6 }, (_, i) => ({ label: 'x', command: `/ask ${i}${'y'.repeat(1900)}` })),
        citations: [
          aCitation(1, {
            passages: [1, 2, 3].map((i) => ({
              start: 0,
              end: 99,
              first: 'a',
              last: 'b',
              url: `https://courier.example/${i}${'z'.repeat(1400)}`,
            })),
          }),
        ],
      },
    ],
  ])('fits with %s', ([, parts]) => {
    const reply = post({ blocks: [paragraph('It is open.')], ...parts });
    const { pages } = renderSlack(reply);
    for (let page = 0; page < pages; page += 1) {
      const { body } = renderSlack(reply, { page });
      expect(slackFaults('chat.postMessage', { channel: 'C1', ...body })).toEqual([]);
    }
  });
});

describe('the text that notifications show', () => {
  test('has the words of the reply, escaped', () => {
    const { text } = renderSlack(
      post({ title: 'A & B', blocks: [paragraph('Hi <!channel> ', strong('all'), cite(1)), { type: 'divider' }] }),
    ).body;
    expect(text).toBe('A &amp; B\nHi &lt;!channel&gt; all');
  });

  test('is cut after a sentence', () => {
    const { text } = renderSlack(post({ blocks: [paragraph('It is open & free. '.repeat(400))] })).body;
    expect(text.length).toBeLessThanOrEqual(LIMITS.fallbackText);
    expect(text).toMatch(/It is open &amp; free\. …$/);
  });
});

describe('any text in any place of a reply in Slack', () => {
  const WORDS_ONLY = [
    'header',
    'plain_text',
    'rich_text',
    'rich_text_section',
    'rich_text_list',
    'rich_text_quote',
    'rich_text_preformatted',
    'text',
    'actions',
    'button',
    'static_select',
    'context',
    undefined,
  ];

  test('is words: it mentions nobody, links nowhere, and nothing of it is markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { type } of nodesOf(renderSlack(everywhere(text)).body.blocks)) expect(WORDS_ONLY).toContain(type);
      }),
      { numRuns: 300 },
    );
  });

  test('stays within all limits of Slack, on each page', () => {
    fc.assert(
      fc.property(arbitraryReply, fc.boolean(), (reply, share) => {
        const { pages } = renderSlack(reply, { share });
        for (const page of new Set([0, 1, Math.floor(pages / 2), pages - 1])) {
          const message = renderSlack(reply, { page, share });
          expect(slackFaults('chat.postMessage', { channel: 'C1', ...message.body })).toEqual([]);
          const files = new Map(message.pictures.map(({ name }, i) => [name, `F${i}`]));
          const withPictures = renderSlack(reply, { page, share, files });
          expect(slackFaults('chat.postMessage', { channel: 'C1', ...withPictures.body })).toEqual([]);
          expect(withPictures.pages).toBe(pages);
        }
      }),
      { numRuns: 150, endOnFailure: true }, // such replies shrink for minutes
    );
  });

  test('loses its controls and what turns the reading direction', () => {
    const message = renderSlack(everywhere('a\u202eb\u0007c\u2066d\u200be'));
    expect(shown(message)).toContain('abcde');
    for (const { value: _, ...node } of nodesOf(message.body.blocks))
      expect(JSON.stringify(node)).not.toMatch(/\\u0007|[\u202e\u2066\u200b]/);
  });
});
