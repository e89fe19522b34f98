import { expect, test } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { forgetOld } from '../src/housekeeping.ts';
import { createLog } from '../src/log.ts';
import { openStorage } from '../src/storage/open.ts';

const quiet = createLog('silent');

test('what nobody comes back for is deleted, and nothing else', async () => {
  let now = new Date('2030-01-01T12:00:00Z');
  const storage = await openStorage({ memory: true }, () => now);
  const pick = (channel: string) => storage.nextPick(channel, ['a', 'b']);
  await pick('web:visitor');
  await pick('slack:T1:C1');
  await storage.keep([{ id: 'x', value: 'x' }]);
  await storage.firstTime('slack:Ev1');
  now = new Date('2031-02-01T12:00:00Z');
  await forgetOld(storage, quiet);
  expect([await pick('web:visitor'), await pick('slack:T1:C1')]).toEqual(['a', 'b']);
  expect([await storage.kept('x'), await storage.firstTime('slack:Ev1')]).toEqual(['x', true]);
  now = new Date('2031-03-20T12:00:00Z');
  await forgetOld(storage, quiet);
  expect(await storage.kept('x')).toBeUndefined();
  await storage.close();
});

test('a disk at fault stops nothing, and a bug is not hidden', async () => {
  const storage = await openStorage({ memory: true });
  const failing = (error: Error) => ({
    ...storage,
    forgetKept: async () => {
      throw error;
    },
  });
  await expect(forgetOld(failing(new ConfigError('x.db cannot be written.')), quiet)).resolves.toBeUndefined();
  await expect(forgetOld(failing(new Error('bug')), quiet)).rejects.toThrow('bug');
  await storage.close();
});
