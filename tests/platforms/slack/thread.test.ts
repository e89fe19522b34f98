import { expect, test } from 'vitest';
import { citedIn, LEANING, LEANS_ON, QUESTIONS, SHIPPED_STORIES } from '../../support/a-thread.ts';
import { startBot } from './bot.ts';

const THREAD = '1900000000.000001';

test('a thread of six questions is followed, and nobody else’s', async () => {
  const { slack } = await startBot({ storiesDir: SHIPPED_STORIES });
  async function ask(question: string, from: Parameters<typeof slack.mention>[1]): Promise<string[]> {
    const before = slack.state.messages.length;
    await slack.mention(question, from);
    return citedIn((await slack.message(before)).body);
  }
  for (const [question, item] of QUESTIONS) {
    expect([question, await ask(question, { thread: THREAD })]).toEqual([question, expect.arrayContaining([item])]);
    if (question === LEANING) {
      expect(await ask(question, { thread: THREAD, user: 'U0OTHER' })).not.toContain(LEANS_ON);
      expect(await ask(question, { thread: '1900000000.000002' })).not.toContain(LEANS_ON);
      expect(await ask(question, {})).not.toContain(LEANS_ON);
    }
  }
});
