import { expect, test } from 'vitest';
import { citedIn, LEANING, LEANS_ON, QUESTIONS, theShippedStory } from '../../support/a-thread.ts';
import { connect } from './connection.ts';

test('a thread of six questions is followed, and nobody else’s', async () => {
  const { fake } = await connect({ stories: [theShippedStory()] });
  async function ask(question: string, said: Parameters<typeof fake.say>[1]): Promise<string[]> {
    const before = fake.messages.length;
    fake.say(`<@${fake.world.bot.id}> ${question}`, said);
    return citedIn(await fake.until(() => fake.messages[before]));
  }
  for (const [question, item] of QUESTIONS) {
    expect([question, await ask(question, { in: 'thread' })]).toEqual([question, expect.arrayContaining([item])]);
    if (question === LEANING) {
      expect(await ask(question, { in: 'thread', by: fake.world.operator })).not.toContain(LEANS_ON);
      expect(await ask(question, { in: 'channel' })).not.toContain(LEANS_ON);
    }
  }
});
