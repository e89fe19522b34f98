import { describe, expect, test } from 'vitest';
import dailyBrief from '../../digests/daily-brief.ts';
import { aStory } from '../support/builders.ts';
import { BRIDGE, build, corrected, daysBefore, FERRY, tellDigest, withdrawn } from '../support/delivery-digest.ts';

const NEW = 'Port Ansel reopens its bridge';
const NOTHING_NEW = 'Nothing is new since the last brief. From the store:';

describe('since the last brief', () => {
  test('what was published is told in short, with its sources and a way to more', async () => {
    const reply = await build(dailyBrief, { history: [FERRY, BRIDGE] });
    expect(reply).toMatchObject({
      title: 'Daily brief, Mon 12 May, 09:00 CEST',
      citations: [{ item: 'harbour-bridge/opening', number: 1 }],
      actions: [{ label: 'Full summary', command: '/summary harbour-bridge long' }],
      visibility: 'channel',
    });
    const told = await tellDigest(dailyBrief, { history: [FERRY, BRIDGE] });
    expect(told).toContain('Mira Vale reopened the harbour bridge of Port Ansel on 6 May 2031.');
    expect(told).not.toContain('ferry');
  });

  test('what the last brief knew is not told again, and what it did not know is', async () => {
    const history = [FERRY, BRIDGE];
    expect(await tellDigest(dailyBrief, { history, posted: [{ knownUntil: daysBefore(1) }] })).toContain(NOTHING_NEW);
    expect(await tellDigest(dailyBrief, { history, posted: [{ knownUntil: daysBefore(2.5) }] })).not.toContain(
      NOTHING_NEW,
    );
    // Sent after it was published, by a process that had not read it yet.
    const late = [{ sentAt: daysBefore(1), knownUntil: daysBefore(2.5) }];
    expect(await tellDigest(dailyBrief, { history, posted: late })).toContain(NEW);
  });

  test('what was corrected is told with what it had said and what holds', async () => {
    const history = [BRIDGE, corrected(daysBefore(0.5))];
    const told = await tellDigest(dailyBrief, { history, posted: [{}] });
    expect(told).toContain('It cost 42 million crowns. (It had said: It cost 24 million crowns.)');
    expect(told).not.toContain(NOTHING_NEW);
    expect(await build(dailyBrief, { history, posted: [{}] })).toMatchObject({
      citations: [{ item: 'harbour-bridge/cost' }],
    });
  });

  test('what was withdrawn is named, although its story is no longer there', async () => {
    const history = [FERRY, BRIDGE, withdrawn(daysBefore(0.5))];
    const told = await tellDigest(dailyBrief, { history, posted: [{}] });
    expect(told).toContain(`${NEW} is withdrawn; please do not rely on what it said.`);
  });

  test('of very many new ones five are told, twenty named and the others counted', async () => {
    const history = Array.from({ length: 30 }, (_, i) => ({
      at: daysBefore(2 - i / 100),
      story: aStory({ slug: `s${i}`, title: `Story ${i}` }),
    }));
    const reply = await build(dailyBrief, { history });
    const told = await tellDigest(dailyBrief, { history });
    expect(reply).toMatchObject({ actions: { length: 5 }, citations: { length: 5 } });
    expect(told.match(/From The Ansel Courier/g)).toHaveLength(5);
    expect(told).toContain('Story 29\nFrom'); // the newest first
    expect(told).toContain('and 5 more stories');
  });
});

describe('when nothing is new', () => {
  const history = [FERRY, { ...BRIDGE, at: daysBefore(30) }];

  test('the story that the channel has not had for longest is told, and says that it is not new', async () => {
    const first = await tellDigest(dailyBrief, { history, posted: [{ items: ['harbour-bridge/opening'] }] });
    expect(first).toContain(NOTHING_NEW);
    expect(first).toContain('The ferry sails again');
    const posted = [{ items: ['ferry/opening'] }, { items: ['harbour-bridge/opening'], sentAt: daysBefore(2) }];
    expect(await tellDigest(dailyBrief, { history, posted })).toContain(NEW);
  });

  test('who wants silence gets the reason', async () => {
    expect(await build(dailyBrief, { history, options: { quiet: 'silent' } })).toEqual({
      skipped: 'nothing was published, corrected or withdrawn since the last brief',
    });
  });

  test('without any story there is nothing to tell', async () => {
    expect(await build(dailyBrief)).toEqual({ skipped: 'no story is published on what was subscribed to' });
  });
});

describe('about one thing', () => {
  const harbour = {
    at: daysBefore(1),
    story: aStory({ slug: 'harbour', title: 'The harbour grows', topics: ['sea'] }),
  };

  test('a story: nothing of another, not even that it was withdrawn', async () => {
    const history = [FERRY, BRIDGE, harbour];
    const told = await tellDigest(dailyBrief, { history, options: { story: 'harbour' } });
    expect(told).toContain('The harbour grows');
    expect(told).not.toContain(NEW);
    const gone = [FERRY, BRIDGE, withdrawn(daysBefore(0.5))];
    expect(await tellDigest(dailyBrief, { history: gone, options: { story: 'ferry', quiet: 'silent' } })).toMatch(
      /^nothing:/,
    );
    expect(await tellDigest(dailyBrief, { history: gone, options: { story: 'harbour-bridge' } })).toContain(
      'is withdrawn',
    );
  });

  test('a topic: its stories, and what was withdrawn of them', async () => {
    const history = [FERRY, BRIDGE, harbour];
    const told = await tellDigest(dailyBrief, { history, options: { topic: 'sea' } });
    expect(told).toContain('The harbour grows');
    expect(told).not.toContain(NEW);
    const gone = [FERRY, BRIDGE, withdrawn(daysBefore(0.5))];
    const about = (topic: string) => tellDigest(dailyBrief, { history: gone, posted: [{}], options: { topic } });
    expect(await about('transport')).toContain('is withdrawn');
    expect(await about('sea')).not.toContain('is withdrawn');
    expect(await build(dailyBrief, { history: [BRIDGE], posted: [{}], options: { topic: 'sport' } })).toEqual({
      skipped: 'no story is published on what was subscribed to',
    });
  });
});
