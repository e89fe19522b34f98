import { describe, expect, onTestFinished, test } from 'vitest';
import quoteOfTheDay from '../../digests/quote-of-the-day.ts';
import { startDeliveries } from '../../src/delivery/deliveries.ts';
import { openEngine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import type { DigestOptions } from '../../src/schedule/subscription.ts';
import { aStory } from '../support/builders.ts';
import { aSubscription, fakeOutlet } from '../support/delivery.ts';
import { BRIDGE, build, daysBefore, tellDigest } from '../support/delivery-digest.ts';
import { virtualTime } from '../support/virtual-time.ts';

const YOURS = 'harbour-bridge/quote-yours';
const ARCHES = 'harbour-bridge/quote-arches';
const DAY = 86_400_000;

describe('the quotation', () => {
  test('stands verbatim with who said it, to whom, on what occasion, and its source', async () => {
    const reply = await build(quoteOfTheDay, { history: [BRIDGE] });
    expect(reply).toMatchObject({
      title: 'Quote of the day',
      blocks: [
        { type: 'quote', text: 'The bridge is yours again', speaker: 'Mira Vale', said: 'told residents', cite: 1 },
        { type: 'text' },
      ],
      citations: [{ item: YOURS }],
      actions: [
        { label: 'Another quote', command: '/quote' },
        { label: 'The story', command: '/summary harbour-bridge' },
        { label: 'About Mira Vale', command: '/who Mira Vale' },
      ],
    });
  });

  test('is one that this channel has not had from a digest in sixty days', async () => {
    const history = [BRIDGE];
    expect(await build(quoteOfTheDay, { history, posted: [{ items: [YOURS] }] })).toMatchObject({
      citations: [{ item: ARCHES }],
    });
    const posted = [{ items: [YOURS, ARCHES] }];
    expect(await build(quoteOfTheDay, { history, posted })).toEqual({
      skipped: 'every quotation was posted here within 60 days',
    });
    const longAgo = [{ items: [ARCHES] }, { items: [YOURS], sentAt: daysBefore(60.1) }];
    expect(await build(quoteOfTheDay, { history, posted: longAgo })).toMatchObject({ citations: [{ item: YOURS }] });
  });

  test('of those, is first what nobody here had by a command either', async () => {
    const had = [{ ref: YOURS, at: daysBefore(1) }];
    expect(await build(quoteOfTheDay, { history: [BRIDGE], had })).toMatchObject({ citations: [{ item: ARCHES }] });
  });

  test('may be a card, which says the same in its words', async () => {
    const reply = await build(quoteOfTheDay, { history: [BRIDGE], options: { as: 'card' } });
    expect(reply).toMatchObject({
      blocks: [{ type: 'image', picture: { type: 'quote', text: 'The bridge is yours again' } }],
      citations: [{ item: YOURS }],
    });
  });

  test('is about what was asked for', async () => {
    const ferry = { at: daysBefore(1), story: aStory({ slug: 'ferry', title: 'Ferry', topics: ['sea'] }) };
    const history = [BRIDGE, ferry];
    expect(await build(quoteOfTheDay, { history, options: { story: 'ferry' } })).toMatchObject({
      citations: [{ item: 'ferry/quote-yours' }],
    });
    const about = await build(quoteOfTheDay, { history, options: { topic: 'quillon' } });
    expect(about).toMatchObject({ citations: [{ item: expect.stringMatching(/quote-arches$/) }] });
    expect(await tellDigest(quoteOfTheDay, { history, options: { topic: 'astronomy' } })).toBe(
      'nothing: no quotation is published on what was subscribed to',
    );
  });

  test('is none without a story', async () => {
    expect(await build(quoteOfTheDay)).toEqual({ skipped: 'no quotation is published on what was subscribed to' });
  });
});

describe('on the shipped story, day by day', () => {
  const FIRST = new Date('2026-11-24T08:00:00.000Z');

  /** So many mornings of a channel after it has had each quotation once; what each post cited, or why there was none. */
  async function mornings(more: number, options: DigestOptions): Promise<{ days: string[]; all: string[] }> {
    const time = virtualTime(new Date(FIRST.getTime() - 3_600_000));
    const engine = await openEngine({ memory: true, storiesDir: 'stories', log: createLog('silent'), now: time.now });
    onTestFinished(() => engine.close());
    const all = engine.library().stories.flatMap(({ quotes }) => quotes.map(({ ref }) => ref));
    const outlet = fakeOutlet(time.clock, { perSecond: Infinity, channelGapMs: 0 });
    await engine.storage.subscriptions.add(
      aSubscription({
        digest: 'quote-of-the-day',
        options,
        zone: 'Europe/Berlin',
        createdAt: time.now().toISOString(),
        dueAt: FIRST.toISOString(),
      }),
    );
    const deliveries = await startDeliveries({
      ...time,
      parts: engine.digestParts,
      storage: engine.storage,
      outlets: [outlet],
      log: createLog('silent'),
    });
    for (let day = 0; day < all.length + more; day += 1) {
      await time.advanceTo(new Date(FIRST.getTime() + day * DAY));
      await deliveries.tick();
      await deliveries.idle();
    }
    await deliveries.close();
    const rows = (await engine.storage.ledger.history({ most: 100 })).reverse();
    const days = await Promise.all(
      rows.map(async ({ id, state, says }) =>
        state === 'sent' ? ((await engine.storage.ledger.find(id))?.items.join() ?? '') : `${state}: ${says}`,
      ),
    );
    return { days, all };
  }

  test('as many mornings as there are quotations bring each of them, and then there is silence with its reason', async () => {
    const { days, all } = await mornings(2, {});
    expect(all.length).toBeGreaterThanOrEqual(17);
    expect(new Set(days.slice(0, all.length))).toEqual(new Set(all));
    expect(days.slice(all.length)).toEqual(
      Array.from({ length: 2 }, () => 'skipped: every quotation was posted here within 60 days'),
    );
  });

  test('who asks for repeats gets the oldest again, in the same order', async () => {
    const { days, all } = await mornings(20, { quiet: 'repeat' });
    expect(days.slice(all.length)).toEqual([...days, ...days].slice(0, 20));
  });

  test('after sixty days they come round', async () => {
    const { days, all } = await mornings(63, {});
    const silent = days.findIndex((day) => day.startsWith('skipped'));
    expect(silent).toBe(all.length);
    const again = days.slice(silent).filter((day) => !day.startsWith('skipped'));
    expect(again).toEqual(days.slice(0, again.length));
    expect(again.length).toBeGreaterThan(0);
    // Sixty days to the second are within sixty days.
    expect(days[60]).toMatch(/^skipped/);
    expect(days[61]).toBe(days[0]);
  });
});
