import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import type { Composition } from '../src/answers/compose.ts';
import { defineCommand, type Asker } from '../src/command.ts';
import { createDispatch } from '../src/dispatch.ts';
import { ConfigError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';
import { buildLibrary, type Library } from '../src/facts/library.ts';
import { notice, type Reply } from '../src/reply.ts';
import { aLibrary } from './support/builders.ts';
import { NO_DIGESTS } from './support/digests.ts';
import { aDispatch, COMMANDS, OPERATOR, READER, textOf } from './support/run.ts';

const failing = defineCommand({
  name: 'fail',
  description: 'Fails',
  options: z.strictObject({}),
  run() {
    throw new Error('the secret reason');
  },
});

const echoing = defineCommand({
  name: 'ask',
  description: 'Says what came before',
  options: z.strictObject({ question: z.string() }),
  run: ({ options, previousQuestion }) =>
    notice(`before: ${previousQuestion?.question ?? 'nothing'}`, { understood: { question: options.question } }),
});

test('a bug is logged under an id that the asker sees, and its reason stays in the log', async () => {
  const logged: unknown[] = [];
  const log = { error: (entry: unknown) => logged.push(entry), info() {}, warn() {}, debug() {} };
  const dispatch = createDispatch({
    changes: () => ({ list: [], knownUntil: '' }),
    commands: [failing],
    digests: NO_DIGESTS,
    library: () => aLibrary(),
    problems: () => [],
    nextPick: async () => undefined,
    sourceText: async () => undefined,
    log,
  });
  const reply = await dispatch({ line: '/fail', channel: 'c', asker: READER });
  expect(reply).toMatchObject({ outcome: 'bug', visibility: 'asker' });
  expect(textOf(reply)).not.toContain('secret');
  expect(logged).toMatchObject([{ err: { message: 'the secret reason' } }]);
  const [{ id }] = logged as [{ id: string }];
  expect(textOf(reply)).toContain(id);
});

test('a fault of the data is told to the operator in full and to a reader without its details', async () => {
  const dispatch = createDispatch({
    changes: () => ({ list: [], knownUntil: '' }),
    commands: COMMANDS,
    digests: NO_DIGESTS,
    library: () => aLibrary(),
    problems: () => [],
    nextPick: () => Promise.reject(new ConfigError('data/pullquote.db cannot grow because the disk is full.')),
    sourceText: async () => undefined,
    log: createLog('silent'),
  });
  const ask = async (asker: Asker) => dispatch({ line: '/quote', channel: 'c', asker });
  expect(textOf(await ask(OPERATOR))).toContain('the disk is full');
  expect(textOf(await ask(READER))).toContain('please try again later');
  expect(textOf(await ask(READER))).not.toContain('pullquote.db');
  expect(await ask(READER)).toMatchObject({ outcome: 'error', visibility: 'asker' });
});

test('what the asker can mend is told to them alone', async () => {
  const reply = await aDispatch()({ line: '/sumary', channel: 'c', asker: READER });
  expect(reply).toMatchObject({ outcome: 'error', visibility: 'asker' });
});

test('a command named with its options needs no line', async () => {
  const reply = await aDispatch()({ command: 'summary', options: { length: 'short' }, channel: 'c', asker: READER });
  expect(reply).toMatchObject({ outcome: 'answer', title: 'Port Ansel reopens its bridge' });
});

test('a follow-up knows the question before it, per channel and asker', async () => {
  const dispatch = aDispatch({ commands: [echoing] });
  const ask = async (line: string, channel: string, id: string) =>
    textOf(await dispatch({ line, channel, asker: { ...READER, id } }));
  expect(await ask('first', 'a', 'u1')).toBe('before: nothing');
  expect(await ask('second', 'a', 'u1')).toBe('before: first');
  expect(await ask('third', 'b', 'u1')).toBe('before: nothing');
  expect(await ask('fourth', 'a', 'u2')).toBe('before: nothing');
  expect(await ask('fifth', 'a', 'u1')).toBe('before: second');
});

test('in a thread follow-ups stay apart, and what the channel has had is counted together', async () => {
  const picked: string[] = [];
  const dispatch = createDispatch({
    changes: () => ({ list: [], knownUntil: '' }),
    commands: [...COMMANDS.filter(({ name }) => name !== 'ask'), echoing],
    digests: NO_DIGESTS,
    library: () => aLibrary(),
    problems: () => [],
    async nextPick(channel, [ref]) {
      picked.push(channel);
      return ref;
    },
    sourceText: async () => undefined,
    log: { error() {}, info() {}, warn() {}, debug() {} },
  });
  const say = (line: string, thread?: string) => dispatch({ line, channel: 'c', thread, asker: READER });
  await say('first', 't1');
  expect(textOf(await say('second', 't2'))).toBe('before: nothing');
  expect(textOf(await say('third', 't1'))).toBe('before: first');
  expect(textOf(await say('fourth'))).toBe('before: nothing');
  await say('/quote', 't1');
  await say('/quote');
  expect(picked).toEqual(['c', 'c']);
});

test('a reply that is the same for everybody is a question before for each who asks it', async () => {
  const who = defineCommand({
    name: 'who',
    description: 'The same for everybody',
    options: z.strictObject({}),
    steady: true,
    run: () => notice('her', { understood: { question: 'who is Mira Vale' } }),
  });
  const library = aLibrary();
  const dispatch = aDispatch({ library, commands: [who, echoing] });
  for (const asker of [READER, OPERATOR]) {
    await dispatch({ line: '/who', channel: 'c', asker });
    expect(textOf(await dispatch({ line: 'and then?', channel: 'c', asker }))).toBe('before: who is Mira Vale');
  }
});

const QUESTION = '/ask What did the work cost?';

/** A dispatch whose model answers, and whose patience ends, when the test says so. */
function aWording() {
  let library = aLibrary();
  const shown: Reply[] = [];
  const composed = Array.from({ length: 3 }, () => Promise.withResolvers<Composition | undefined>());
  const timers: (() => void)[] = [];
  const asked: string[] = [];
  const dispatch = createDispatch({
    changes: () => ({ list: [], knownUntil: '' }),
    commands: COMMANDS,
    digests: NO_DIGESTS,
    library: () => library,
    problems: () => [],
    nextPick: async () => undefined,
    sourceText: async () => undefined,
    composer: {
      model: 'test-model',
      compose: ({ question }) => composed[asked.push(question) - 1]?.promise ?? Promise.resolve(undefined),
      close() {},
    },
    after: (_, run) => {
      timers.push(run);
      return () => {};
    },
    log: createLog('silent'),
  });
  const say = (line: string, parts: { interim?: (reply: Reply) => void; unworded?: boolean } = {}) =>
    dispatch({ line, channel: 'c', asker: READER, ...parts });
  const cost = library.items.find(({ id }) => id === 'cost');
  const composition = {
    sentences: cost ? [{ text: 'It cost 42 million crowns.', items: [cost], curated: false }] : [],
  };
  const publish = (next: Library) => (library = next);
  return {
    say,
    shown,
    interim: (reply: Reply) => void shown.push(reply),
    composed,
    timers,
    asked,
    composition,
    publish,
  };
}

describe('while a model words an answer', () => {
  test('what comes in time is the only reply', async () => {
    const { say, shown, interim, composed, composition } = aWording();
    const reply = say(QUESTION, { interim });
    composed[0]?.resolve(composition);
    expect(textOf(await reply)).toBe(
      'It cost 42 million crowns. \nWorded by test-model; each sentence was checked against its sources.',
    );
    expect(shown).toEqual([]);
  });

  test('the store’s own words come first where it takes long, and the wording takes their place', async () => {
    const { say, shown, interim, composed, timers, composition } = aWording();
    const reply = say(QUESTION, { interim });
    await expect.poll(() => timers.length).toBe(1);
    timers[0]?.();
    await expect.poll(() => shown.length).toBe(1);
    composed[0]?.resolve(composition);
    expect(textOf(shown[0] as Reply)).toContain('The city treasury puts the cost of the work at 42 million crowns.');
    expect(textOf(shown[0] as Reply)).toContain('a model may word it yet');
    expect(textOf(await reply)).toContain('Worded by test-model');
  });

  test('without a wording the store’s own words stand, and say so', async () => {
    const { say, composed } = aWording();
    const reply = say(QUESTION);
    composed[0]?.resolve(undefined);
    expect(textOf(await reply)).toContain('42 million crowns. \nIn the store’s own words.');
  });

  test('a refused question is not given to a model', async () => {
    const { say, asked } = aWording();
    expect((await say('/ask Who won the chess tournament?')).outcome).toBe('nothing');
    expect(asked).toEqual([]);
  });

  test('what nobody waits for is not given to a model', async () => {
    const { say, asked } = aWording();
    expect((await say(QUESTION, { unworded: true })).outcome).toBe('answer');
    expect(asked).toEqual([]);
  });

  test('a follow-up may come before the answer is there', async () => {
    const { say, composed, asked } = aWording();
    const first = say('What did Quillón say about the piers?');
    await expect.poll(() => asked.length).toBe(1);
    const second = say('what did he say about trams?');
    await expect.poll(() => asked.length).toBe(2);
    expect(asked[1]).toContain('Quillón');
    for (const each of composed) each.resolve(undefined);
    await Promise.all([first, second]);
  });

  test('what was withdrawn meanwhile is not told', async () => {
    const { say, composed, asked, composition, publish } = aWording();
    const reply = say(QUESTION);
    await expect.poll(() => asked.length).toBe(1);
    publish(buildLibrary([]));
    composed[0]?.resolve(composition);
    expect(textOf(await reply)).not.toContain('42 million');
  });
});
