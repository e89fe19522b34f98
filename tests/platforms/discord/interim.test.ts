import { InteractionResponseType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGE_AFTER_MS, TYPE_AGAIN_AFTER_MS } from '../../../src/platforms/discord/limits.ts';
import { atWork, FINAL_FOR_ASKER } from '../../support/at-work.ts';
import { buttonsOf, wordsOf, type Asked, type FakeDiscord, type Stored } from '../../support/fake-discord.ts';
import { connect, type Connection } from './connection.ts';

const SHOWN = 'The store’s own words.';
const REPLACED = 'Worded by a model.';
const REFUSED = { status: 400, code: 50_035, message: 'Invalid Form Body' };
const SHUT = { status: 403, code: 50_013, message: 'Missing Permissions' };
const ORIGINAL = /@original$/;
const MESSAGES = /^\/channels\/\d+\/messages$/;
const MESSAGE = /^\/channels\/\d+\/messages\/\d+$/;

/** What the bot asked of Discord for its answer, in order. */
const sent = ({ requests }: FakeDiscord, path: RegExp) =>
  requests.filter((request) => path.test(request.path)).map(({ method }) => method);
const says = (fake: FakeDiscord, words: string, stored: () => Stored | undefined): Promise<Stored> =>
  fake.until(() => {
    const message = stored();
    return message && wordsOf(message).includes(words) && message;
  });

type Ask = (fake: FakeDiscord) => Asked;
const COMMAND: Ask = (fake) => fake.run('stories');
const BUTTON: Ask = (fake) => fake.press(fake.channels.store(fake.world.places.channel.id, {}, []), 'run /stories');

describe('a command that a model takes long to answer', () => {
  async function acknowledged(
    ask: Ask = COMMAND,
    parts: Parameters<typeof connect>[0] = {},
  ): Promise<Connection & { asked: Asked; work: ReturnType<typeof atWork>; original: () => Stored | undefined }> {
    const connection = await connect(parts);
    const { fake, engine, pass } = connection;
    const work = atWork(engine);
    const asked = ask(fake);
    await pass(ACKNOWLEDGE_AFTER_MS);
    await fake.until(() => asked.acknowledged === InteractionResponseType.DeferredChannelMessageWithSource);
    return { ...connection, asked, work, original: () => asked.original };
  }

  test.for([
    ['typed', COMMAND],
    ['of a button', BUTTON],
  ] as const)('shows what the store says, then the whole answer in its place: one %s', async ([, ask]) => {
    const { fake, work, original } = await acknowledged(ask);
    await work.show();
    const { id, files } = await says(fake, SHOWN, original);
    expect(files).toHaveLength(1);
    work.finish();
    const stored = await says(fake, REPLACED, original);
    expect(stored).toMatchObject({ id, ephemeral: false, files: [] });
    expect(wordsOf(stored)).not.toContain(SHOWN);
    expect(buttonsOf(stored).map(({ label }) => label)).toEqual(['Stories']);
  });

  test('shows nothing before the answer where that comes first', async () => {
    const { fake, work, original, bot } = await acknowledged();
    work.finish();
    await says(fake, REPLACED, original);
    await bot.close();
    expect(sent(fake, ORIGINAL)).toEqual(['PATCH']);
  });

  test.for([REFUSED, { status: 500 }, { does: 'hang' }, { does: 'drop' }] as const)(
    'is answered all the same where that did not get through: %o',
    async (fault) => {
      const { fake, work, original, logged, log } = await acknowledged(COMMAND, { timeoutMs: 50 });
      fake.fail({ method: 'PATCH', path: ORIGINAL, fault });
      await work.show();
      work.finish();
      await says(fake, REPLACED, original);
      await logged('debug', /left out/);
      expect(log.has('warn', /./)).toBeUndefined();
    },
  );

  test.for([REFUSED, SHUT])('keeps what is shown where the answer does not get through: %o', async (fault) => {
    const { fake, work, original, logged } = await acknowledged();
    await work.show();
    await says(fake, SHOWN, original);
    fake.fail({ method: 'PATCH', path: ORIGINAL, times: 2, fault });
    work.finish();
    await logged('warn', /interim reply stands/);
    expect(wordsOf(await says(fake, SHOWN, original))).not.toContain('Something went wrong');
  });

  test('does not put back what somebody deleted', async () => {
    const { fake, work, original, logged, log, asked } = await acknowledged();
    await work.show();
    (await says(fake, SHOWN, original)).deleted = true;
    work.finish();
    await logged('debug', /deleted/);
    expect(asked.followUps).toEqual([]);
    expect(log.has('warn', /./)).toBeUndefined();
  });

  test.for([false, true])(
    'takes back what is shown where the answer is for the asker alone (deleted already: %s)',
    async (isDeleted) => {
      const { fake, work, original, asked } = await acknowledged();
      await work.show();
      const shown = await says(fake, SHOWN, original);
      shown.deleted = isDeleted;
      work.finish(FINAL_FOR_ASKER);
      const followUp = await says(fake, 'For you alone.', () => asked.followUps[0]);
      expect([followUp.ephemeral, shown.deleted]).toEqual([true, true]);
      expect(sent(fake, ORIGINAL)).toEqual(['PATCH', 'DELETE']);
    },
  );

  test('shows to nobody what is for the asker alone', async () => {
    const { fake, work, original } = await acknowledged();
    await work.show(FINAL_FOR_ASKER);
    work.finish();
    await says(fake, REPLACED, original);
    expect(sent(fake, ORIGINAL)).toEqual(['PATCH']);
  });
});

/** A question that is under way. */
async function aQuestion(place: 'channel' | 'dm' = 'channel') {
  const connection = await connect();
  const { fake, engine } = connection;
  const work = atWork(engine);
  const id = fake.say(`<@${fake.world.bot.id}> how much?`, { in: place });
  await work.asked;
  return { ...connection, id, work, posted: () => fake.messages[0] };
}

describe('a question that a model takes long to answer', () => {
  test.for(['channel', 'dm'] as const)(
    'has what the store says posted, then the whole answer in its place: in a %s',
    async (place) => {
      const { fake, work, posted, id } = await aQuestion(place);
      await work.show();
      const { files, body } = await says(fake, SHOWN, posted);
      expect(files).toHaveLength(1);
      expect(body).toMatchObject({ nonce: id, message_reference: { message_id: id } });
      work.finish();
      const stored = await says(fake, REPLACED, posted);
      expect(wordsOf(stored)).not.toContain(SHOWN);
      expect(stored.files).toEqual([]);
      expect([sent(fake, MESSAGES), sent(fake, MESSAGE)]).toEqual([['POST'], ['PATCH']]);
    },
  );

  test('is answered once where the answer comes first', async () => {
    const { fake, work, posted, bot } = await aQuestion();
    work.finish();
    await says(fake, REPLACED, posted);
    await bot.close();
    expect([sent(fake, MESSAGES), sent(fake, MESSAGE)]).toEqual([['POST'], []]);
  });

  test('is answered all the same where that could not be posted', async () => {
    const { fake, work, posted, logged, bot } = await aQuestion();
    fake.fail({ method: 'POST', path: MESSAGES, times: 2, fault: REFUSED });
    await work.show();
    work.finish();
    await says(fake, REPLACED, posted);
    await logged('debug', /left out/);
    await bot.close();
    expect(sent(fake, MESSAGE)).toEqual([]);
  });

  test('is answered in its place also where nobody knows whether it was posted', async () => {
    const { fake, work, posted, pass } = await aQuestion();
    fake.fail({ method: 'POST', path: MESSAGES, times: 3, once: 'done', fault: { does: 'drop' } });
    await work.show();
    work.finish();
    await pass(500);
    await pass(3000);
    await says(fake, REPLACED, posted);
    expect(fake.messages).toHaveLength(1);
  });

  test.for([REFUSED, SHUT])('keeps what is shown where the answer does not get through: %o', async (fault) => {
    const { fake, work, posted, logged } = await aQuestion();
    await work.show();
    await says(fake, SHOWN, posted);
    fake.fail({ method: 'PATCH', path: MESSAGE, times: 2, fault });
    work.finish();
    await logged('warn', /interim reply stands/);
    expect(wordsOf(await says(fake, SHOWN, posted))).not.toContain('Something went wrong');
    expect(fake.messages).toHaveLength(1);
  });

  test('does not post again what somebody deleted', async () => {
    const { fake, work, posted, logged, log, bot } = await aQuestion();
    await work.show();
    (await says(fake, SHOWN, posted)).deleted = true;
    work.finish();
    await logged('debug', /deleted/);
    await bot.close();
    expect(fake.messages).toHaveLength(1);
    expect(log.has('warn', /./)).toBeUndefined();
  });

  test('is answered in its place also with what elsewhere the asker alone would see', async () => {
    const { fake, work, posted } = await aQuestion();
    await work.show();
    await says(fake, SHOWN, posted);
    work.finish(FINAL_FOR_ASKER);
    expect(await says(fake, 'For you alone.', posted)).toMatchObject({ ephemeral: false, edits: 1 });
  });

  test('keeps the typing sign up until it is answered', async () => {
    const { fake, work, posted, pass, clock } = await aQuestion();
    await pass(ACKNOWLEDGE_AFTER_MS);
    await work.show();
    await says(fake, SHOWN, posted);
    for (const times of [2, 3]) {
      await pass(TYPE_AGAIN_AFTER_MS);
      await fake.until(() => fake.typing.length === times);
    }
    work.finish();
    await says(fake, REPLACED, posted);
    expect(clock.waits()).not.toContain(TYPE_AGAIN_AFTER_MS);
  });
});
