import { expect, onTestFinished, test } from 'vitest';
import { buildLibrary } from '../../../src/facts/library.ts';
import { createLog } from '../../../src/log.ts';
import { startWeb } from '../../../src/platforms/web/server.ts';
import { citedIn, LEANING, LEANS_ON, QUESTIONS, theShippedStory } from '../../support/a-thread.ts';
import { aWebEngine } from '../../support/web.ts';

test('a conversation of six questions is followed, nobody else’s, and not beyond its end', async () => {
  const library = buildLibrary([{ story: theShippedStory(), revision: 1 }]);
  const web = await startWeb({ engine: aWebEngine({ library }), host: '127.0.0.1', port: 0, log: createLog('silent') });
  onTestFinished(() => web.close());
  const send = (path: string, line: string, visitor: string) =>
    fetch(`${web.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: web.url, cookie: `pullquote=${visitor.repeat(22)}` },
      body: JSON.stringify({ line }),
      redirect: 'manual',
    });
  const ask = async (line: string, visitor = 'a') => citedIn(await (await send('/say', line, visitor)).text());
  for (const [question, item] of QUESTIONS) {
    expect([question, await ask(question)]).toEqual([question, expect.arrayContaining([item])]);
    if (question === LEANING) expect(await ask(question, 'b')).not.toContain(LEANS_ON);
  }
  await (await send('/restart', '', 'a')).text();
  expect(await ask(LEANING)).toEqual(await ask(LEANING, 'c'));
});
