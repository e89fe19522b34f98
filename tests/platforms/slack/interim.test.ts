import { describe, expect, test } from 'vitest';
import { writePress } from '../../../src/button.ts';
import { atWork, FINAL_FOR_ASKER } from '../../support/at-work.ts';
import { BOT, buttonsOf, CHANNEL, DIRECT, READER, type FakeSlack, type Posted } from '../../support/fake-slack.ts';
import { startBot, wordsOf } from './bot.ts';

const SHOWN = 'The store’s own words.';
const REPLACED = 'Worded by a model.';
const THREAD = '1900000000.000009';
const BETWEEN = 'D0BETWEEN';
const REFUSED = { does: 'error', error: 'invalid_blocks' } as const;

type Ask = (slack: FakeSlack) => Promise<unknown>;
const COMMAND: Ask = (slack) => slack.command('/stories');
const MENTION: Ask = (slack) => slack.mention('how much?', { thread: THREAD });
const QUESTION: Ask = (slack) => slack.direct('how much?', { thread: THREAD });
const pressIn =
  (channel: string): Ask =>
  (slack) => {
    const message = { ts: slack.state.ts(), channel, thread: THREAD, user: undefined, body: {} };
    return slack.press(writePress({ does: 'run', line: '/stories' }, 2000).id, message);
  };
const ON_HOME: Ask = (slack) => slack.press(writePress({ does: 'run', line: '/stories' }, 2000).id);

/** The way to each place where what is shown can be replaced, and where that is. */
const WAYS = [
  ['a mention', MENTION, { channel: CHANNEL, thread: THREAD }],
  ['a direct message', QUESTION, { channel: DIRECT, thread: THREAD }],
  ['a command', COMMAND, { channel: CHANNEL, thread: undefined }],
  ['a button', pressIn(CHANNEL), { channel: CHANNEL, thread: THREAD }],
  ['a button on the Home tab', ON_HOME, { channel: DIRECT, thread: undefined }],
] as const;

async function asked(ask: Ask, setup: Parameters<typeof startBot>[0] = {}) {
  const bot = await startBot(setup);
  const work = atWork(bot.engine);
  await ask(bot.slack);
  return { ...bot, work };
}

/** The only message there is, once it says this. */
const says = ({ state }: FakeSlack, words: string): Promise<Posted> =>
  state.until(`“${words}”`, () => state.messages.find(({ body }) => wordsOf(body).includes(words)));
/** What was sent of the answer, in order. */
const sent = ({ state }: FakeSlack) =>
  state.calls.map(({ method }) => method).filter((method) => /^chat|^response_url/.test(method));
const warned = (lines: readonly string[]) => lines.filter((line) => /^(?:warn|error)/.test(line));

describe('what a model takes long to answer', () => {
  test.for(WAYS)('has what the store says posted, then the answer in its place: %s', async ([, ask, place]) => {
    const { slack, work, platform } = await asked(ask);
    await work.show();
    const { ts, user } = await says(slack, SHOWN);
    expect(user).toBeUndefined();
    work.finish();
    const message = await says(slack, REPLACED);
    expect(message).toMatchObject({ ts, ...place });
    expect(wordsOf(message.body)).not.toContain(SHOWN);
    expect(buttonsOf(message.body).map(({ label }) => label)).toEqual(['Stories']);
    await platform.close();
    expect(sent(slack)).toEqual(['chat.postMessage', 'chat.update']);
    expect(slack.state.messages).toHaveLength(1);
  });

  test('of a command, which a message of the bot’s own does not show, is told what was typed', async () => {
    const { slack, work } = await asked(COMMAND);
    await work.show();
    expect(wordsOf((await says(slack, SHOWN)).body)).toContain('/stories');
    work.finish();
    expect(wordsOf((await says(slack, REPLACED)).body)).toContain('/stories');
  });

  test.for([
    ['a mention', MENTION, ['chat.postMessage']],
    ['a command', COMMAND, ['response_url']],
    ['a button', pressIn(CHANNEL), ['response_url']],
  ] as const)('is sent at once where it comes first: %s', async ([, ask, calls]) => {
    const { slack, work, platform } = await asked(ask);
    work.finish();
    await says(slack, REPLACED);
    await platform.close();
    expect(sent(slack)).toEqual(calls);
  });

  test.for([
    ['a command', COMMAND, (slack: FakeSlack) => slack.leave(CHANNEL)],
    ['a command between two people', (slack: FakeSlack) => slack.command('/stories', { channel: BETWEEN }), () => {}],
    ['a button between two people', pressIn(BETWEEN), () => {}],
  ] as const)('is sent as ever where the bot may not post: %s', async ([, ask, before]) => {
    const { slack, work, logged } = await asked(ask, {
      before(fake) {
        fake.state.between.add(BETWEEN);
        before(fake);
      },
    });
    await work.show();
    work.finish();
    expect(wordsOf((await says(slack, REPLACED)).body)).not.toContain(SHOWN);
    expect(sent(slack).at(-1)).toBe('response_url');
    await logged(/^debug: .*left out/);
  });

  test.for([{ does: 'error', error: 'restricted_action' }, { does: 'http', status: 500 }, { does: 'hang' }] as const)(
    'is sent all the same where that did not get through: %o',
    async (fault) => {
      const { slack, work, logged, lines } = await asked(MENTION, {
        timing: { call: 100 },
        before: (fake) => fake.plan('chat.postMessage', fault),
      });
      await work.show();
      work.finish();
      await says(slack, REPLACED);
      await logged(/^debug: .*left out/);
      expect(sent(slack)).toEqual(['chat.postMessage', 'chat.postMessage']);
      expect(warned(lines)).toEqual([]);
    },
  );

  test.for([
    ['a mention', MENTION],
    ['a command', COMMAND],
    ['a button', pressIn(CHANNEL)],
  ] as const)('leaves what is shown where it does not get through: %s', async ([, ask]) => {
    const { slack, work, logged } = await asked(ask);
    await work.show();
    await says(slack, SHOWN);
    slack.plan('chat.update', REFUSED, REFUSED);
    work.finish();
    await logged(/^warn: .*interim reply stands/);
    expect(wordsOf((await slack.message()).body)).toContain(SHOWN);
    expect(slack.state.messages).toHaveLength(1);
  });

  test('is sent again where nobody knows whether it got through', async () => {
    const { slack, work, platform, lines } = await asked(MENTION);
    await work.show();
    await says(slack, SHOWN);
    slack.plan('chat.update', { does: 'drop' });
    work.finish();
    await says(slack, REPLACED);
    await platform.close();
    expect(sent(slack)).toEqual(['chat.postMessage', 'chat.update', 'chat.update']);
    expect(warned(lines)).toEqual([]);
  });

  test('is not put where somebody deleted what was shown', async () => {
    const { slack, work, platform, lines, logged } = await asked(MENTION);
    await work.show();
    slack.state.remove(await says(slack, SHOWN));
    work.finish();
    await logged(/^debug: .*deleted/);
    await platform.close();
    expect(slack.state.messages).toEqual([]);
    expect(warned(lines)).toEqual([]);
  });

  test.for([
    ['a mention', MENTION, false],
    ['a command', COMMAND, false],
    ['a button', pressIn(CHANNEL), false],
    ['a command, deleted already', COMMAND, true],
  ] as const)('is shown to the asker alone where it is for them, and nothing else: %s', async ([, ask, isDeleted]) => {
    const { slack, work, platform, lines } = await asked(ask);
    await work.show();
    const shown = await says(slack, SHOWN);
    if (isDeleted) slack.state.remove(shown);
    work.finish(FINAL_FOR_ASKER);
    expect(await says(slack, 'For you alone.')).toMatchObject({ user: READER });
    await platform.close();
    expect(slack.state.messages).toHaveLength(1);
    expect(warned(lines)).toEqual([]);
  });

  test('shows nothing in the interim that is for the asker alone', async () => {
    const { slack, work, platform } = await asked(MENTION);
    await work.show(FINAL_FOR_ASKER);
    work.finish();
    await says(slack, REPLACED);
    await platform.close();
    expect(sent(slack)).toEqual(['chat.postMessage']);
  });
});

const statuses = ({ state }: FakeSlack) =>
  state.calls.flatMap(({ method, body }) => (method === 'assistant.threads.setStatus' ? [body['status']] : []));
const shownStatus = ({ state }: FakeSlack) => state.statuses.get(`${DIRECT} ${THREAD}`);

describe('the status of a thread with the bot', () => {
  test('says that the answer is being worded, until it is there', async () => {
    const { slack, work, platform } = await asked(QUESTION);
    await work.show();
    await slack.state.until('the status', () => shownStatus(slack) === 'is wording the answer…');
    work.finish();
    await says(slack, REPLACED);
    await platform.close();
    expect(statuses(slack)).toEqual(['is looking it up…', 'is wording the answer…', '']);
    expect(shownStatus(slack)).toBe('');
  });

  test('goes also where the answer did not get through', async () => {
    const { slack, work, platform, logged } = await asked(QUESTION);
    await work.show();
    await says(slack, SHOWN);
    slack.plan('chat.update', REFUSED);
    work.finish();
    await logged(/^warn: .*interim reply stands/);
    await platform.close();
    expect(shownStatus(slack)).toBe('');
  });
});

test('a message of another’s or for one person alone is not changed', async () => {
  const { slack } = await startBot();
  await slack.command('/pullquote-nothing');
  const { ts } = await slack.message();
  expect(slack.state.messages[0]?.by ?? BOT).toBe(BOT);
  for (const method of ['chat.update', 'chat.delete']) {
    const answer = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-fake', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: CHANNEL, ts, ...(method === 'chat.update' && { text: 'x' }) }),
    });
    expect(await answer.json()).toMatchObject({ ok: false, error: 'message_not_found' });
  }
});
