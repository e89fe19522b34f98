import { expect, test } from 'vitest';
import weeklyRecap from '../../digests/weekly-recap.ts';
import { aStory } from '../support/builders.ts';
import { BRIDGE, build, corrected, daysBefore, FERRY, tellDigest, withdrawn } from '../support/delivery-digest.ts';

const weekOf = (days: number) => ({
  history: [{ ...BRIDGE, at: daysBefore(days) }],
  posted: [{ knownUntil: daysBefore(7) }],
});
const shown = (items: string[], days = 1) => ({ items, sentAt: daysBefore(days) });

test('the week’s stories are told by their lead, with a source each', async () => {
  const reply = await build(weeklyRecap, { history: [FERRY, BRIDGE] });
  expect(reply).toMatchObject({
    title: 'Weekly recap, Mon 12 May, 09:00 CEST',
    citations: [{ item: 'harbour-bridge/opening' }],
    actions: [
      { label: 'Full summary', command: '/summary harbour-bridge long' },
      { label: 'All stories', command: '/stories' },
    ],
  });
  const told = await tellDigest(weeklyRecap, { history: [FERRY, BRIDGE] });
  expect(told).toContain('1 new story');
  expect(told).toContain('Port Ansel reopens its bridge (The Ansel Courier, 6 May 2031). Mira Vale reopened');
  expect(told).not.toContain('ferry');
});

test('a week is seven days, or longer since the last recap', async () => {
  expect(await tellDigest(weeklyRecap, weekOf(6.9))).toContain('1 new story');
  expect(await tellDigest(weeklyRecap, weekOf(7.1))).toMatch(/^nothing:/);
  expect(await tellDigest(weeklyRecap, { ...weekOf(7.1), posted: [{ knownUntil: daysBefore(7.2) }] })).toContain(
    '1 new story',
  );
});

test('the facts that were shown most are counted, of equals the more important first, five at most', async () => {
  const history = [FERRY, { ...BRIDGE, at: daysBefore(30) }];
  const posted = [
    shown(['harbour-bridge/piers', 'harbour-bridge/cost']),
    shown(['harbour-bridge/piers', 'harbour-bridge/opening', 'gone/x'], 2),
    shown(['harbour-bridge/cost'], 8),
  ];
  const told = await tellDigest(weeklyRecap, { history, posted });
  expect(told.replaceAll(/ +/g, ' ').split('\n').slice(1)).toEqual([
    'Shown most here',
    'Tomás Quillón said that the old piers were too weak for trams. 2 times',
    'Mira Vale reopened the harbour bridge of Port Ansel on 6 May 2031. 1 time',
    'The city treasury puts the cost of the work at 42 million crowns. 1 time',
  ]);
  const all = ['opening', 'cost', 'piers'].flatMap((id) => [`harbour-bridge/${id}`, `ferry/${id}`]);
  expect(await build(weeklyRecap, { history, posted: [shown(all)] })).toMatchObject({ citations: { length: 5 } });
});

test('what was corrected and withdrawn in the week is told', async () => {
  const bridge = { ...BRIDGE, at: daysBefore(30) };
  const fixed = await tellDigest(weeklyRecap, { history: [bridge, corrected(daysBefore(3))] });
  expect(fixed).toContain('It cost 42 million crowns. (It had said: It cost 24 million crowns.)');
  const gone = await tellDigest(weeklyRecap, { history: [FERRY, bridge, withdrawn(daysBefore(3))] });
  expect(gone).toContain('is withdrawn');
});

test('a quiet week is silent with its reason, or tells one from the store where that is wanted', async () => {
  const history = [FERRY];
  expect(await build(weeklyRecap, { history })).toEqual({
    skipped: 'in this week nothing was published, shown or corrected',
  });
  const told = await tellDigest(weeklyRecap, { history, options: { quiet: 'repeat' } });
  expect(told).toContain('A quiet week. From the store:');
  expect(told).toContain('The ferry sails again');
  expect(await tellDigest(weeklyRecap, { options: { quiet: 'repeat' } })).toMatch(/^nothing:/);
});

test('about one story or topic there is nothing of others', async () => {
  const other = { at: daysBefore(1), story: aStory({ slug: 'harbour', title: 'The harbour grows', topics: ['sea'] }) };
  for (const options of [{ story: 'harbour' }, { topic: 'sea' }]) {
    const told = await tellDigest(weeklyRecap, { history: [BRIDGE, other], options });
    expect(told).toContain('1 new story');
    expect(told).toContain('The harbour grows');
    expect(told).not.toContain('Port Ansel reopens its bridge');
  }
});
