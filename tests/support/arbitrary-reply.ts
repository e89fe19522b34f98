import * as fc from 'fast-check';
import type { Action, Block, Citation, Picture, Reply, Span } from '../../src/reply.ts';

/** What acts on a platform, or breaks its markup, if it is not escaped. */
const NASTY = [
  '@everyone',
  'ping @here!',
  '<@1>',
  '<@!123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '</quote:123456789012345678> <id:customize> <123456789012345678:browse>',
  '<:gull:123456789012345678> <a:gull:123456789012345678>',
  ':smile: :+1::skin-tone-2:',
  '<t:1900000000:R>',
  '<https://courier.example/> <mayor@ansel.example> <tel:+4930123456>',
  'https://courier.example/bridge_(old)?q=a_b_c#d.',
  'http://a.b',
  'steam://run/1',
  '[masked](https://evil.example/)',
  '[1](javascript:alert(1)) ![x](https://evil.example/x.png)',
  '**bold** *em* _em_ __under__ ~~gone~~ ||spoiler||',
  'a*b*c_d_e**f**g__h__i***j***k___l___',
  '`code` ``more`` ```\nfence',
  '```',
  'an odd `tick',
  'ends in a backslash \\',
  '\\',
  '\\\\*x\\*',
  '# Heading\n## Second\n### Third',
  '-# small print',
  '> quoted\n>>> all of it',
  '- item\n* item\n+ item\n1. first\n2) second\n10. tenth',
  '   - indented',
  '| a | b |\n|---|---|',
  '---',
  '***',
  '¯\\_(ツ)_/¯',
  '<!channel> <!here> <!subteam^S1> <@U024BE7LH> <#C024BE7LR|general>',
  '<https://evil.example|click> <mailto:a@b.example|mail>',
  '*slack* _slack_ ~slack~ &lt;b&gt; & < >',
  '<!date^1392734382^{date}|x>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</p></article><!-- ]]> {{x}} ${x}',
  'javascript:alert(1)',
  '\u001b[2J\u001b[31mred',
  '\u009b31m \u001b]0;title\u0007 \b\b\b',
  '\u202egnp.exe\u202c \u2066x\u2069 \u200bhidden\u200d \u00ad',
  'a\rb\u2028c\u0085d',
  '\ud800 lone \udc00',
  'a\u0301\u0301\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦 🇩🇪 👍🏽 ☎️',
  '橋は再び市民のものだ',
  'שלום می‌خواهم क्षत्रिय',
  'ﾊﾝｶｸ ＠everyone',
  '10:30 a:b http: //x',
];

const WORDS =
  'bridge harbour tram mayor opened crowns Tuesday engineer said that the old piers could not carry it, and so on “again” – 42 million (of 2031) in_two *ways* by 10:30'.split(
    ' ',
  );

/** Sentences of the words above, with citation-free punctuation; longer than any platform's message for a high `count`. */
const prose = (longest: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: longest }), fc.nat(WORDS.length - 1), fc.integer({ min: 3, max: 25 }))
    .map(([count, from, pace]) =>
      Array.from(
        { length: count },
        (_, i) => `${WORDS[(from + i * 7) % WORDS.length]}${i % pace === pace - 1 ? '.' : ''}`,
      ).join(' '),
    );

const unbroken = fc
  .tuple(
    fc.constantFrom('x', '漢', '👩‍👩‍👧‍👦', 'e\u0301', '*', '\\', '`', '_', '<', '&', '['),
    fc.integer({ min: 50, max: 5000 }),
  )
  .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)));

/** Text as it may come from outside: plain, hostile or both, and at times empty. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...NASTY), weight: 6 },
  { arbitrary: prose(30), weight: 3 },
  { arbitrary: fc.tuple(fc.constantFrom(...NASTY), prose(6)).map((parts) => parts.join(' ')), weight: 2 },
  { arbitrary: fc.tuple(prose(6), fc.constantFrom(...NASTY)).map((parts) => parts.join('')), weight: 2 },
  { arbitrary: fc.string({ maxLength: 40 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 1 },
  {
    arbitrary: fc.string({ unit: fc.constantFrom(...'\\*_~|`<>[]()@:#-+.&1a \n'.split('')), maxLength: 40 }),
    weight: 2,
  },
  { arbitrary: fc.constantFrom('', ' ', '\n\n', '\u200b'), weight: 1 },
);

const rarelyLong = fc.oneof(
  { arbitrary: hostileText, weight: 150 },
  { arbitrary: prose(2000), weight: 1 },
  { arbitrary: unbroken, weight: 1 },
);

const url = fc.oneof(
  { arbitrary: fc.constant('https://courier.example/bridge#:~:text=The%20bridge,again'), weight: 5 },
  {
    arbitrary: fc.constantFrom(
      'https://courier.example/a_(b)?c=[d]&e="f"|g*h#i j)',
      'http://courier.example',
      'https://user:secret@courier.example/',
      'https://courier.example/\u202egnp',
      'https://münze.example/straße',
      `https://courier.example/${'long/'.repeat(700)}`,
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'not an address',
      '',
    ),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(fc.constant('https://courier.example/'), hostileText).map((parts) => parts.join('')),
    weight: 1,
  },
);

function type<Name extends string>(name: Name): fc.Arbitrary<Name> {
  return fc.constant(name);
}

/** Blocks whose marks point to citations 1 to `cited`, and to one that is not there. */
function blocks(text: fc.Arbitrary<string>, cited: number): Record<Block['type'], fc.Arbitrary<Block>> {
  const number = fc.integer({ min: 1, max: cited + 1 });
  const mark = fc.constantFrom('strong' as const, 'emphasis' as const, 'highlight' as const, 'code' as const);
  const span: fc.Arbitrary<Span> = fc.oneof(
    { arbitrary: fc.record({ type: type('text'), text }), weight: 4 },
    { arbitrary: fc.record({ type: type('text'), text, mark }), weight: 3 },
    { arbitrary: fc.record({ type: type('cite'), number }), weight: 3 },
    { arbitrary: fc.record({ type: type('link'), text, url }), weight: 1 },
  );
  const spans = fc.array(span, { maxLength: 5 });
  const some = { maxLength: 4 };
  const column = fc.record({ label: text, align: fc.constantFrom('start' as const, 'end' as const) });
  return {
    text: fc.record({ type: type('text'), spans }),
    heading: fc.record({ type: type('heading'), text }),
    quote: fc.record(
      { type: type('quote'), text, speaker: text, role: text, said: text, cite: number },
      { requiredKeys: ['type', 'text', 'speaker', 'role', 'said'] },
    ),
    list: fc.record(
      {
        type: type('list'),
        ordered: fc.boolean(),
        start: fc.integer({ min: 1, max: 200 }),
        items: fc.array(spans, some),
      },
      { requiredKeys: ['type', 'ordered', 'items'] },
    ),
    fields: fc.record({ type: type('fields'), fields: fc.array(fc.record({ label: text, value: spans }), some) }),
    timeline: fc.record({ type: type('timeline'), entries: fc.array(fc.record({ when: text, spans }), some) }),
    table: fc
      .record({ type: type('table'), caption: text, columns: fc.array(column, { minLength: 1, maxLength: 4 }) })
      .chain((table) => {
        const row = fc.array(spans, { minLength: table.columns.length, maxLength: table.columns.length });
        return fc.array(row, some).map((rows) => ({ ...table, rows }));
      }),
    image: fc.record({ type: type('image'), alt: text, picture: pictures(text) }),
    divider: fc.record({ type: type('divider') }),
  };
}

function pictures(text: fc.Arbitrary<string>): fc.Arbitrary<Picture> {
  const figure = fc.record({ label: text, value: fc.integer({ min: -1_000_000, max: 1_000_000 }) });
  const event = fc.record({
    from: fc.constantFrom('2023-01-01', '2024-02-29'),
    to: fc.constantFrom('2024-02-29', '2025-12-31'),
    when: text,
    label: text,
  });
  return fc.oneof(
    fc.record({
      type: type('bars'),
      title: text,
      groups: fc.array(fc.record({ unit: text, bars: fc.array(figure, { maxLength: 2 }) }), { maxLength: 2 }),
    }),
    fc.record({ type: type('timeline'), title: text, events: fc.array(event, { maxLength: 3 }) }),
    fc.record(
      { type: type('quote'), text, speaker: text, role: text, said: text, source: text },
      { requiredKeys: ['type', 'text', 'speaker', 'role', 'source'] },
    ),
  );
}

const passage = fc.record(
  { start: fc.nat(9000), end: fc.integer({ min: 9001, max: 9999 }), first: hostileText, last: hostileText, url },
  { requiredKeys: ['start', 'end', 'first', 'last'] },
);

function citations(count: number): fc.Arbitrary<Citation[]> {
  const publication = fc.constantFrom(
    { publisher: 'The Ansel Courier', title: 'Harbour “bridge” opens', published: '6 May 2031' },
    { publisher: 'Gull *Wire*', title: '@everyone: [trams](https://evil.example)', published: 'May 2031' },
    { publisher: '', title: '', published: '' },
  );
  const one = fc.record({
    item: fc.oneof(
      { arbitrary: fc.nat(60).map((n) => `harbour-bridge/item-${n}`), weight: 4 },
      { arbitrary: rarelyLong, weight: 1 },
    ),
    attribution: rarelyLong,
    publication,
    passages: fc.array(passage, { maxLength: 5 }),
  });
  return fc
    .array(one, { minLength: count, maxLength: count })
    .map((list) => list.map(({ publication: work, ...rest }, i) => ({ number: i + 1, ...rest, ...work })));
}

const action: fc.Arbitrary<Action> = fc.record({
  label: rarelyLong,
  command: fc.oneof(
    fc.nat(40).map((n) => `/source harbour-bridge/item-${n}`),
    hostileText.map((text) => `/quote about:"${text}"`),
    hostileText,
    prose(120).map((text) => `/ask ${text}`),
  ),
});

/** How many of something: mostly few, at times more than a message holds. */
const count = (few: number, many: number) =>
  fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: few }), weight: 12 },
    { arbitrary: fc.integer({ min: 0, max: many }), weight: 1 },
  );

/**
 * Replies of every shape: every kind of block, hostile text in every place, at times more text, blocks, sources or
 * buttons than one message of any platform holds. Each text that shows anything carries a word of its own (`t12z`), so
 * that a test sees which one is missing.
 */
export const arbitraryReply: fc.Arbitrary<Reply> = fc
  .record({ blocks: count(5, 60), citations: count(4, 45), actions: count(6, 70) })
  .chain((counts) => {
    const block = fc.oneof(...Object.values(blocks(rarelyLong, counts.citations)));
    return fc.record(
      {
        title: rarelyLong,
        blocks: fc.array(block, { minLength: counts.blocks, maxLength: counts.blocks }),
        citations: citations(counts.citations),
        actions: fc.array(action, { minLength: counts.actions, maxLength: counts.actions }),
        visibility: fc.constantFrom('channel' as const, 'asker' as const),
        outcome: fc.constantFrom('answer' as const, 'nothing' as const, 'error' as const, 'bug' as const),
        understood: fc.record({ question: hostileText }),
      },
      { requiredKeys: ['blocks', 'citations', 'actions', 'visibility', 'outcome'] },
    );
  })
  .map(withWordsOfTheirOwn);

/** A word for each text of the reply, in turn before it and after it, so that both its ends stay what they are at times. */
function withWordsOfTheirOwn(reply: Reply): Reply {
  let many = 0;
  const own = (text: string) => {
    if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return text;
    many += 1;
    return many % 2 === 0 ? `${text} t${many}z` : `t${many}z ${text}`;
  };
  const line = (spans: readonly Span[]): Span[] =>
    spans.map((span) => (span.type === 'cite' ? span : { ...span, text: own(span.text) }));
  const marked = (block: Block): Block => {
    switch (block.type) {
      case 'text':
        return { ...block, spans: line(block.spans) };
      case 'heading':
        return { ...block, text: own(block.text) };
      case 'quote':
        return {
          ...block,
          text: own(block.text),
          speaker: own(block.speaker),
          role: own(block.role),
          said: own(block.said),
        };
      case 'list':
        return { ...block, items: block.items.map(line) };
      case 'fields':
        return {
          ...block,
          fields: block.fields.map(({ label, value }) => ({ label: own(label), value: line(value) })),
        };
      case 'timeline':
        return { ...block, entries: block.entries.map(({ when, spans }) => ({ when: own(when), spans: line(spans) })) };
      case 'table':
        return {
          ...block,
          caption: own(block.caption),
          columns: block.columns.map((column) => ({ ...column, label: own(column.label) })),
          rows: block.rows.map((row) => row.map(line)),
        };
      case 'image':
        return { ...block, alt: own(block.alt) };
      case 'divider':
        return block;
    }
  };
  return {
    ...reply,
    ...(reply.title !== undefined && { title: own(reply.title) }),
    blocks: reply.blocks.map(marked),
    citations: reply.citations.map((citation) => ({ ...citation, attribution: own(citation.attribution) })),
    actions: reply.actions.map((each) => ({ ...each, label: own(each.label) })),
  };
}
