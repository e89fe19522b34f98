import { setTimeout as pause } from 'node:timers/promises';
import type { FakeDiscord } from '../../tests/support/fake-discord.ts';
import { BOT, READER, type FakeSlack } from '../../tests/support/fake-slack.ts';

/** Sends one interaction; gives the milliseconds until its response has come. */
export type Ask = () => Promise<number>;

/** Somebody types a command on Discord; the response is the callback of the interaction. */
export function askOnDiscord(fake: FakeDiscord, command: string): Ask {
  return async () => {
    const sent = performance.now();
    const asked = fake.run(command);
    await fake.until(() => asked.acknowledged !== undefined);
    const took = performance.now() - sent;
    if (!asked.original) throw new Error(`the response is no message but of type ${asked.acknowledged}`);
    // The server forgets it, so that collecting its garbage does not take longer with every message.
    asked.original = undefined;
    fake.requests.length = 0;
    fake.messages.length = 0;
    return took;
  };
}

/** Somebody types a command in Slack, each time in another channel with the bot in it; the response is the message that comes, by the response_url or posted. */
export function askInSlack(fake: FakeSlack, command: string): Ask {
  const { state } = fake;
  const came = new Map<string, number>();
  let asked = 0;
  return async () => {
    const channel = `C${String((asked += 1)).padStart(8, '0')}`;
    state.channels.set(channel, [BOT, READER]);
    const sent = performance.now();
    void fake.command(`/${command}`, { channel });
    const at = await state.until(`the answer in ${channel}`, () => {
      for (const message of state.messages) came.set(message.channel, performance.now());
      // The server forgets them, so that collecting its garbage does not take longer with every message.
      state.messages.length = 0;
      state.calls.length = 0;
      return came.get(channel);
    });
    came.delete(channel);
    state.channels.delete(channel);
    return at - sent;
  };
}

/** Sends so many a second on schedule, whatever is outstanding, each from the next of `asks` in turn; gives the times of each. */
export async function askOnSchedule(asks: readonly Ask[], perSecond: number, rounds: number): Promise<number[][]> {
  const start = performance.now();
  return Promise.all(
    asks.map((ask, turn) =>
      Promise.all(
        Array.from({ length: rounds }, async (_, round) => {
          const due = start + ((round * asks.length + turn) * 1000) / perSecond;
          await pause(Math.max(0, due - performance.now()));
          return ask();
        }),
      ),
    ),
  );
}
