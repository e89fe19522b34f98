import { expect, test } from 'vitest';
import { aDispatch, READER, run } from '../support/run.ts';

test.for([
  ['hello!', '/help'],
  ['summarise the story', '/summary'],
  ['what is the article about', '/summary'],
  ["what's new?", '/stories'],
] as const)('“%s” is shown the way to %s', async ([line, command]) => {
  expect(await run(line)).toMatchObject({ outcome: 'nothing', actions: [{ command }] });
});

test('a pronoun after /who or /quote is the one who was shown', async () => {
  for (const line of ['/who quillon', '/quote quillon']) {
    const dispatch = aDispatch();
    await dispatch({ line, channel: 'c', asker: READER });
    const reply = await dispatch({ line: 'what did he say about the piers?', channel: 'c', asker: READER });
    expect(reply.citations.map(({ item }) => item)).toContain('harbour-bridge/piers');
  }
});

test('a refused question is not followed up: the answered one before it is', async () => {
  const dispatch = aDispatch();
  await dispatch({ line: 'what did Quillón say about the piers?', channel: 'c', asker: READER });
  const refused = await dispatch({ line: 'who won the chess tournament?', channel: 'c', asker: READER });
  const reply = await dispatch({ line: 'what did he say about trams?', channel: 'c', asker: READER });
  expect(refused.outcome).toBe('nothing');
  expect(reply.citations.map(({ item }) => item)).toContain('harbour-bridge/piers');
});
