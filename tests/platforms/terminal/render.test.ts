import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../../src/platforms/terminal/render.ts';
import { code, emphasis, notice, paragraph, post, spans, strong, type Block, type Reply } from '../../../src/reply.ts';
import { hostileText } from '../../support/arbitrary-reply.ts';
import { aCitation } from '../../support/builders.ts';
import { run } from '../../support/run.ts';

const PLAIN = { width: 80, color: false };
const LONG =
  'The rebuilt bridge carries two tram lines, a cycle path and, on its upper deck, the market that the old one was known for. ';
const cite = (number: number) => ({ type: 'cite', number }) as const;

const BLOCKS: Record<string, Block[]> = {
  text: [
    paragraph(
      LONG,
      cite(1),
      ' ',
      strong('Strong'),
      ', ',
      emphasis('emphasised'),
      ', ',
      { type: 'text', text: 'found', mark: 'highlight' },
      ' and ',
      code('/help'),
      '.',
    ),
    paragraph(
      'Read it at ',
      {
        type: 'link',
        text: 'The Ansel Courier',
        url: 'https://courier.example/bridge#:~:text=a%20very%20long%20opening%20of%20a%20passage,its%20end',
      },
      '.',
    ),
    paragraph(
      '橋は再び市民のものだと市長は述べた。新しい橋には二本の路面電車と自転車道、そして市場がある。工事の費用は四千二百万クラウンだった。',
      ' 🌉👩‍🚒',
    ),
  ],
  heading: [{ type: 'heading', text: 'Reported of them' }, paragraph(LONG)],
  quote: [
    {
      type: 'quote',
      text: `The bridge is yours again. ${LONG.trim()}`,
      speaker: 'Mira Vale',
      role: 'mayor of Port Ansel',
      said: 'told residents',
      cite: 1,
    },
    {
      type: 'quote',
      text: 'We kept the arches\n& replaced everything else',
      speaker: 'Tomás Quillón',
      role: '',
      said: 'told the Ansel Courier',
    },
  ],
  list: [
    { type: 'list', ordered: false, items: [spans(LONG, cite(1)), spans('Short')] },
    {
      type: 'list',
      ordered: true,
      items: Array.from({ length: 10 }, (_, i) => spans(i === 1 ? LONG : `Item ${i + 1}`)),
    },
  ],
  fields: [
    {
      type: 'fields',
      fields: [
        { label: 'Role', value: spans('mayor of Port Ansel') },
        { label: 'Opens and closes with', value: spans(LONG) },
        { label: 'SHA-256', value: spans(code('f'.repeat(64))) },
      ],
    },
  ],
  timeline: [
    {
      type: 'timeline',
      entries: [
        { when: '6 May 2031', spans: spans(LONG, cite(1)) },
        { when: 'Jan 2031 – Mar 2031', spans: spans('The piers are tested.') },
      ],
    },
  ],
  table: [
    {
      type: 'table',
      caption: 'Every figure with its source',
      columns: [
        { label: 'What', align: 'start' },
        { label: 'Value', align: 'end' },
        { label: 'Unit', align: 'start' },
      ],
      rows: [
        [
          spans('Cost of the work, and of the market on its upper deck, in the year before the opening ', cite(1)),
          spans('42'),
          spans('million crowns'),
        ],
        [spans('橋の長さ'), spans('1,204.5'), spans('m')],
      ],
    },
  ],
  bars: [
    {
      type: 'image',
      alt: 'Bar chart',
      picture: {
        type: 'bars',
        title: 'The bridge',
        groups: [
          {
            unit: 'million crowns',
            bars: [
              { label: 'Cost of the work', value: 42 },
              { label: 'Cost of the old bridge', value: 3.5 },
              { label: 'Left', value: 0 },
            ],
          },
          { unit: 'trams', bars: [{ label: 'Trams an hour', value: 24 }] },
        ],
      },
    },
  ],
  track: [
    {
      type: 'image',
      alt: 'Timeline',
      picture: {
        type: 'timeline',
        title: 'The bridge',
        events: [
          { from: '2030-01-01', to: '2030-12-31', when: '2030', label: 'The bridge is rebuilt.' },
          { from: '2031-05-06', to: '2031-05-06', when: '6 May 2031', label: 'The bridge opens.' },
          { from: '2031-05-06', to: '2031-05-06', when: '6 May 2031', label: 'The mayor speaks.' },
        ],
      },
    },
  ],
  divider: [paragraph('Above'), { type: 'divider' }, paragraph('Below')],
};

const WHOLE: Reply = post({
  title: 'Port Ansel reopens its bridge',
  blocks: [
    paragraph(LONG, cite(1)),
    ...(BLOCKS['quote'] ?? []),
    { type: 'heading', text: 'More' },
    paragraph('It is open.'),
  ],
  citations: [
    aCitation(1),
    aCitation(2, {
      publisher: 'Gull Wire',
      title: 'Trams return',
      published: 'May 2031',
      attribution: 'Gull Wire’s own reporting',
      passages: [
        { start: 4, end: 90, first: 'The trams that', last: 'in the evening.' },
        { start: 120, end: 180, first: 'On Tuesday, “the', last: 'by then.' },
      ],
    }),
    aCitation(3, { attribution: 'the city treasury' }),
  ],
  actions: [
    ...['opening', 'cost', 'piers'].map((id) => ({ label: id, command: `/source harbour-bridge/${id}` })),
    { label: 'Another', command: '/quote vale' },
  ],
});

describe('a reply in the terminal', () => {
  test.for(Object.keys(BLOCKS))('looks the same as last time: %s', async (name) => {
    await expect(`${renderTerminal(post({ blocks: BLOCKS[name] ?? [] }), PLAIN)}\n`).toMatchFileSnapshot(
      `../../rendered/terminal/${name}.txt`,
    );
  });

  test.for([40, 80, 120])('looks the same as last time as a whole at %i columns', async (width) => {
    await expect(`${renderTerminal(WHOLE, { width, color: false })}\n`).toMatchFileSnapshot(
      `../../rendered/terminal/whole.${width}.txt`,
    );
  });

  test('looks the same as last time in colour', async () => {
    await expect(
      `${renderTerminal(WHOLE, { width: 80, color: true }).replaceAll('\u001b', '␛')}\n`,
    ).toMatchFileSnapshot('../../rendered/terminal/whole.colour.txt');
  });

  test.for([
    '/summary',
    '/quote vale',
    '/facts',
    '/who vale',
    '/timeline',
    '/numbers',
    '/source opening',
    '/stories',
    '/help',
    'what did the work cost?',
  ])('looks the same as last time: %s', async (line) => {
    const name = line.replace(/^\//, '').replace(/\W+/g, '-').replace(/-$/, '');
    await expect(`${renderTerminal(await run(line), PLAIN)}\n`).toMatchFileSnapshot(
      `../../rendered/terminal/say.${name}.txt`,
    );
  });

  test('says the same in colour as without', () => {
    const colourless = post({ ...WHOLE, blocks: WHOLE.blocks });
    expect(stripVTControlCharacters(renderTerminal(colourless, { width: 80, color: true }))).toBe(
      renderTerminal(colourless, PLAIN),
    );
  });

  test('draws no escape sequence without colour', () => {
    for (const blocks of Object.values(BLOCKS)) expect(renderTerminal(post({ blocks }), PLAIN)).not.toContain('\u001b');
  });

  test('keeps a citation mark on the line of the word before it', () => {
    for (let width = 20; width < 60; width += 1) {
      const lines = renderTerminal(post({ blocks: [paragraph('The bridge of Port Ansel is open again ', cite(12))] }), {
        width,
        color: false,
      }).split('\n');
      expect(lines.at(-1)).toMatch(/\S\u00a0\[12\]$/);
    }
  });

  test('aligns numbers to the right', () => {
    const lines = renderTerminal(post({ blocks: BLOCKS['table'] ?? [] }), PLAIN).split('\n');
    const ends = lines
      .filter((line) => /\b(?:42|1,204\.5)\b/.test(line))
      .map(
        (line) =>
          stringWidth(line.slice(0, /\b(?:42|1,204\.5)\b/.exec(line)?.index)) + (line.includes('1,204.5') ? 7 : 2),
      );
    expect(new Set(ends).size).toBe(1);
  });

  test('gives the alternative text of a picture without data', () => {
    expect(
      renderTerminal(
        post({ blocks: [{ type: 'image', alt: 'No events', picture: { type: 'timeline', title: '', events: [] } }] }),
        PLAIN,
      ),
    ).toBe('No events');
  });

  test('shows a notice as the plain sentence it is', () => {
    expect(renderTerminal(notice('Nothing is published yet.'), PLAIN)).toBe('Nothing is published yet.');
  });
});

const readable = fc.oneof(
  fc.string({
    unit: fc.constantFrom(' ', '  ', '\n', 'a', 'e', 'i', 'k', 'n', 's', 't', '.', ',', '“', '”', '–'),
    maxLength: 200,
  }),
  fc.constantFrom(
    'x'.repeat(200),
    '漢字'.repeat(60),
    '👩‍👩‍👧‍👦'.repeat(30),
    'e\u0301'.repeat(90),
    'ﾊﾝｶｸ '.repeat(20),
    '🇩🇪 '.repeat(30),
    'שלום '.repeat(20),
  ),
);

function type<Name extends string>(name: Name): fc.Arbitrary<Name> {
  return fc.constant(name);
}

/** Replies of every shape with texts drawn from `text`. */
function replies(text: fc.Arbitrary<string>): fc.Arbitrary<Reply> {
  const mark = fc.constantFrom('strong' as const, 'emphasis' as const, 'highlight' as const, 'code' as const);
  const span = fc.oneof(
    fc.record({ type: type('text'), text }),
    fc.record({ type: type('text'), text, mark }),
    fc.record({ type: type('cite'), number: fc.nat(99) }),
  );
  const some = fc.array(span, { maxLength: 3 });
  const figure = fc.record({
    label: text,
    value: fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => Number(value.toPrecision(6))),
  });
  const event = fc.record({
    from: fc.constantFrom('2023-01-01', '2024-02-29', ''),
    to: fc.constantFrom('2023-01-01', '2025-12-31', 'x'),
    when: text,
    label: text,
  });
  const picture = fc.oneof(
    fc.record({
      type: type('bars'),
      title: text,
      groups: fc.array(fc.record({ unit: text, bars: fc.array(figure, { maxLength: 3 }) }), { maxLength: 3 }),
    }),
    fc.record({ type: type('timeline'), title: text, events: fc.array(event, { maxLength: 4 }) }),
  );
  const column = fc.record({ label: text, align: fc.constantFrom('start' as const, 'end' as const) });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ type: type('text'), spans: some }),
    fc.record({ type: type('heading'), text }),
    fc.record({ type: type('quote'), text, speaker: text, role: text, said: text, cite: fc.nat(99) }),
    fc.record({ type: type('list'), ordered: fc.boolean(), items: fc.array(some, { maxLength: 3 }) }),
    fc.record({ type: type('fields'), fields: fc.array(fc.record({ label: text, value: some }), { maxLength: 3 }) }),
    fc.record({ type: type('timeline'), entries: fc.array(fc.record({ when: text, spans: some }), { maxLength: 3 }) }),
    fc.record({
      type: type('table'),
      caption: text,
      columns: fc.array(column, { maxLength: 5 }),
      rows: fc.array(fc.array(some, { maxLength: 5 }), { maxLength: 3 }),
    }),
    fc.record({ type: type('image'), alt: text, picture }),
    fc.record({ type: type('divider') }),
  );
  const passage = fc.record({ start: fc.nat(), end: fc.nat(), first: text, last: text });
  const citation = fc.record({
    number: fc.nat(99),
    item: text,
    attribution: text,
    publisher: text,
    title: text,
    published: text,
    passages: fc.array(passage, { maxLength: 2 }),
  });
  const action = fc.record({ label: text, command: text });
  return fc
    .record({
      title: text,
      blocks: fc.array(block, { maxLength: 4 }),
      citations: fc.array(citation, { maxLength: 3 }),
      actions: fc.array(action, { maxLength: 4 }),
    })
    .map(post);
}

describe('whatever a reply holds', () => {
  test('no line is wider than the terminal', () => {
    fc.assert(
      fc.property(replies(readable), fc.integer({ min: 30, max: 200 }), (reply, width) => {
        for (const line of renderTerminal(reply, { width, color: false }).split('\n'))
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('an address is one word that a terminal can open', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const reply = post({
          blocks: [paragraph({ type: 'link', text: 'x', url: `https://courier.example/${text}` })],
        });
        expect(renderTerminal(reply, PLAIN)).toMatch(/^x\nhttps:\/\/courier\.example\/[\x21-\x7e]*$/);
      }),
    );
  });
});
