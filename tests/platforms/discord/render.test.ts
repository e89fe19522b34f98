import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { resolvePress } from '../../../src/button.ts';
import { renderDiscord, type DiscordMessage } from '../../../src/platforms/discord/render.ts';
import {
  notice,
  paragraph,
  post,
  spans,
  type Block,
  type Citation,
  type Picture,
  type Reply,
} from '../../../src/reply.ts';
import { aCitation } from '../../support/builders.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { run } from '../../support/run.ts';

const LONG = 'The rebuilt bridge carries two tram lines, a cycle path and, on its upper deck, the market. ';
const BARS: Picture = { type: 'bars', title: 'The bridge', groups: [] };

function container({ body }: DiscordMessage): APIContainerComponent {
  const [first] = body.components;
  if (first?.type !== ComponentType.Container) throw new Error('no container');
  return first;
}

function texts(message: DiscordMessage): string[] {
  return container(message).components.flatMap((each) =>
    each.type === ComponentType.TextDisplay ? [each.content] : [],
  );
}

function rows({ body }: DiscordMessage): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return body.components.flatMap((each) => (each.type === ComponentType.ActionRow ? [each] : []));
}

/** What stands on each row: labels of buttons, placeholders of menus. */
function controls(message: DiscordMessage): string[][] {
  return rows(message).map(({ components }) =>
    components.map((each) =>
      each.type === ComponentType.StringSelect ? (each.placeholder ?? '') : 'label' in each ? (each.label ?? '') : '',
    ),
  );
}

function accent(outcome: Reply['outcome']): number | null | undefined {
  return container(renderDiscord(post({ blocks: [], outcome }))).accent_color;
}

const table = (what: string): Block => ({
  type: 'table',
  caption: 'Every figure',
  columns: [
    { label: 'What', align: 'start' },
    { label: 'Value', align: 'end' },
  ],
  rows: [
    [spans(what, { type: 'cite', number: 1 }), spans('42')],
    [spans('Trams'), spans('1,204')],
  ],
});

const cited = (...citations: Citation[]) =>
  post({
    blocks: [paragraph('Open.', ...citations.map(({ number }) => ({ type: 'cite', number }) as const))],
    citations,
  });

const offer = (count: number) =>
  renderDiscord(
    post({
      blocks: [],
      actions: Array.from({ length: count }, (_, i) => ({ label: `${i}`, command: `/facts page:${i}` })),
    }),
  );

function only(...blocks: Block[]): string[] {
  return texts(renderDiscord(post({ blocks })));
}

describe('a reply on Discord', () => {
  test.for([
    '/summary',
    '/quote vale',
    '/ask what did the work cost?',
    '/facts',
    '/who vale',
    '/timeline',
    '/numbers',
    '/source opening',
    '/stories',
    '/help',
  ])('looks the same as last time: %s', async (line) => {
    const { body, pictures, keep, page, pages } = renderDiscord(await run(line), { share: true });
    expect(
      discordFaults(
        'message',
        body,
        pictures.map(({ name }) => name),
      ),
    ).toEqual([]);
    const [, name = ''] = /^\/(\w+)/.exec(line) ?? [];
    await expect(
      `${JSON.stringify({ body, pictures, keep: keep.map(({ id }) => id), page, pages }, null, 2)}\n`,
    ).toMatchFileSnapshot(`../../rendered/discord/${name}.json`);
  });

  test('is for the asker alone where the reply is', () => {
    expect(renderDiscord(notice('Nothing.')).body.flags).toBe((1 << 15) | (1 << 6));
    expect(renderDiscord(post({ blocks: [] })).body.flags).toBe(1 << 15);
  });

  test.for(['/summary', '/quote vale', '/facts', '/help', '/stories'])(
    'carries a mark once, and changes nothing else: %s',
    async (line) => {
      const reply = { ...(await run(line)), visibility: 'channel' } as const;
      const withAction = { ...reply, actions: [...reply.actions, { label: 'Stop', command: '/digest pause' }] };
      const [bare, marked] = [renderDiscord(withAction), renderDiscord(withAction, { mark: 'd-1' })];
      const text = JSON.stringify(marked.body);
      expect(text.match(/@d-1 /g)).toHaveLength(1);
      expect(JSON.parse(text.replace('@d-1 ', ' '))).toEqual(bare.body);
      expect(marked.keep).toEqual(bare.keep);
    },
  );

  test('says that there is nothing rather than nothing', () => {
    for (const blocks of [
      [],
      [paragraph('')],
      [paragraph(' \n\u200b')],
      [{ type: 'heading', text: '\u00ad' } as const],
    ])
      expect(only(...blocks)).toEqual(['There is nothing to show.']);
    const actions = [{ label: 'Summary', command: '/summary' }];
    expect(texts(renderDiscord(post({ blocks: [], actions })))).toEqual(['There is more to see:']);
  });

  test('has a bar of our own colour beside an answer, a red one beside a mistake, none beside a notice', () => {
    expect([accent('answer'), accent('nothing'), accent('error'), accent('bug')]).toEqual([
      0x2f5bb7,
      undefined,
      0xc0392b,
      0xc0392b,
    ]);
  });
});

describe('a block', () => {
  test('of each kind is Markdown', () => {
    const cite = { type: 'cite', number: 1 } as const;
    expect(
      only(
        { type: 'heading', text: 'Reported' },
        { type: 'list', ordered: true, start: 3, items: [spans('One\ntwo'), spans(''), spans('Three ', cite)] },
        {
          type: 'fields',
          fields: [
            { label: 'Role', value: spans('mayor') },
            { label: '', value: spans('alone') },
          ],
        },
        { type: 'timeline', entries: [{ when: '6 May 2031', spans: spans('It opens.') }] },
        { type: 'quote', text: 'Ours\nagain', speaker: 'Mira Vale', role: 'mayor', said: '', cite: 1 },
      ),
    ).toEqual([
      '### Reported\n3. One\n  two\n5. Three\u00a0\\[1\\]',
      '**Role**: mayor\nalone',
      '- **6 May 2031** It opens.',
      '> “Ours\n> again”\u00a0\\[1\\]\n> — **Mira Vale**, mayor',
    ]);
  });

  test('that is a narrow table is set in columns, a wide one as a list that names them', () => {
    expect(only(table('Cost '))).toEqual([
      '**Every figure**\n```\nWhat      Value\n────────  ─────\nCost [1]     42\nTrams     1,204\n```',
    ]);
    expect(only(table('Cost of the work, and of the market on it '))).toEqual([
      '**Every figure**\n_What · Value_\n- **Cost of the work, and of the market on it**\u00a0\\[1\\] · 42\n- **Trams** · 1,204',
    ]);
  });

  test.for(['```', '橋', '👍'])('that is a table with %s in it is no block of code', (text) => {
    expect(only(table(text)).join()).not.toMatch(/^```$/m);
  });

  test('that is a picture is uploaded under a name of its content, told in words', () => {
    const picture = BARS;
    const reply = post({
      blocks: [
        { type: 'image', picture, alt: 'Bar *chart*' },
        { type: 'image', picture, alt: '' },
      ],
    });
    const { pictures, ...message } = renderDiscord(reply);
    expect(pictures).toEqual([{ name: expect.stringMatching(/^bars-[0-9a-f]{16}\.png$/), picture, alt: 'The bridge' }]);
    expect(JSON.stringify(message)).toContain(`attachment://${pictures[0]?.name}`);
    expect(JSON.stringify(message)).toContain('"description":"Bar *chart*"');
    expect(renderDiscord(reply, { withoutPictures: true }).pictures).toEqual([]);
    expect(texts(renderDiscord(reply, { withoutPictures: true }))).toEqual(['Bar \\*chart\\*', 'The bridge']);
  });
});

describe('sources', () => {
  test('name each publication once, and under it who says so where', () => {
    const other = { publisher: 'Gull Wire', title: 'Trams return', published: 'May 2031' };
    const footer = texts(renderDiscord(cited(aCitation(1), aCitation(2, other), aCitation(3)))).at(-1);
    expect(footer?.split('\n').map((line) => line.slice(0, 42))).toEqual([
      '-# **The Ansel Courier**, “Harbour “bridge',
      '-# \\[1\\] Mira Vale, told residents: “The b',
      '-# \\[3\\] Mira Vale, told residents: “The b',
      '-# **Gull Wire**, “Trams return”, May 2031',
      '-# \\[2\\] Mira Vale, told residents: “The b',
    ]);
    expect(footer).toContain('([read](https://courier.example/bridge#:~:text=The%20bridge))');
  });

  test('count what bears out one thing beyond three passages', () => {
    const passage = { start: 1, end: 90, first: 'The trams', last: 'by then.' };
    const footer = texts(renderDiscord(cited(aCitation(1, { passages: Array.from({ length: 5 }, () => passage) })))).at(
      -1,
    );
    expect(footer?.match(/“The trams … by then\.”/g)).toHaveLength(3);
    expect(footer).toMatch(/; and 2 more passages$/);
  });

  test('are told in short where in full they would not fit', () => {
    const message = renderDiscord(cited(...Array.from({ length: 40 }, (_, i) => aCitation(i + 1))));
    expect(message.pages).toBe(1);
    expect(texts(message).at(-1)).toMatch(
      /^-# \*\*The Ansel Courier.*\n-# \\\[1\\\] \\\[2\\\] .* \\\[40\\\] Mira Vale, told residents$/,
    );
  });

  test('are shown by a menu, each by the command that shows it', async () => {
    const [menu] = rows(renderDiscord(cited(aCitation(1), aCitation(2))))[0]?.components ?? [];
    if (menu?.type !== ComponentType.StringSelect) throw new Error('no menu');
    expect(menu.placeholder).toBe('Show a source…');
    const [, second] = menu.options;
    expect(second).toMatchObject({
      label: '[2] Mira Vale, told residents',
      description: '“The bridge is yours again”',
    });
    expect(await resolvePress(second?.value ?? '', { kept: async () => undefined })).toEqual({
      does: 'run',
      line: '/source harbour-bridge/item-2',
    });
  });

  test('that a button shows stand in no menu', () => {
    const actions = [{ label: 'Source', command: '/source harbour-bridge/item-1' }];
    expect(controls(renderDiscord({ ...cited(aCitation(1)), actions }))).toEqual([['Source']]);
  });
});

describe('actions', () => {
  test('are a row of buttons, two rows, or menus', () => {
    expect(controls(offer(5))).toEqual([['0', '1', '2', '3', '4']]);
    expect(controls(offer(7))).toEqual([
      ['0', '1', '2', '3', '4'],
      ['5', '6'],
    ]);
    expect(controls(offer(11))).toEqual([['Choose what is next…']]);
    expect(controls(offer(26))).toEqual([['Choose what is next… (1 of 2)'], ['Choose what is next… (2 of 2)']]);
  });

  test('that run the same line are one, and one without a name is named by its line', () => {
    const actions = [
      { label: 'Timeline', command: '/timeline' },
      { label: 'When', command: '/timeline' },
      { label: ' \u200b', command: '/numbers' },
      { label: '', command: '\n' },
      { label: 'x'.repeat(90), command: '/facts' },
    ];
    expect(controls(renderDiscord(post({ blocks: [], actions })))).toEqual([
      ['Timeline', '/numbers', 'Go on', `${'x'.repeat(79)}…`],
    ]);
  });

  test('with a line too long for a button are kept', async () => {
    const line = `/ask ${LONG.repeat(3)}`;
    const { keep, ...message } = renderDiscord(post({ blocks: [], actions: [{ label: 'Again', command: line }] }));
    const [button] = rows({ ...message, keep })[0]?.components ?? [];
    if (button?.type !== ComponentType.Button || button.style !== ButtonStyle.Secondary) throw new Error('no button');
    expect(keep).toHaveLength(1);
    expect(
      await resolvePress(button.custom_id, { kept: async (id) => keep.find((kept) => kept.id === id)?.value }),
    ).toEqual({
      does: 'run',
      line,
    });
  });
});

describe('a long reply', () => {
  const long = post({
    title: 'The bridge',
    blocks: [paragraph(LONG.repeat(100)), { type: 'image', picture: BARS, alt: LONG.repeat(20) }],
    actions: [{ label: 'Summary', command: '/summary' }],
  });

  test('has pages, between which its buttons lead', async () => {
    const { pages, keep } = renderDiscord(long);
    expect(pages).toBe(3);
    const shown = Array.from({ length: pages }, (_, page) => renderDiscord(long, { page }));
    expect(shown.map((message) => controls(message).at(-1))).toEqual([
      ['Previous', 'Page 1 of 3', 'Next'],
      ['Previous', 'Page 2 of 3', 'Next'],
      ['Previous', 'Page 3 of 3', 'Next'],
    ]);
    const pager = shown.map((message) => rows(message).at(-1)?.components ?? []);
    expect(pager.map((row) => row.map(({ disabled }) => disabled))).toEqual([
      [true, true, false],
      [false, true, false],
      [false, true, true],
    ]);
    const next = pager[0]?.[2];
    if (next?.type !== ComponentType.Button || next.style !== ButtonStyle.Secondary) throw new Error('no button');
    const storage = { kept: async (id: string) => keep.find((kept) => kept.id === id)?.value };
    expect(await resolvePress(next.custom_id, storage)).toMatchObject({ does: 'page', page: 1, reply: long });
  });

  test('has no more pictures on a page than a message takes files', () => {
    const blocks = Array.from({ length: 12 }, (_, i): Block => ({
      type: 'image',
      picture: { ...BARS, title: `Chart ${i}` },
      alt: '',
    }));
    const pages = [0, 1].map((page) => renderDiscord(post({ blocks }), { page }).pictures.length);
    expect(pages).toEqual([10, 2]);
  });

  test('has the same pages with pictures and without', () => {
    const pages = [renderDiscord(long), renderDiscord(long, { withoutPictures: true })].map((message) => message.pages);
    expect(pages[0]).toBe(pages[1]);
  });

  test('shows its last page where one beyond it is asked for', () => {
    expect(renderDiscord(long, { page: 99 })).toEqual(renderDiscord(long, { page: 2 }));
    expect(renderDiscord(long, { page: -1 })).toEqual(renderDiscord(long));
  });
});

describe('sharing', () => {
  const forAsker = post({ blocks: [paragraph('Open.')], visibility: 'asker' });

  test('is offered of an answer for the asker alone', async () => {
    const message = renderDiscord(forAsker, { share: true });
    expect(controls(message)).toEqual([['Share to channel']]);
    expect(message.keep).toHaveLength(1);
    expect(
      await resolvePress(`share ${message.keep[0]?.id}`, { kept: async () => message.keep[0]?.value }),
    ).toMatchObject({
      does: 'share',
      reply: forAsker,
    });
  });

  test('is not offered otherwise', () => {
    for (const [reply, share] of [
      [forAsker, false],
      [{ ...forAsker, visibility: 'channel' }, true],
      [{ ...forAsker, outcome: 'nothing' }, true],
    ] as const)
      expect(renderDiscord(reply, { share })).toMatchObject({ keep: [], body: { components: [{ type: 17 }] } });
  });
});
