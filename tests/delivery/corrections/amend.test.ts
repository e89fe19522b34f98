import { describe, expect, test } from 'vitest';
import { affecting, takesBack } from '../../../src/delivery/corrections/affecting.ts';
import { amend } from '../../../src/delivery/corrections/amend.ts';
import { correctionNotice } from '../../../src/delivery/corrections/correction-notice.ts';
import type { Change } from '../../../src/facts/changes.ts';
import type { Correction } from '../../../src/facts/story.ts';
import { post, type Reply } from '../../../src/reply.ts';
import { aCitation, aLibrary, aStory } from '../../support/builders.ts';
import { run, textOf } from '../../support/run.ts';

const FIGURE: Correction = {
  date: '2031-05-09',
  was: 'It cost 42 million.',
  now: 'It cost 52 million.',
  items: ['cost'],
};
const PIERS: Correction = {
  date: '2031-05-10',
  was: 'The piers were weak.',
  why: 'He never said so.',
  items: ['piers'],
};

const corrected = (corrections: Correction[], at = '2031-05-09T10:00:00.000Z'): Change => ({
  kind: 'corrected',
  slug: 'harbour-bridge',
  title: 'Port Ansel reopens its bridge',
  topics: ['transport'],
  at,
  corrections,
});
const retracted: Change = { ...corrected([], '2031-05-11T10:00:00.000Z'), kind: 'retracted' };

const facts = aStory().facts.map((fact) =>
  fact.id === 'cost' ? { ...fact, text: 'The city treasury puts the cost of the work at 52 million crowns.' } : fact,
);
const now = aLibrary(
  aStory({
    facts: facts.filter(({ id }) => id !== 'piers'),
    summary: { short: ['opening'], standard: ['opening', 'cost'], long: ['opening', 'cost'] },
  }),
);

const told = (reply: Reply, ...changes: Change[]) => amend(reply, changes.filter(takesBack), now);

describe('a message that is corrected', () => {
  test('says what holds now in its place, with when that was done; the rest stays', async () => {
    const before = await run('/summary harbour-bridge standard');
    const after = told(before, corrected([FIGURE]));
    expect(textOf(after)).toContain('at 52 million crowns. (corrected on 9 May 2031)');
    expect(textOf(after)).not.toContain('42 million');
    expect(textOf(after)).toContain('Mira Vale reopened the harbour bridge');
    expect(after.citations.map(({ item }) => item)).toEqual(before.citations.map(({ item }) => item));
  });

  test.for(['/summary harbour-bridge long', '/facts', '/timeline', '/numbers'])(
    '%s loses what was withdrawn',
    async (line) => {
      const before = await run(line);
      const after = told(before, retracted);
      expect(textOf(after)).toContain('Withdrawn on 11 May 2031');
      for (const word of ['weak', 'reopened the harbour bridge of', '42 million crowns'])
        expect(textOf(after)).not.toContain(word);
      expect(after.citations).toEqual([]);
      expect(after.blocks.some(({ type }) => type === 'image')).toBe(false);
    },
  );

  test('a quotation is withdrawn in its place', async () => {
    const before = await run('/quote vale');
    expect(textOf(before)).toContain('yours again');
    const gone: Correction = { date: '2031-05-10', was: 'A misquotation.', items: ['quote-yours'] };
    const after = told(before, corrected([gone]));
    expect(textOf(after)).toContain('[Withdrawn on 10 May 2031.]');
    expect(textOf(after)).not.toContain('yours again');
  });

  test('several changes fold in order, and the same ones make the same of it', async () => {
    const before = await run('/summary harbour-bridge long');
    const changes = [corrected([FIGURE]), corrected([PIERS], '2031-05-10T10:00:00.000Z')];
    const after = told(before, ...changes);
    expect(textOf(after)).toMatch(
      /52 million crowns\. \(corrected on 9 May 2031\).*\n.*\[Withdrawn on 10 May 2031\.\]/,
    );
    expect(told(before, ...changes)).toEqual(after);
    expect(textOf(told(before, ...changes, retracted))).not.toContain('52 million');
  });

  test('what cannot be found in its words is said above them', async () => {
    const card = await run('/source harbour-bridge/cost');
    expect(textOf(told({ ...card, citations: [] }, corrected([FIGURE])))).toMatch(
      /^harbour-bridge\/cost\nCorrected on 9 May 2031: It cost 52 million\. \(It had said: It cost 42 million\.\)/,
    );
  });

  test('words that two items bear out become the words of each', () => {
    const two = post({
      blocks: [
        {
          type: 'text',
          spans: [
            { type: 'text', text: 'Both at once. ' },
            { type: 'cite', number: 1 },
            { type: 'cite', number: 2 },
          ],
        },
      ],
      citations: [aCitation(1, { item: 'harbour-bridge/cost' }), aCitation(2, { item: 'harbour-bridge/opening' })],
    });
    const text = textOf(told(two, corrected([FIGURE])));
    expect(text).not.toContain('Both at once');
    expect(text).toMatch(/52 million crowns\. \(corrected.*Mira Vale reopened/);
  });

  test('nothing else is touched', async () => {
    const before = await run('/quote vale');
    expect(told(before, corrected([FIGURE]))).toEqual(before);
  });
});

test('what concerns a message is what was taken back after it was made, of what it tells', () => {
  const changes = [
    { ...corrected([]), kind: 'published' as const, at: '2031-05-08T00:00:00.000Z' },
    corrected([FIGURE]),
    retracted,
  ];
  const at = (items: string[], since: string) => affecting(changes, items, since).map(({ kind }) => kind);
  expect(at(['harbour-bridge/cost'], '')).toEqual(['corrected', 'retracted']);
  expect(at(['harbour-bridge/piers'], '')).toEqual(['retracted']);
  expect(at(['harbour-bridge/cost'], '2031-05-09T10:00:00.000Z')).toEqual(['retracted']);
  expect(at(['harbour-bridge/cost'], retracted.at)).toEqual([]);
  expect(at(['harbour/cost'], '')).toEqual([]);
});

test('the notice says what was wrong and what holds, names the story and has its source', () => {
  const [fix, gone] = [corrected([FIGURE]), corrected([PIERS])].filter(takesBack);
  if (!fix || !gone) throw new Error('both take back');
  const reply = correctionNotice(fix, ['harbour-bridge/cost'], now);
  expect(textOf(reply)).toBe(
    'Correction\nPort Ansel reopens its bridge, corrected on 9 May 2031: It cost 52 million. (It had said: It cost 42 million.) ',
  );
  expect(reply.citations.map(({ item }) => item)).toEqual(['harbour-bridge/cost']);
  expect(reply.actions).toEqual([{ label: 'Source', command: '/source harbour-bridge/cost' }]);
  expect(textOf(correctionNotice(gone, ['harbour-bridge/piers'], now))).toContain(
    'withdrawn on 10 May 2031: It had said: The piers were weak. He never said so.',
  );
});
