import { ConfigError } from '../../src/errors.ts';
import { openStorage } from '../../src/storage/open.ts';
import { aStory } from '../support/builders.ts';

/** Of a user without special rights. */
const NOBODY = 65_534;

/** A process of its own for the tests: `open`, `open-as-nobody` (where it was started by root), `hold` (exclusively, until killed), `pick` (many times) or `revise` (until killed) a data folder. */
const [, , what, dataDir = ''] = process.argv;

// Given up only here: everything that the process needs is loaded, which nobody might not be permitted to read.
if (what === 'open-as-nobody' && process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

try {
  const storage = await openStorage({ dataDir, exclusive: what === 'hold' });
  if (what === 'hold') {
    console.log('held');
    setInterval(() => {}, 60_000);
  } else if (what === 'revise') {
    for (let i = 1; ; i += 1) {
      const { number } = await storage.revise({
        story: aStory({ title: `Take ${i}` }),
        author: 'child',
        note: `take ${i}`,
        file: { path: 'a.yaml', sha256: String(i).padStart(64, '0') },
      });
      console.log(number); // acknowledged only once it is on the disk
    }
  } else {
    const picks = what === 'pick' ? 60 : 0;
    for (let i = 0; i < picks; i += 1) await storage.nextPick('c', ['a', 'b', 'c']);
    await storage.published();
    await storage.close();
    console.log('ok');
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
