import { describe, expect, test } from 'vitest';
import { aLibrary, aStory, evidenceOf } from '../support/builders.ts';
import { aDispatch, READER, run, textOf } from '../support/run.ts';

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

test('sources that contradict one another stand side by side, each with who says so and when', async () => {
  const story = aStory();
  const [opening, cost] = story.facts;
  const auditor = {
    ...cost,
    id: 'audit',
    text: 'An auditor puts the cost of the work at 48 million crowns.',
    attribution: 'an auditor',
    speaker: undefined,
    people: [],
    when: '2031-07',
    numbers: [],
    evidence: evidenceOf('The work cost 42 million crowns'),
  };
  const library = aLibrary(aStory({ facts: [opening, cost, auditor, ...story.facts.slice(2)] }));
  const reply = await run('/ask what did the work cost?', { library });
  expect(textOf(reply)).toBe(
    [
      'The sources differ:',
      'the city treasury, 6 May 2031: The city treasury puts the cost of the work at 42 million crowns. ',
      'an auditor, Jul 2031: An auditor puts the cost of the work at 48 million crowns. ',
    ].join('\n'),
  );
  expect(reply.citations.map(({ item }) => item)).toEqual(['harbour-bridge/cost', 'harbour-bridge/audit']);
  expect(reply.actions).toHaveLength(2);
  const composer = { model: 'm', compose: () => Promise.reject(new Error('it was asked')), close() {} };
  expect(await run('/ask what did the work cost?', { library, composer })).toEqual(reply);
});

test.for(['who is Mira Vale?', 'Who’s quillon', 'so who was vale again?'])(
  '“%s” is told the role, with facts',
  async (line) => {
    const reply = await run(line);
    expect(reply.outcome).toBe('answer');
    expect(textOf(reply)).toMatch(/^(?:Mira Vale, mayor of Port Ansel|Tomás Quillón, engineer)\./);
    expect(reply.citations.length).toBeGreaterThan(0);
    expect(reply.actions[0]?.command).toMatch(/^\/who /);
  },
);

test('who somebody is can be followed up', async () => {
  const dispatch = aDispatch();
  await dispatch({ line: 'who is Quillón?', channel: 'c', asker: READER });
  const reply = await dispatch({ line: 'what did he say about the piers?', channel: 'c', asker: READER });
  expect(reply.citations.map(({ item }) => item)).toContain('harbour-bridge/piers');
});

test('whom the store does not know it does not know', async () => {
  expect((await run('who is Emmanuel Macron?')).outcome).toBe('nothing');
});

async function afterwards(first: string, then: string) {
  const dispatch = aDispatch();
  const say = (line: string) => dispatch({ line, channel: 'c', asker: READER });
  expect((await say(first)).outcome).toBe('answer');
  return say(then);
}

test.for(['tell me about transport', 'What do you know about the Transport?', 'anything on transport?'])(
  '“%s” is shown the way to the topic',
  async (line) => {
    expect(await run(line)).toMatchObject({ outcome: 'nothing', actions: [{ command: '/facts transport' }] });
  },
);

test.for(['where does Quillón work?', 'who does Quillón work for?'])('“%s” is told the role', async (line) => {
  expect(textOf(await run(line))).toMatch(/^Tomás Quillón, engineer\./);
});

describe('what asks no more than when, where, who or why', () => {
  test.for([
    ['when was that?', 'Who reopened the harbour bridge?', '6 May 2031', 'opening'],
    ['And when?', 'Who reopened the harbour bridge?', '6 May 2031', 'opening'],
    ['who said that?', 'What did the work cost?', 'City treasury', 'cost'],
    ['says who?', 'Were the old piers strong enough for trams?', 'Tomás Quillón', 'piers'],
  ] as const)('“%s” after “%s” is asked of the answer', async ([then, first, says, item]) => {
    const reply = await afterwards(first, then);
    expect(textOf(reply)).toContain(says);
    expect(reply.citations.map(({ item: ref }) => ref)).toEqual([`harbour-bridge/${item}`]);
  });

  test.for([
    ['when was that?', 'What did the work cost?'],
    ['why?', 'What did the work cost?'],
    ['where was that?', 'What did the work cost?'],
  ])('“%s” after “%s”, which does not tell, is refused', async ([then = '', first = '']) => {
    expect((await afterwards(first, then)).outcome).toBe('nothing');
  });

  test('with nothing before it is refused', async () => {
    expect((await run('when was that?')).outcome).toBe('nothing');
  });

  test('can be asked once more', async () => {
    const dispatch = aDispatch();
    const say = (line: string) => dispatch({ line, channel: 'c', asker: READER });
    await say('Who reopened the harbour bridge?');
    await say('when was that?');
    expect((await say('when exactly was that?')).outcome).toBe('answer');
  });
});
