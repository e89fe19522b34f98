import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DraftEntry } from '../../../src/curation/desk/store.ts';
import { openEngine, type Engine } from '../../../src/engine.ts';
import { normaliseSource } from '../../../src/facts/evidence.ts';
import { formatStoryFile } from '../../../src/facts/story-file.ts';
import { createLog } from '../../../src/log.ts';
import { tempDir } from '../../storage/backends.ts';
import { aStory, ARTICLE } from '../../support/builders.ts';

export const NOW = new Date('2031-05-20T10:00:00.000Z');
export const ADA = { id: 'slack:U024BE7LH', name: 'Ada Lindqvist' };
export const TOMAS = { id: 'discord:900000000000000003', name: 'Tomás Quillón' };

/** An invented article with what is hard to count: signs of two units, and markup that would do something. */
export const FERRY =
  normaliseSource(`The council of Port Ansel voted on Monday to keep the island ferry. 🚢 It costs 3 million crowns a year.

“We will not leave anyone on the islands behind,” said Mira Vale, the mayor of Port Ansel. “The ferry stays,” she told reporters.

Engineer Tomás Quillón said the oldest ship, the Petrel, must be replaced by 2033. <img src=x onerror=alert(1)> The yard of Lowmouth has offered a new one for 12 million crowns.

About 4,000 people live on the islands, according to the city's register. They cross 600,000 times a year.`);

/** The real engine in memory, with one published story whose article is held. */
export async function aDeskEngine(): Promise<Engine> {
  const dir = tempDir();
  const storiesDir = join(dir, 'stories');
  mkdirSync(storiesDir);
  const story = aStory();
  writeFileSync(join(storiesDir, 'bridge.yaml'), formatStoryFile(story));
  const engine = await openEngine({ memory: true, storiesDir, log: createLog('silent'), now: () => NOW });
  await engine.storage.putSourceText(story.source.sha256, ARTICLE);
  onTestFinished(async () => {
    await engine.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return engine;
}

/** A draft of the ferry's article on the desk. */
export async function aDraft({ desk }: Engine): Promise<DraftEntry> {
  return (await desk.add({ text: FERRY, name: 'ferry.txt' }, ADA)).entry;
}

/** The cookie of a new session. */
export async function aSession({ desk }: Engine, editor = ADA): Promise<string> {
  const session = await desk.signIn.open(await desk.signIn.link(editor));
  return `pullquote-desk=${session?.key}`;
}
