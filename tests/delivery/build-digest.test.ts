import { describe, expect, onTestFinished, test } from 'vitest';
import { buildDigest, type DigestParts, type DigestRequest } from '../../src/delivery/build-digest.ts';
import type { Posted } from '../../src/delivery/ledger.ts';
import { defineDigest, skip, type DigestContext } from '../../src/digest.ts';
import type { Change } from '../../src/facts/changes.ts';
import { openStorage } from '../../src/storage/open.ts';
import { aCitation, aLibrary } from '../support/builders.ts';
import { aReply } from '../support/delivery.ts';

const NOW = new Date('2031-05-06T07:00:00.000Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
const CHANNEL = 'slack:T1:C1';

type Scene = {
  changes?: Change[];
  posted?: Posted[];
  had?: { ref: string; at: string }[];
  request?: Partial<DigestRequest>;
};

/** Builds a digest that gives back what `look` sees. */
async function see<Seen>(look: (context: DigestContext) => Seen | Promise<Seen>, scene: Scene = {}): Promise<Seen> {
  let seen: Seen | undefined;
  const { changes = [], posted = [], had = [], request = {} } = scene;
  const library = aLibrary();
  const parts: DigestParts = {
    digests: [
      defineDigest({
        name: 'morning',
        description: 'x',
        cron: '0 9 * * *',
        async build(context) {
          seen = await look(context);
          return skip('seen');
        },
      }),
    ],
    commands: [],
    library: () => library,
    changes: () => ({ list: changes, knownUntil: daysAgo(0) }),
    storage: { had: async () => had, ledger: { posted: async () => posted } },
  };
  await buildDigest(parts, { ...REQUEST, ...request }, NOW);
  if (seen === undefined) throw new Error('the digest was not built');
  return seen;
}

const REQUEST: DigestRequest = {
  digest: 'morning',
  options: {},
  zone: 'Europe/Berlin',
  createdAt: daysAgo(10),
  channel: CHANNEL,
};

const published = (slug: string, days: number): Change => ({
  kind: 'published',
  slug,
  title: slug,
  topics: ['transport'],
  at: daysAgo(days),
  corrections: [],
});
const aPosted = (parts: Partial<Posted> = {}): Posted => ({
  id: 'x',
  subscription: 'd-222222',
  digest: 'morning',
  sentAt: daysAgo(1),
  knownUntil: daysAgo(1),
  items: [],
  ...parts,
});

const slugs = ({ news }: DigestContext) => news.changes.map(({ slug }) => slug);

const week = ({ newsOf }: DigestContext) => newsOf(7).changes.map(({ slug }) => slug);
const both = ({ news }: DigestContext) => [
  news.changes.map(({ slug }) => slug),
  news.published.map(({ slug }) => slug),
];

describe('what is news', () => {
  const changes = [published('old', 70), published('before', 11), published('known', 2), published('new', 0.5)];

  test('is what came since the subscription was made, newest first', async () => {
    expect(await see(slugs, { changes })).toEqual(['new', 'known']);
  });

  test('is what the last digest of its name did not know, whenever that was sent', async () => {
    const posted = [aPosted({ sentAt: daysAgo(0.1) }), aPosted({ knownUntil: daysAgo(5) })];
    expect(await see(slugs, { changes, posted })).toEqual(['new']);
    const other = [aPosted({ digest: 'evening', subscription: 'd-333333' })];
    expect(await see(slugs, { changes, posted: other })).toEqual(['new', 'known']);
  });

  test('goes back two months at most', async () => {
    expect(await see(slugs, { changes, request: { createdAt: daysAgo(700) } })).toEqual(['new', 'known', 'before']);
  });

  test('over some days goes back to what the last digest knew, where that is longer ago', async () => {
    expect(await see(week, { changes, posted: [aPosted()] })).toEqual(['new', 'known']);
    expect(await see(week, { changes, posted: [aPosted({ knownUntil: daysAgo(12) })] })).toEqual([
      'new',
      'known',
      'before',
    ]);
  });

  test('is of the story that was asked for, and of what is published the stories', async () => {
    const only = [published('harbour-bridge', 1), published('other', 1)];
    expect(await see(both, { changes: only })).toEqual([['harbour-bridge', 'other'], ['harbour-bridge']]);
    const request = { options: { story: 'harbour-bridge' } };
    expect(await see(both, { changes: only, request })).toEqual([['harbour-bridge'], ['harbour-bridge']]);
    const topical = { options: { topic: 'sport' } };
    expect(await see(both, { changes: only, request: topical })).toEqual([[], []]);
  });
});

describe('the pick', () => {
  const items = ['a', 'b', 'c'].map((ref) => ({ ref }));
  const pick = async ({ pick }: DigestContext) => (await pick(items))?.ref ?? 'none';

  test('is the first that the channel never had, in their order', async () => {
    expect(await see(pick)).toBe('a');
    expect(await see(pick, { had: [{ ref: 'a', at: daysAgo(1) }] })).toBe('b');
    expect(await see(pick, { posted: [aPosted({ items: ['b', 'a'] })] })).toBe('c');
  });

  test('else the one that it had longest ago, by a command or a digest, whichever was later', async () => {
    const had = [
      { ref: 'a', at: daysAgo(9) },
      { ref: 'b', at: daysAgo(5) },
      { ref: 'c', at: daysAgo(7) },
    ];
    expect(await see(pick, { had })).toBe('a');
    expect(await see(pick, { had, posted: [aPosted({ items: ['a'], sentAt: daysAgo(2) })] })).toBe('c');
    expect(await see(pick, { had, posted: [aPosted({ items: ['a'], sentAt: daysAgo(30) })] })).toBe('a');
    expect(
      await see(pick, {
        had,
        posted: [
          aPosted({ items: ['c'], sentAt: daysAgo(20) }),
          aPosted({ items: ['a'], sentAt: daysAgo(3) }),
          aPosted({ items: ['a'], sentAt: daysAgo(8) }),
        ],
      }),
    ).toBe('c');
  });

  test('of nothing is nothing', async () => {
    expect(await see(async ({ pick: choose }) => (await choose([])) ?? 'none')).toBe('none');
  });
});

test('what was shown is told and counted over the days asked for', async () => {
  const posted = [
    aPosted({ items: ['a', 'b'], sentAt: daysAgo(1) }),
    aPosted({ items: ['a'], sentAt: daysAgo(7) }),
    aPosted({ items: ['a', 'c'], sentAt: daysAgo(8) }),
  ];
  const seen = await see(
    async ({ posted: { countsSince, idsSince } }) => ({
      ids: [...(await idsSince(7))],
      counts: [...(await countsSince(7))],
      all: [...(await countsSince(60))],
    }),
    { posted },
  );
  expect(seen).toEqual({
    ids: ['a', 'b'],
    counts: [
      ['a', 2],
      ['b', 1],
    ],
    all: [
      ['a', 3],
      ['b', 1],
      ['c', 1],
    ],
  });
});

test('a digest tells the time as its channel does, and knows its options and the library', async () => {
  const seen = await see(({ time, now, options, library }) => [time(now), options, library.stories.length], {
    request: { zone: 'America/New_York', options: { topic: 'trade' } },
  });
  expect(seen).toEqual(['Tue 6 May, 03:00 EDT', { topic: 'trade' }, expect.any(Number)]);
});

test('what it cites is recorded once each, with what was known; building it changes nothing', async () => {
  const storage = await openStorage({ memory: true }, () => NOW);
  onTestFinished(() => storage.close());
  await storage.nextPick(CHANNEL, ['a']);
  const reply = { ...aReply(), citations: [aCitation(1), aCitation(2), aCitation(3, { item: aCitation(1).item })] };
  const library = aLibrary();
  const parts: DigestParts = {
    digests: [
      defineDigest({
        name: 'morning',
        description: 'x',
        cron: '0 9 * * *',
        build: async ({ pick }) => (await pick([{ ref: 'a' }]), reply),
      }),
    ],
    commands: [],
    library: () => library,
    changes: () => ({ list: [], knownUntil: daysAgo(3) }),
    storage,
  };
  for (let times = 0; times < 2; times += 1)
    expect(await buildDigest(parts, REQUEST, NOW)).toEqual({
      content: reply,
      items: ['harbour-bridge/item-1', 'harbour-bridge/item-2'],
      knownUntil: daysAgo(3),
    });
  expect(await storage.had(CHANNEL)).toHaveLength(1);
  expect(await storage.ledger.history({ most: 1 })).toEqual([]);
});

test('a digest that there is no more is skipped by name', async () => {
  const library = aLibrary();
  const parts: DigestParts = {
    digests: [],
    commands: [],
    library: () => library,
    changes: () => ({ list: [], knownUntil: '' }),
    storage: { had: async () => [], ledger: { posted: async () => [] } },
  };
  expect(await buildDigest(parts, REQUEST, NOW)).toEqual({ skipped: 'there is no digest “morning” any more' });
});
