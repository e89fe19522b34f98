import { setImmediate as turnOver } from 'node:timers/promises';

/** Writes together what comes in one turn of the event loop, and what came while the last write was under way: one wait for the disk serves them all. */
export function groupCommit<Item>(write: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      // SQLite's write holds up the whole process: what was answered meanwhile is heard of only now.
      await turnOver();
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}
