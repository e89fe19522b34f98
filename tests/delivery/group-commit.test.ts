import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCommit } from '../../src/delivery/group-commit.ts';

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

test('the first is written at once, and together what came meanwhile', async () => {
  const { commit, written, open, end } = aDisk();
  const all = [commit('a'), commit('b'), commit('c')];
  expect(open.map(({ items }) => items)).toEqual([['a']]);
  end();
  await all[0];
  end();
  await Promise.all(all);
  expect(written).toEqual([['a'], ['b', 'c']]);
});

test('a write that fails fails for those in it and for nobody else', async () => {
  const { commit, written, end } = aDisk();
  const outcomes = ['a', 'b', 'c'].map((item) => commit(item).catch((error: unknown) => error));
  end();
  await outcomes[0];
  end(new Error('the disk is full'));
  expect(await Promise.all(outcomes)).toEqual([
    undefined,
    new Error('the disk is full'),
    new Error('the disk is full'),
  ]);
  const after = commit('d');
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
