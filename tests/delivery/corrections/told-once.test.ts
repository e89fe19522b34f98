import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startDeliveries, type Deliveries } from '../../../src/delivery/deliveries.ts';
import { deliveryId } from '../../../src/delivery/ledger.ts';
import { defineDigest } from '../../../src/digest.ts';
import { changesIn, type StoryRevision } from '../../../src/facts/changes.ts';
import type { Library } from '../../../src/facts/library.ts';
import type { Correction, Story } from '../../../src/facts/story.ts';
import { createLog } from '../../../src/log.ts';
import { paragraph, post, type Reply } from '../../../src/reply.ts';
import { openStorage } from '../../../src/storage/open.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { aLibrary, aStory } from '../../support/builders.ts';
import { aSubscription, fakeOutlet, OutletFault, type FakeOutlet } from '../../support/delivery.ts';
import { textOf } from '../../support/run.ts';
import { virtualTime, type VirtualTime } from '../../support/virtual-time.ts';
import { startCitations } from '../../../src/facts/cite.ts';

const NINE = new Date('2031-05-06T09:00:00.000Z');
const FIGURE: Correction = {
  date: '2031-05-06',
  was: 'It cost 42 million.',
  now: 'It cost 52 million.',
  items: ['cost'],
};

let time: VirtualTime;
let storage: Storage;
let outlet: FakeOutlet;
let history: StoryRevision[];
let library: Library;

beforeEach(async () => {
  time = virtualTime(NINE);
  storage = await openStorage({ memory: true }, time.now);
  onTestFinished(() => storage.close());
  outlet = fakeOutlet(time.clock, { perSecond: Infinity, channelGapMs: 0 });
  history = [];
  publish(aStory(), '2031-05-01T00:00:00.000Z');
});

function publish(story: Story, at = time.now().toISOString()): void {
  history.push({ slug: story.slug, at, story });
  library = aLibrary(...(story.status === 'published' ? [story] : [aStory({ slug: 'ferry', title: 'The ferry' })]));
}

const correctedStory = (...corrections: Correction[]) =>
  aStory({
    corrections,
    facts: aStory().facts.map((fact) =>
      fact.id === 'cost' ? { ...fact, text: 'The work cost 52 million crowns.' } : fact,
    ),
  });

/** What tells the cost, as the library has it. */
function theCost(): Reply {
  const cites = startCitations();
  const { found } = library.item('harbour-bridge/cost');
  if (!found) return post({ blocks: [paragraph('Nothing of the kind.')] });
  return post({ blocks: [paragraph(`${found.text} `, cites.mark(found))], citations: cites.list });
}

const DIGEST = defineDigest({ name: 'morning', description: 'm', cron: '0 9 * * *', build: async () => theCost() });

const changes = () => ({ list: changesIn(history), knownUntil: history.at(-1)?.at ?? '' });

async function start(outlets = [outlet]): Promise<Deliveries> {
  const deliveries = await startDeliveries({
    ...time,
    parts: { digests: [DIGEST], commands: [], library: () => library, changes },
    storage,
    outlets,
    log: createLog('silent'),
    random: () => 0,
  });
  onTestFinished(async () => {
    const closed = deliveries.close();
    await time.advance(10_000);
    await closed;
  });
  return deliveries;
}

/** A digest in each of so many channels. */
async function digests(deliveries: Deliveries, many: number): Promise<void> {
  for (let i = 0; i < many; i += 1)
    await storage.subscriptions.add(
      aSubscription({ id: `s${i}`, place: { platform: 'slack', workspace: 'T1', channel: `C${i}` } }),
    );
  await tick(deliveries);
}

async function tick(deliveries: Deliveries): Promise<void> {
  await deliveries.tick();
  await time.settle();
  await deliveries.idle();
}

/** The reply of a command in a channel of its own. */
function replied(message: string, reply: Reply = { ...theCost(), knownUntil: changes().knownUntil }) {
  const place = { platform: 'slack' as const, workspace: 'T1', channel: `C-${message}`, thread: '17.1' };
  return storage.posted.record([{ place, message, reply }]);
}

const notices = () => outlet.messages.filter(({ beneath }) => beneath !== undefined);
const told = () => notices().map(({ channel, beneath }) => [channel, beneath]);
const states = async () => (await storage.ledger.tally()).map(({ kind, state, count }) => [kind, state, count]);

describe('a correction', () => {
  test('is told beneath every message that told the item, once each, and every message is edited', async () => {
    const deliveries = await start();
    await digests(deliveries, 3);
    await replied('r1');
    await replied('r2', { ...post({ blocks: [paragraph('Of something else.')] }), tells: ['harbour-bridge/opening'] });
    await time.advance(60_000);
    publish(correctedStory(FIGURE));
    await tick(deliveries);
    const first = outlet.messages.slice(0, 3).map(({ channel }, i) => [channel, `m${i + 1}`]);
    expect(new Set(told().map(String))).toEqual(new Set([['C-r1', 'r1'], ...first].map(String)));
    expect(told()).toHaveLength(4);
    expect(textOf(notices()[0]?.reply ?? theCost())).toContain(
      'It cost 52 million. (It had said: It cost 42 million.)',
    );
    expect(outlet.edits.map(({ message }) => message)).toEqual(expect.arrayContaining(['m1', 'm2', 'm3', 'r1']));
    for (const { reply } of outlet.edits)
      expect(textOf(reply)).toContain('52 million crowns. (corrected on 6 May 2031)');
    await time.advance(60_000);
    await tick(deliveries);
    expect([notices().length, outlet.edits.length]).toEqual([4, 4]);
    expect(
      (await storage.ledger.find((await storage.ledger.history({ most: 1 }))[0]?.id ?? ''))?.subscription,
    ).toBeUndefined();
  });

  test('that follows another is told too, and the edit folds both from what was posted', async () => {
    const deliveries = await start();
    await replied('r1');
    await time.advance(1000);
    publish(correctedStory(FIGURE));
    await tick(deliveries);
    await time.advance(1000);
    publish(aStory({ status: 'retracted' }));
    await tick(deliveries);
    expect(told()).toEqual([
      ['C-r1', 'r1'],
      ['C-r1', 'r1'],
    ]);
    expect(outlet.edits.map(({ reply }) => textOf(reply))).toEqual([
      'The work cost 52 million crowns. (corrected on 6 May 2031) ',
      '[Withdrawn on 6 May 2031.] ',
    ]);
  });

  test('reaches what was made before it and recorded after', async () => {
    const deliveries = await start();
    const old = { ...theCost(), knownUntil: changes().knownUntil };
    await time.advance(1000);
    publish(correctedStory(FIGURE));
    await tick(deliveries);
    await time.advance(30_000);
    await replied('late', old);
    await replied('new');
    await tick(deliveries);
    await tick(deliveries);
    expect(told()).toEqual([['C-late', 'late']]);
  });

  test('stops nothing where a channel is closed or a message is gone', async () => {
    const deliveries = await start();
    await digests(deliveries, 2);
    outlet.onPost = ({ place }) => (place.channel === 'C0' ? new OutletFault({ kind: 'closed' }) : undefined);
    outlet.onEdit = ({ message }) =>
      message === 'm2' ? new OutletFault({ kind: 'refused', says: 'it is gone' }) : undefined;
    await time.advance(1000);
    publish(correctedStory(FIGURE));
    await tick(deliveries);
    expect(await states()).toEqual(
      expect.arrayContaining([
        ['correction', 'failed', 1],
        ['correction', 'sent', 1],
        ['edit', 'failed', 1],
        ['edit', 'sent', 1],
      ]),
    );
    expect((await storage.subscriptions.list()).map(({ paused }) => paused)).toEqual([undefined, undefined]);
  });

  test('in doubt is looked for beneath its message, and not told twice', async () => {
    const deliveries = await start();
    await replied('r1');
    outlet.onPost = (_, attempt) => (attempt === 1 ? new OutletFault({ kind: 'passing' }, true) : undefined);
    await time.advance(1000);
    publish(correctedStory(FIGURE));
    await tick(deliveries);
    await time.advance(60_000);
    await tick(deliveries);
    expect(told()).toHaveLength(1);
    expect(await states()).toContainEqual(['correction', 'sent', 1]);
  });

  test.for(['add', 'advance'] as const)('that breaks off at its %s goes on where it was', async (at) => {
    const { corrections } = storage;
    for (let i = 0; i < 3; i += 1) await replied(`r${i}`);
    await time.advance(1000);
    publish(correctedStory(FIGURE));
    let left = 1;
    const broken = {
      ...corrections,
      [at]: async (...given: never[]) => {
        if (at === 'add') await (corrections.add as (...all: never[]) => Promise<unknown>)(...given);
        if (left-- > 0) throw new Error('killed');
        return (corrections[at] as (...all: never[]) => Promise<unknown>)(...given);
      },
    };
    storage = { ...storage, corrections: broken };
    const deliveries = await start();
    await tick(deliveries);
    await tick(deliveries);
    expect(told()).toHaveLength(3);
  });
});

describe('a digest that waits', () => {
  test('with what was taken back is made anew before it is posted', async () => {
    outlet.ready = false;
    const deliveries = await start();
    outlet.onPost = () => new OutletFault({ kind: 'passing' });
    outlet.ready = true;
    await digests(deliveries, 1);
    outlet.onPost = () => undefined;
    publish(correctedStory(FIGURE));
    await time.advance(60_000);
    await tick(deliveries);
    expect(outlet.messages.map(({ reply }) => textOf(reply))).toEqual([expect.stringContaining('52 million crowns')]);
    await tick(deliveries);
    expect([notices(), outlet.edits]).toEqual([[], []]);
    const id = deliveryId('s0', NINE.toISOString(), 'scheduled');
    expect((await storage.ledger.find(id))?.content).toEqual(outlet.messages[0]?.reply);
  });

  test('in doubt that is there after all is corrected where it stands', async () => {
    const deliveries = await start();
    outlet.onPost = (_, attempt) => (attempt === 1 ? new OutletFault({ kind: 'passing' }, true) : undefined);
    await digests(deliveries, 1);
    publish(correctedStory(FIGURE));
    await time.advance(60_000);
    await tick(deliveries);
    await tick(deliveries);
    expect(told()).toEqual([['C0', 'm1']]);
    expect(outlet.edits).toHaveLength(1);
  });
});
