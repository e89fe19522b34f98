import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseStoryFile } from '../../src/facts/story-file.ts';
import { fold } from '../../src/facts/words.ts';
import { aDispatch, READER, textOf } from '../support/run.ts';
import { aLibrary } from '../support/builders.ts';
import { readStoryQuestions } from './story-questions.ts';

const { answerable, unanswerable } = readStoryQuestions();
const { story } = parseStoryFile('stories/xi-putin.yaml', readFileSync('stories/xi-putin.yaml', 'utf8'));
if (!story) throw new Error('stories/xi-putin.yaml does not load');
const dispatch = aDispatch({ library: aLibrary(story) });

const asks = new Map(answerable.map(({ id, ask }) => [id, ask]));

/** Asks in a channel of its own, after the question that it follows up. */
async function ask({ id, after, ask: question }: { id: string; after?: string | undefined; ask: string }) {
  const before = after === undefined ? undefined : asks.get(after);
  if (before !== undefined) await dispatch({ line: `/ask ${before}`, channel: id, asker: READER });
  return dispatch({ line: question, channel: id, asker: READER }); // as a newcomer types it, without a slash
}

test('of 40 questions about the article at least 39 get the right answer with the right citation', async () => {
  const wrong: string[] = [];
  for (const question of answerable) {
    const reply = await ask(question);
    const text = fold(textOf(reply));
    const says = question.says.every((any) => any.some((part) => text.includes(fold(part))));
    const spans = reply.citations.flatMap(({ passages }) => passages);
    const cites = question.passages.some(([start, end]) => spans.some((span) => span.start < end && span.end > start));
    if (reply.outcome !== 'answer' || !says || !cites)
      wrong.push(`${question.id} ${question.ask} -> ${reply.outcome}: ${textOf(reply)}`);
  }
  console.log(`right: ${answerable.length - wrong.length} of ${answerable.length}\n${wrong.join('\n')}`);
  expect(answerable).toHaveLength(40);
  expect(wrong.length).toBeLessThanOrEqual(1);
});

test('of 20 questions that the article does not answer all are refused', async () => {
  const answered: string[] = [];
  for (const question of unanswerable) {
    const reply = await ask(question);
    if (reply.outcome !== 'nothing') answered.push(`${question.id} ${question.ask} -> ${textOf(reply)}`);
  }
  console.log(`refused: ${unanswerable.length - answered.length} of ${unanswerable.length}\n${answered.join('\n')}`);
  expect(unanswerable).toHaveLength(20);
  expect(answered).toEqual([]);
});
