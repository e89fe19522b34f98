import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesIn, changesSince, type StoryRevision } from '../../src/facts/changes.ts';

const correction = (was: string) => ({ date: '2031-05-07', was, now: 'The right figure.', items: ['cost'] });
const at = (n: number) => new Date(Date.UTC(2031, 4, 1) + n * 60_000).toISOString();

/** A history of one story, a revision a minute. */
function aHistory(...revisions: Partial<StoryRevision['story']>[]): StoryRevision[] {
  return revisions.map((story, n) => ({
    slug: 'bridge',
    at: at(n),
    story: { status: 'published', title: 'The bridge', topics: ['transport'], corrections: [], ...story },
  }));
}

const kinds = (history: readonly StoryRevision[]) => changesIn(history).map(({ kind, at }) => [kind, at]);

describe('what readers hear of', () => {
  test('is the first publication, with its title and instant', () => {
    expect(changesIn(aHistory({}))).toEqual([
      { kind: 'published', slug: 'bridge', title: 'The bridge', topics: ['transport'], at: at(0), corrections: [] },
    ]);
  });

  test('is a correction, with what is new of it', () => {
    const [first, second] = [correction('one'), correction('two')];
    const changes = changesIn(aHistory({}, { corrections: [first] }, { corrections: [first, second] }));
    expect(changes.map(({ kind, corrections }) => [kind, corrections])).toEqual([
      ['published', []],
      ['corrected', [first]],
      ['corrected', [second]],
    ]);
  });

  test('is neither a better wording nor a draft, nor corrections that it was published with', () => {
    expect(kinds(aHistory({ status: 'draft' }))).toEqual([]);
    expect(kinds(aHistory({ status: 'draft' }, {}, { title: 'A bridge' }))).toEqual([['published', at(1)]]);
    expect(changesIn(aHistory({ corrections: [correction('one')] }))).toMatchObject([
      { kind: 'published', corrections: [] },
    ]);
  });

  test('is a withdrawal of what was published, once, and a return', () => {
    expect(kinds(aHistory({ status: 'retracted' }))).toEqual([]);
    expect(kinds(aHistory({ status: 'draft' }, { status: 'retracted' }))).toEqual([]);
    expect(kinds(aHistory({}, { status: 'retracted' }, { status: 'retracted' }, {}))).toEqual([
      ['published', at(0)],
      ['retracted', at(1)],
      ['published', at(3)],
    ]);
  });

  test('is told of each story by itself', () => {
    const other = aHistory({}).map((revision) => ({ ...revision, slug: 'harbour' }));
    expect(changesIn([...aHistory({}), ...other]).map(({ slug }) => slug)).toEqual(['bridge', 'harbour']);
  });
});

describe('since an instant', () => {
  const changes = changesIn(
    aHistory({}, { corrections: [correction('one')] }, { corrections: [correction('one'), correction('two')] }),
  );

  test('what was published and corrected since is new, with its corrections and the latest instant', () => {
    expect(changesSince(changes, '')).toMatchObject([
      { kind: 'published', at: at(2), corrections: [{ was: 'one' }, { was: 'two' }] },
    ]);
  });

  test('what was known before is corrected, and the instant itself is not since', () => {
    expect(changesSince(changes, at(0))).toMatchObject([
      { kind: 'corrected', corrections: [{ was: 'one' }, { was: 'two' }] },
    ]);
    expect(changesSince(changes, at(1))).toMatchObject([{ kind: 'corrected', corrections: [{ was: 'two' }] }]);
    expect(changesSince(changes, at(2))).toEqual([]);
  });

  test('what was withdrawn is nothing else, and what came back is published', () => {
    const gone = changesIn(aHistory({}, { corrections: [correction('one')] }, { status: 'retracted' }));
    expect(changesSince(gone, '')).toMatchObject([{ kind: 'retracted', corrections: [] }]);
    const back = changesIn(aHistory({}, { status: 'retracted' }, {}));
    expect(changesSince(back, at(0))).toMatchObject([{ kind: 'published', at: at(2) }]);
  });

  test('there is one entry a story, the newest first, and nothing from before', () => {
    const status = fc.constantFrom('draft' as const, 'published' as const, 'retracted' as const);
    const revision = fc.record({ slug: fc.constantFrom('a', 'b', 'c'), status, corrected: fc.boolean() });
    fc.assert(
      fc.property(fc.array(revision, { maxLength: 25 }), fc.integer({ min: -1, max: 25 }), (list, since) => {
        const history = list.map(({ slug, status, corrected }, n) => ({
          slug,
          at: at(n),
          story: { status, title: slug, topics: ['transport'], corrections: corrected ? [correction(String(n))] : [] },
        }));
        const found = changesSince(changesIn(history), at(since));
        expect(new Set(found.map(({ slug }) => slug)).size).toBe(found.length);
        expect(found.map((change) => change.at)).toEqual(
          found.map((change) => change.at).toSorted((a, b) => (a < b ? 1 : -1)),
        );
        for (const { at: instant, kind, slug } of found) {
          expect(instant > at(since)).toBe(true);
          const { story } = history.findLast((each) => each.slug === slug && each.at <= instant) ?? {};
          expect(story?.status).toBe(kind === 'retracted' ? 'retracted' : 'published');
        }
      }),
    );
  });
});
