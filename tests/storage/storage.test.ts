import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/facts/evidence.ts';
import { aStory } from '../support/builders.ts';
import { BACKENDS } from './backends.ts';

const BY = { author: 'ed', note: 'first draft' };

describe.each(BACKENDS)('storage on $name', ({ open }) => {
  describe('revisions', () => {
    test('a published story is given back as it was', async () => {
      await using opened = await open();
      expect(await opened.storage.revise({ story: aStory(), ...BY })).toEqual({ number: 1, changed: true });
      expect(await opened.storage.published()).toEqual([{ story: aStory(), revision: 1 }]);
    });

    test('the same content again adds nothing, in whatever order its keys stand', async () => {
      await using opened = await open();
      const story = aStory();
      await opened.storage.revise({ story, ...BY });
      const { slug, title, ...rest } = story;
      expect(await opened.storage.revise({ story: { ...rest, title, slug }, ...BY })).toEqual({
        number: 1,
        changed: false,
      });
      expect(await opened.storage.revisions(story.slug)).toHaveLength(1);
    });

    test('an earlier content again is a revision of its own', async () => {
      await using opened = await open();
      for (const title of ['One', 'Two', 'One']) await opened.storage.revise({ story: aStory({ title }), ...BY });
      expect(await opened.storage.published()).toMatchObject([{ revision: 3, story: { title: 'One' } }]);
    });

    test.for(['draft', 'retracted'])('a newest revision that is %s takes the story out', async (status) => {
      await using opened = await open();
      await opened.storage.revise({ story: aStory(), ...BY });
      await opened.storage.revise({ story: aStory({ status }), ...BY });
      expect(await opened.storage.published()).toEqual([]);
      expect(await opened.storage.newest()).toMatchObject([{ number: 2, status }]);
    });

    test('the history is listed oldest first, with author, note and time', async () => {
      const times = ['2031-05-06T07:00:00.000Z', '2031-05-07T08:00:00.000Z'];
      let now = 0;
      await using opened = await open(() => new Date(times[now++] ?? ''));
      await opened.storage.revise({ story: aStory(), author: 'ed', note: 'first' });
      await opened.storage.revise({ story: aStory({ status: 'retracted' }), author: 'flo', note: 'wrong bridge' });
      expect(await opened.storage.revisions('harbour-bridge')).toEqual([
        { slug: 'harbour-bridge', number: 1, status: 'published', author: 'ed', note: 'first', at: times[0] },
        { slug: 'harbour-bridge', number: 2, status: 'retracted', author: 'flo', note: 'wrong bridge', at: times[1] },
      ]);
      expect(await opened.storage.revisions('no-such')).toEqual([]);
    });

    test('revisions written at the same time are numbered without a gap', async () => {
      await using opened = await open();
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, i) => opened.storage.revise({ story: aStory({ title: `Take ${i}` }), ...BY })),
      );
      expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
    });

    test('stories are listed by slug', async () => {
      await using opened = await open();
      for (const slug of ['b', 'c', 'a']) await opened.storage.revise({ story: aStory({ slug }), ...BY });
      expect((await opened.storage.published()).map(({ story }) => story.slug)).toEqual(['a', 'b', 'c']);
    });
  });

  test('the file of a story is the one it was last imported from, also where its content stayed', async () => {
    await using opened = await open();
    const story = aStory();
    await opened.storage.revise({ story, ...BY, file: { path: 'bridge.yaml', sha256: 'a'.repeat(64) } });
    await opened.storage.revise({ story, ...BY, file: { path: 'harbour.yaml', sha256: 'b'.repeat(64) } });
    await opened.storage.revise({ story: aStory({ title: 'Edited at the desk' }), ...BY });
    expect(await opened.storage.importedFiles()).toEqual([
      { path: 'harbour.yaml', sha256: 'b'.repeat(64), slug: 'harbour-bridge' },
    ]);
  });

  describe('picks', () => {
    test('nothing is picked of nothing', async () => {
      await using opened = await open();
      expect(await opened.storage.nextPick('c', [])).toBeUndefined();
    });

    test('new refs come first, then the one had longest ago', async () => {
      await using opened = await open();
      const pick = (...refs: string[]) => opened.storage.nextPick('c', refs);
      expect([
        await pick('a', 'b'),
        await pick('a', 'b'),
        await pick('a', 'b', 'new'),
        await pick('b', 'a'),
        await pick('b', 'a'),
      ]).toEqual(['a', 'b', 'new', 'a', 'b']);
    });

    test('picks made at the same time are all different', async () => {
      await using opened = await open();
      const refs = Array.from({ length: 10 }, (_, i) => `r${i}`);
      const picked = await Promise.all(refs.map(() => opened.storage.nextPick('c', refs)));
      expect(new Set(picked)).toEqual(new Set(refs));
    });

    test('more refs than a statement takes parameters', async () => {
      await using opened = await open();
      const refs = Array.from({ length: 70_000 }, (_, i) => `r${i}`);
      expect([await opened.storage.nextPick('c', refs), await opened.storage.nextPick('c', refs)]).toEqual([
        'r0',
        'r1',
      ]);
    });

    test('what channels named so had longer ago than asked is forgotten, and nothing else', async () => {
      let now = new Date('2031-05-01T12:00:00Z');
      await using opened = await open(() => now);
      const pick = (channel: string) => opened.storage.nextPick(channel, ['a', 'b', 'c']);
      for (const channel of ['web:x', 'web:y', 'webhook', 'slack:C1']) await pick(channel);
      now = new Date('2031-05-20T12:00:00Z');
      await pick('web:y');
      now = new Date('2031-05-31T12:00:00Z');
      expect(await opened.storage.forgetPicks('web:', 30)).toBe(0); // thirty days to the second are not more
      now = new Date('2031-05-31T12:00:01Z');
      expect(await opened.storage.forgetPicks('web:', 30)).toBe(2);
      expect(await opened.storage.forgetPicks('web:', 30)).toBe(0);
      expect(await Promise.all(['web:x', 'web:y', 'webhook', 'slack:C1'].map(pick))).toEqual(['a', 'a', 'b', 'b']);
      expect([await pick('web:y'), await pick('web:y')]).toEqual(['c', 'b']); // the b of 20 May is still the older one
    });

    test('each channel walks through all before any repeats, however channels and lists interleave', async () => {
      const call = fc.record({
        channel: fc.constantFrom('a', 'b', 'ü'),
        refs: fc.uniqueArray(fc.constantFrom<string>('1', '2', '3', '4', '5', '6'), { minLength: 1 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
          await using opened = await open();
          const had = new Map<string, string[]>(); // by channel, oldest first
          for (const { channel, refs } of calls) {
            const before = had.get(channel) ?? [];
            const fresh = refs.find((ref) => !before.includes(ref));
            const expected = fresh ?? before.find((ref) => refs.includes(ref));
            expect(await opened.storage.nextPick(channel, refs)).toBe(expected);
            had.set(channel, [
              ...before.filter((ref) => ref !== expected),
              ...(expected === undefined ? [] : [expected]),
            ]);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('what buttons stand for', () => {
    test('is given back by its id, and an unknown id finds nothing', async () => {
      await using opened = await open();
      await opened.storage.keep([
        { id: 'a', value: '{"line":"/quote “Havrén”"}' },
        { id: 'b', value: '' },
      ]);
      await opened.storage.keep([]);
      expect([await opened.storage.kept('a'), await opened.storage.kept('b'), await opened.storage.kept('c')]).toEqual([
        '{"line":"/quote “Havrén”"}',
        '',
        undefined,
      ]);
    });

    test('is forgotten once it was not kept for so long', async () => {
      let now = new Date('2031-05-01T12:00:00Z');
      await using opened = await open(() => now);
      await opened.storage.keep([
        { id: 'once', value: 'x' },
        { id: 'again', value: 'y' },
      ]);
      now = new Date('2031-05-20T12:00:00Z');
      await opened.storage.keep([{ id: 'again', value: 'y' }]);
      now = new Date('2031-05-31T12:00:01Z');
      expect(await opened.storage.forgetKept(30)).toBe(1);
      expect([await opened.storage.kept('once'), await opened.storage.kept('again')]).toEqual([undefined, 'y']);
    });
  });

  describe('what was seen', () => {
    test('is new once, also of many at the same time', async () => {
      await using opened = await open();
      const times = await Promise.all(Array.from({ length: 10 }, () => opened.storage.firstTime('slack:Ev1')));
      expect(times.filter(Boolean)).toHaveLength(1);
      expect([await opened.storage.firstTime('slack:Ev1'), await opened.storage.firstTime('slack:Ev2')]).toEqual([
        false,
        true,
      ]);
    });

    test('is new again once it is forgotten', async () => {
      let now = new Date('2031-05-01T12:00:00Z');
      await using opened = await open(() => now);
      await opened.storage.firstTime('slack:Ev1');
      now = new Date('2031-05-03T12:00:01Z');
      await opened.storage.firstTime('slack:Ev2');
      expect(await opened.storage.forgetSeen(2)).toBe(1);
      expect([await opened.storage.firstTime('slack:Ev1'), await opened.storage.firstTime('slack:Ev2')]).toEqual([
        true,
        false,
      ]);
    });
  });

  describe('calls of the model', () => {
    const LIMITS = { perDay: 5, perPerson: 2 };

    test('are granted until the person’s or the day’s are spent, and anew the next day', async () => {
      let now = new Date('2031-05-01T23:59:00Z');
      await using opened = await open(() => now);
      const spend = (person: string) => opened.storage.spendModelCall(person, LIMITS);
      const told: string[] = [];
      for (const person of ['ann', 'ann', 'ann', 'bob', 'bob', 'cid', 'dan']) told.push(await spend(person));
      expect(told).toEqual(['granted', 'granted', 'person_spent', 'granted', 'granted', 'granted', 'day_spent']);
      now = new Date('2031-05-02T00:00:00Z');
      expect(await spend('ann')).toBe('granted');
    });

    test('that brought no answer are taken back', async () => {
      await using opened = await open();
      const { storage } = opened;
      await storage.returnModelCall('ann');
      for (const person of ['ann', 'ann']) await storage.spendModelCall(person, LIMITS);
      expect(await storage.spendModelCall('ann', LIMITS)).toBe('person_spent');
      await storage.returnModelCall('ann');
      expect(await storage.spendModelCall('ann', LIMITS)).toBe('granted');
    });

    test('made at the same time take no more than there are', async () => {
      await using opened = await open();
      const told = await Promise.all(
        Array.from({ length: 20 }, (_, i) => opened.storage.spendModelCall(`person ${i}`, LIMITS)),
      );
      expect(told.filter((each) => each === 'granted')).toHaveLength(5);
    });

    test('are forgotten day by day', async () => {
      let now = new Date('2031-05-01T12:00:00Z');
      await using opened = await open(() => now);
      await opened.storage.spendModelCall('ann', LIMITS);
      now = new Date('2031-05-03T12:00:00Z');
      await opened.storage.spendModelCall('ann', LIMITS);
      expect(await opened.storage.forgetModelCalls(1)).toBe(1);
      expect(await opened.storage.forgetModelCalls(1)).toBe(0);
    });
  });

  describe('vectors', () => {
    test('are given back for the texts asked about, as first saved, each model’s its own', async () => {
      await using opened = await open();
      const { vectors } = opened.storage;
      const many = Array.from({ length: 1200 }, (_, i) => ({ hash: `h${i}`, vector: `v${i}` }));
      await vectors.save('small', many);
      await vectors.save('small', [{ hash: 'h1', vector: 'other' }]);
      await vectors.save('large', [{ hash: 'h1', vector: 'large' }]);
      await vectors.save('small', []);
      const found = await vectors.find('small', [...many.map(({ hash }) => hash), 'none']);
      expect(found.toSorted((a, b) => a.hash.localeCompare(b.hash, 'en', { numeric: true }))).toEqual(many);
      expect(await vectors.find('small', [])).toEqual([]);
    });

    test('of texts that are gone, and of a model that is no longer used, are deleted', async () => {
      await using opened = await open();
      const { vectors } = opened.storage;
      await vectors.save('old', [{ hash: 'a', vector: 'x' }]);
      await vectors.save('new', [
        { hash: 'a', vector: 'x' },
        { hash: 'b', vector: 'y' },
      ]);
      expect(await vectors.keepOnly('new', ['b'])).toBe(2);
      expect(await vectors.find('new', ['a', 'b'])).toEqual([{ hash: 'b', vector: 'y' }]);
      expect(await vectors.find('old', ['a'])).toEqual([]);
    });
  });

  test('installations are put, replaced, listed and deleted', async () => {
    await using opened = await open();
    const { storage } = opened;
    await storage.putInstallation('slack:T2', '{"token":"1"}');
    await storage.putInstallation('slack:T1', '{"token":"2"}');
    await storage.putInstallation('slack:T2', '{"token":"3"}');
    expect(await storage.installations()).toEqual([
      { id: 'slack:T1', value: '{"token":"2"}' },
      { id: 'slack:T2', value: '{"token":"3"}' },
    ]);
    await storage.deleteInstallation('slack:T2');
    await storage.deleteInstallation('slack:T2');
    expect([await storage.installation('slack:T1'), await storage.installation('slack:T2')]).toEqual([
      '{"token":"2"}',
      undefined,
    ]);
  });

  describe('source texts', () => {
    test.for(['plain', 'naïve “quotes” 中国 🐉', "it's; drop table revisions; --", 'a\u0000b', ''])(
      '%j is given back as it was',
      async (text) => {
        await using opened = await open();
        await opened.storage.putSourceText(sha256(text), text);
        await opened.storage.putSourceText(sha256(text), text);
        expect(await opened.storage.sourceText(sha256(text))).toBe(text);
      },
    );

    test('a text under another text’s hash is refused, and an unknown hash finds nothing', async () => {
      await using opened = await open();
      await expect(opened.storage.putSourceText(sha256('a'), 'b')).rejects.toThrow('does not have the hash');
      expect(await opened.storage.sourceText(sha256('a'))).toBeUndefined();
    });
  });

  test('closing waits for what is under way, and may be asked for twice', async () => {
    await using opened = await open();
    const revised = opened.storage.revise({ story: aStory(), ...BY });
    await Promise.all([opened.storage.close(), opened.storage.close()]);
    expect(await revised).toEqual({ number: 1, changed: true });
    await expect(opened.storage.published()).rejects.toThrow('not open');
  });
});
