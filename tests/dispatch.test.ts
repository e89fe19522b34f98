import { z } from 'zod';
import { expect, test } from 'vitest';
import { defineCommand, type Asker } from '../src/command.ts';
import { createDispatch } from '../src/dispatch.ts';
import { ConfigError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';
import { notice } from '../src/reply.ts';
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
