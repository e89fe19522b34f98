import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCommit } from '../../src/delivery/group-commit.ts';
import { settle } from '../support/virtual-time.ts';

/** A disk whose writes end when they are told to. */
function aDisk() {
  const written: string[][] = [];
  const open: { items: string[]; end: (error?: Error) => void }[] = [];
  const commit = groupCommit<string>(
    (items) =>
      new Promise((resolve, reject) => {
        open.push({
          items,
          end(error) {
            if (error) return reject(error);
            written.push(items);
            resolve();
          },
        });
      }),
  );
  return { commit, written, open, end: (error?: Error) => open.shift()?.end(error) };
}

test('what comes while a write is under way is written together after it', async () => {
  const { commit, written, open, end } = aDisk();
  const all = ['a', 'b', 'c'].map((item) => commit(item));
  await settle();
  const before = open.flatMap(({ items }) => items);
  all.push(commit('d'), commit('e'));
  await settle();
  expect(open.flatMap(({ items }) => items)).toEqual(before);
  for (let write = 0; write < 3; write += 1) {
    end();
    await settle();
  }
  await Promise.all(all);
  expect(written.flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(written.length).toBeLessThanOrEqual(2);
});

test('a write that fails fails for those in it and for nobody else', async () => {
  const { commit, written, end } = aDisk();
  const outcome = (item: string) => commit(item).catch((error: unknown) => error);
  const first = outcome('a');
  await settle();
  const others = [outcome('b'), outcome('c')];
  end();
  await settle();
  end(new Error('the disk is full'));
  expect(await first).toBeUndefined();
  expect(await Promise.all(others)).toEqual([new Error('the disk is full'), new Error('the disk is full')]);
  const after = commit('d');
  await settle();
  end();
  await after;
  expect(written).toEqual([['a'], ['d']]);
});

test('whatever comes whenever is written once, in its order, one write at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { maxLength: 30 }), async (scheduler, items) => {
      const written: number[] = [];
      let writing = 0;
      const commit = groupCommit<number>(async (batch) => {
        writing += 1;
        expect(writing).toBe(1);
        await scheduler.schedule(Promise.resolve());
        written.push(...batch);
        writing -= 1;
      });
      const all = items.map((item) => scheduler.schedule(Promise.resolve()).then(() => commit(item)));
      await scheduler.waitFor(Promise.all(all));
      expect(written.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});
