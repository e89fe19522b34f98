import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/curation/draft.ts';
import { proposeDraft } from '../../src/curation/propose.ts';
import { isArticleWords, publishable } from '../../src/curation/publishable.ts';
import { verifyStory } from '../../src/facts/evidence.ts';
import { FERRY } from './ferry.ts';

const proposal = proposeDraft({ ...FERRY, publisher: 'Quay News' }, { now: new Date('2031-05-09') });
const source = FERRY.text;

/** A draft of which the first facts, so many, are accepted, and no quotation. */
function aDraft(count: number, change: Partial<Draft> = {}): Draft {
  const facts = proposal.facts.map((fact, i) => ({
    ...fact,
    decision: i < count ? ('accepted' as const) : fact.decision,
  }));
  return { ...proposal, facts, ...change };
}

const saysOf = (draft: Draft, limit = 1000) => {
  const result = publishable(draft, source, limit);
  return 'faults' in result ? result.faults.map(({ says }) => says) : [];
};

describe('publishable', () => {
  test('a story of what was accepted, with the people it names', () => {
    const result = publishable(aDraft(3), source, 1000);
    if (!('story' in result)) throw new Error(JSON.stringify(result.faults));
    const { story } = result;
    expect(story.status).toBe('published');
    expect(story.facts.map(({ id }) => id)).toEqual(proposal.facts.slice(0, 3).map(({ id }) => id));
    expect(story.quotes).toEqual([]);
    const used = new Set(story.facts.flatMap(({ people, speaker }) => [...people, speaker]));
    expect(story.people.every(({ id }) => used.has(id))).toBe(true);
    expect(story.people.length).toBeLessThan(proposal.people.length);
    expect(verifyStory(story, source).faults).toEqual([]);
    expect(result.warnings).toEqual([]);
  });

  test('each length takes the best that were accepted', () => {
    const result = publishable(aDraft(5, { lengths: { short: 1, standard: 2, long: 9 } }), source, 1000);
    const accepted = new Set(proposal.facts.slice(0, 5).map(({ id }) => id));
    const order = proposal.order.filter((id) => accepted.has(id));
    expect(result).toMatchObject({
      story: { summary: { short: order.slice(0, 1), standard: order.slice(0, 2), long: order } },
    });
  });

  test('nothing accepted is nothing to publish', () => {
    expect(saysOf(aDraft(0))).toEqual(['Accept a fact at least: a story without facts cannot be published.']);
  });

  test.for(['publisher', 'published'] as const)('the source’s %s must be there', (field) => {
    const draft = aDraft(1, { source: { ...proposal.source, [field]: undefined } });
    const result = publishable(draft, source, 1000);
    expect(result).toMatchObject({ faults: [{ field, says: expect.stringContaining('is missing') as string }] });
  });

  test('an accepted quotation’s speaker must be there; where it stands is said for it', () => {
    const [first] = proposal.quotes;
    if (!first) throw new Error('no quotation');
    const bare = { ...first, context: '', said: '', decision: 'accepted' as const };
    expect(publishable(aDraft(1, { quotes: [bare] }), source, 1000)).toMatchObject({
      story: {
        quotes: [{ context: `From “${proposal.title}”`, said: expect.stringMatching(/^as quoted by ./) as string }],
      },
    });
    const unknown = { ...bare, speaker: undefined };
    expect(publishable(aDraft(1, { quotes: [unknown] }), source, 1000)).toMatchObject({
      faults: [{ item: first.id, field: 'speaker' }],
    });
  });

  test('the article’s words are counted, whatever the draft says of them', () => {
    const facts = aDraft(1).facts.map((fact) => ({ ...fact, isArticleWords: false }));
    const [says] = saysOf(aDraft(1, { facts }), 5);
    expect(says).toMatch(/^Fact “.+” is still in the article’s words; .*5 are allowed/);
    expect(saysOf(aDraft(1, { facts }), 1000)).toEqual([]);
  });

  test('a text that says more than its passage is a warning, not a fault', () => {
    const facts = aDraft(1).facts.map((fact, i) =>
      i === 0
        ? { ...fact, text: 'Eleven ferries sank in the harbour of Lisbon in 1990.', isArticleWords: false }
        : fact,
    );
    const result = publishable(aDraft(1, { facts }), source, 0);
    expect(result).toHaveProperty('story');
    expect(result.warnings).toMatchObject([{ item: facts[0]?.id, field: 'text' }]);
  });

  test('corrections are carried over', () => {
    const corrections = [{ date: '2031-05-10', was: 'Monday', now: 'Tuesday', items: [proposal.facts[0]?.id ?? ''] }];
    expect(publishable(aDraft(1, { corrections }), source, 1000)).toMatchObject({ story: { corrections } });
  });

  test('what the schema refuses is told of its item', () => {
    const facts = aDraft(1).facts.map((fact) => ({ ...fact, text: `${'Ferry '.repeat(90)}.` }));
    expect(saysOf(aDraft(1, { facts }))[0]).toMatch(/^“.+”: its text is longer than 500 characters\.$/);
  });
});

describe('isArticleWords', () => {
  test.for([
    ['nine words in a row', 'The ferry across Lake Orm sailed again on Tuesday, it is said.', true],
    ['eight', 'The ferry across Lake Orm sailed again on a day in May.', false],
    ['case and marks aside', 'the FERRY across Lake Orm — sailed again, on Tuesday', true],
    [
      'between quotation marks',
      'Rask said: “We waited four winters for this ferry. Nobody will drive around the lake again.”',
      false,
    ],
    ['nothing', '', false],
  ] as const)('%s', ([, text, own]) => {
    expect(
      isArticleWords(text, `${source} We waited four winters for this ferry. Nobody will drive around the lake again.`),
    ).toBe(own);
  });
});
