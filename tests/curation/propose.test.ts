import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Draft } from '../../src/curation/draft.ts';
import { proposeDraft } from '../../src/curation/propose.ts';
import { publishable } from '../../src/curation/publishable.ts';
import { normaliseSource, sha256, verifyStory } from '../../src/facts/evidence.ts';
import { FERRY } from './ferry.ts';

const now = new Date('2031-05-09T08:00:00Z');
const draftOf = (text: string, more = {}) => proposeDraft({ title: 'A ferry', text, ...more }, { now });

/** Everything accepted, and what is missing filled in. */
function acceptAll(draft: Draft): Draft {
  const speaker = draft.people[0]?.id;
  return {
    ...draft,
    source: { ...draft.source, publisher: 'The Quay', published: '2031-05-08' },
    facts: draft.facts.map((fact) => ({ ...fact, decision: 'accepted' })),
    quotes: draft.quotes
      .filter((quote) => quote.speaker !== undefined || speaker !== undefined)
      .map((quote) => ({
        ...quote,
        speaker: quote.speaker ?? speaker,
        said: quote.said || 'as quoted by The Quay',
        context: quote.context || 'On ferries',
        decision: 'accepted',
      })),
  };
}

function expectTied(draft: Draft, text: string): void {
  const source = normaliseSource(text);
  for (const item of [...draft.facts, ...draft.quotes])
    for (const { start, end, sha256: hash } of item.evidence) expect(sha256(source.slice(start, end))).toBe(hash);
  for (const { text: words, evidence } of draft.quotes)
    expect(source.slice(evidence[0]?.start, evidence[0]?.end)).toBe(words);
  if (draft.facts.length === 0) return;
  const result = publishable(acceptAll(draft), source, Infinity);
  expect(result).not.toHaveProperty('faults');
  if ('story' in result) expect(verifyStory(result.story, text).faults).toEqual([]);
}

describe('proposeDraft', () => {
  const draft = proposeDraft(FERRY, { now });

  test('is a draft that leaves every decision to the editor', () => {
    expect(Draft.parse(draft)).toEqual(draft);
    expect(new Set([...draft.facts, ...draft.quotes].map(({ decision }) => decision))).toEqual(new Set(['open']));
    expect(draft.facts.every(({ isArticleWords }) => isArticleWords)).toBe(true);
  });

  test('names its source', () => {
    const text = normaliseSource(FERRY.text);
    expect(draft.source).toEqual({
      publisher: 'quay.example',
      title: 'Lake Orm ferry returns after four years',
      author: 'Ida Brandt',
      published: '2031-05-08',
      url: 'https://www.quay.example/ferry',
      sha256: sha256(text),
      length: text.length,
    });
  });

  test('its items hold and make a story that verifies', () => {
    expectTied(draft, FERRY.text);
  });

  test('the first fact is what the article opens with', () => {
    const first = draft.facts.find(({ id }) => id === draft.order[0]);
    expect(first?.text).toBe('The ferry across Lake Orm sailed again on Tuesday, four years after its engine failed.');
    expect(first).toMatchObject({ when: '2031-05-06', importance: 5 });
    expect(draft.order.toSorted()).toEqual(draft.facts.map(({ id }) => id).toSorted());
  });

  test('quotations have who speaks, to whom, and no comma of the reporter’s', () => {
    const quote = draft.quotes.find(({ text }) => text.startsWith('We waited'));
    const speaker = draft.people.find(({ id }) => id === quote?.speaker);
    expect(quote?.text).toBe('We waited four winters for this ferry');
    expect(speaker?.name).toBe('Selma Rask');
    expect(quote?.said).toBe('told passengers on the quay');
    expect(quote?.context).toMatch(/^On .*ferry/);
  });

  test('two to five topics, and every item has one of them', () => {
    expect(draft.topics.length).toBeGreaterThanOrEqual(2);
    expect(draft.topics.length).toBeLessThanOrEqual(5);
    for (const { topics } of [...draft.facts, ...draft.quotes])
      expect(topics.every((topic) => draft.topics.includes(topic))).toBe(true);
  });

  test('a slug that is taken gets a number, and the same article the same ids', () => {
    const again = proposeDraft(FERRY, { now, taken: [draft.slug] });
    expect(again.slug).toBe(`${draft.slug}-2`);
    expect(again.order).toEqual(draft.order);
  });

  test('a text without words is refused in one line', () => {
    for (const text of ['', ' \n\n ', '\u200b', '…—“”'])
      expect(() => draftOf(text)).toThrow('This page holds no text to draft a story from.');
  });

  test.for([
    ['no sentences', 'ferry lake boat '.repeat(80)],
    ['only quotations', '“We sail again on Monday,” Rask said.\n\n'.repeat(30)],
    ['characters that nobody sees', FERRY.text.replaceAll('ferry', 'fe\u202erry\u0007')],
    ['a quotation of many sentences', `Selma Rask spoke. “${'The ferry sails. '.repeat(200)}” Rask said.`],
    ['a word without end', `The ferry sailed ${'o'.repeat(5000)} on Tuesday. ${FERRY.text}`],
    ['letters of another script', 'Паром снова ходит через озеро. '.repeat(20)],
    ['decomposed letters and DOS line ends', FERRY.text.normalize('NFD').replaceAll('\n', '\r\n')],
    ['lone surrogates', `\ud800 ${FERRY.text} \udc00`],
    ['a title of thousands of words', FERRY.text],
  ])('%s', ([name, text]) => {
    const title = name?.startsWith('a title') ? 'Ferry '.repeat(5000) : '\u202e';
    const found = draftOf(text ?? '', { title, byline: '\u0000', publisher: ' ', url: 'ferry', published: 'soon' });
    expectTied(found, text ?? '');
  });

  test('what an editor reads holds no hidden character', () => {
    const found = draftOf(FERRY.text.replace('across Lake Orm', 'across \u202eLake Orm'));
    expect(JSON.stringify({ ...found, source: undefined })).not.toContain('\u202e');
    expect(found.facts.length).toBeGreaterThan(3);
  });

  test('an article put together of anything gives a draft whose items hold', () => {
    const sentences = FERRY.text.split(/(?<=[.!?”]) /);
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...sentences) },
      fc.constantFrom(
        ' ',
        '\n',
        '\n\n',
        '“',
        '”',
        '"',
        'He said. ',
        '\u202e',
        'Mr. ',
        '… ',
        '\r\n',
        'e\u0301',
        '\ud83d',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        const text = pieces.join(' ');
        fc.pre(/[\p{L}\p{N}]/u.test(text));
        expectTied(draftOf(text, { published: '2031-05-08' }), text);
      }),
      { numRuns: 60 },
    );
  });

  test('a long article takes little time', () => {
    const start = performance.now();
    draftOf(`${FERRY.text}\n\n`.repeat(60));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
