import { onTestFinished } from 'vitest';
import type { Desk } from '../../src/curation/desk/desk.ts';
import { openDesk, type DeskParts } from '../../src/curation/desk/open-desk.ts';
import { createReader } from '../../src/curation/desk/reader.ts';
import type { Editor } from '../../src/curation/desk/store.ts';
import { createLog } from '../../src/log.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ARTICLE, aStory } from './builders.ts';

export const MIRA: Editor = { id: 'slack:U1', name: 'Mira' };
export const TOMAS: Editor = { id: 'discord:2', name: 'Tomás' };

/** A short article of our own, as somebody pastes it. */
export const FERRY = `Ferry to Norholm sails again

The ferry between Port Ansel and Norholm sailed again on Monday after eleven weeks in dock, the harbour office said.

Captain Ilse Brandt, who has run the line since 2024, welcomed 312 passengers on board. “We have missed this water,” Brandt told the Ansel Courier. “So has everyone on the island.”

The repair of the engine cost 1.4 million crowns, according to the harbour office. Norholm's shopkeepers had complained of empty shelves since February.
`;

/** A desk over a storage of its own, whose clock moves on a second with each look. */
export async function aDesk(
  parts: Partial<DeskParts> = {},
): Promise<{ desk: Desk; storage: Storage; swaps: () => number }> {
  let at = Date.parse('2031-05-07T09:00:00Z');
  const now = () => new Date((at += 1000));
  const storage = await openStorage({ memory: true }, now);
  onTestFinished(() => storage.close());
  let swaps = 0;
  const desk = openDesk({
    storage,
    reader: createReader({ contact: undefined, now }),
    model: undefined,
    articleWords: 40,
    swap: async () => {
      swaps += 1;
    },
    now,
    log: createLog('silent'),
    ...parts,
  });
  return { desk, storage, swaps: () => swaps };
}

/** The story of the bridge, published, with its article's text. */
export async function withBridge(storage: Storage): Promise<void> {
  const story = aStory();
  await storage.putSourceText(story.source.sha256, ARTICLE);
  await storage.revise({ story, author: 'test', note: '' });
}
