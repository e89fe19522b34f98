import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptReply, markOf, resolvePress, shared, writePress, type Press } from '../src/button.ts';
import { ConfigError } from '../src/errors.ts';
import { notice, paragraph, post } from '../src/reply.ts';
import { openStorage } from '../src/storage/open.ts';
import type { Kept } from '../src/storage/storage.ts';
import { arbitraryReply, hostileText } from './support/arbitrary-reply.ts';
import { textOf } from './support/run.ts';

const LONGEST = 100;

/** A storage that holds what was kept, and nothing else. */
function holding(...kept: Kept[]) {
  const held = new Map(kept.map(({ id, value }) => [id, value]));
  return { kept: async (id: string) => held.get(id) };
}

function runId(line: string): string {
  return writePress({ does: 'run', line }, LONGEST).id;
}

const reply = post({ title: 'The bridge', blocks: [paragraph('It is open.')] });
const { id: of, value } = keptReply(reply);

describe('the id of a button', () => {
  test('says what pressing it does, of any line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostileText, fc.string({ maxLength: 300 })), async (line) => {
        const { id, keep } = writePress({ does: 'run', line }, LONGEST);
        expect(id.length).toBeLessThanOrEqual(LONGEST);
        expect(await resolvePress(id, holding(...keep))).toEqual({ does: 'run', line });
      }),
    );
  });

  test('carries a mark of at most 25 characters, and does the same with it', async () => {
    const aMark = fc.oneof(fc.stringMatching(/^[\w-]{1,25}$/), fc.constant('m'.repeat(25)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostileText, fc.string({ maxLength: 300 })), aMark, async (line, mark) => {
        const { id, keep } = writePress({ does: 'run', line }, LONGEST, mark);
        expect(id.length).toBeLessThanOrEqual(LONGEST);
        expect(markOf(id)).toBe(mark);
        expect(await resolvePress(id, holding(...keep))).toEqual({ does: 'run', line });
        expect(markOf(runId(line))).toBeUndefined();
      }),
    );
  });

  test('with a mark still names a page of a kept reply, which keeps the mark', async () => {
    const { id } = writePress({ does: 'page', of, page: 2 }, LONGEST, 'd-1');
    expect(id).toBe(`page@d-1 ${of} 2`);
    expect(await resolvePress(id, holding({ id: of, value }))).toEqual({
      does: 'page',
      of,
      reply,
      page: 2,
      mark: 'd-1',
    });
    const share = writePress({ does: 'share', of }, LONGEST, 'd-1');
    expect(await resolvePress(share.id, holding({ id: of, value }))).toEqual({ does: 'share', of, reply });
  });

  test('is the line itself where it fits, so that it outlives what is kept', () => {
    expect(writePress({ does: 'run', line: '/source harbour-bridge/cost' }, LONGEST)).toEqual({
      id: 'run /source harbour-bridge/cost',
      keep: [],
    });
    expect(writePress({ does: 'run', line: 'x'.repeat(96) }, LONGEST).keep).toEqual([]);
    expect(writePress({ does: 'run', line: 'x'.repeat(97) }, LONGEST).keep).toHaveLength(1);
  });

  test('is the same for the same line, and another for another', () => {
    expect(runId('x'.repeat(200))).toBe(runId('x'.repeat(200)));
    expect(runId('x'.repeat(200))).not.toBe(runId('x'.repeat(201)));
  });

  test('names a page of a kept reply, and one to share', async () => {
    const kept = holding({ id: of, value });
    const resolve = (press: Press) => resolvePress(writePress(press, LONGEST).id, kept);
    expect(await resolve({ does: 'page', of, page: 2 })).toEqual({ does: 'page', of, reply, page: 2 });
    expect(await resolve({ does: 'page', of, page: -1 })).toEqual({ does: 'page', of, reply, page: 0 });
    expect(await resolve({ does: 'share', of })).toEqual({ does: 'share', of, reply });
  });

  test('is unknown where nothing is kept under it', async () => {
    for (const press of [
      { does: 'page', of, page: 1 },
      { does: 'share', of },
      { does: 'run', line: 'x'.repeat(200) },
    ] as const)
      expect(await resolvePress(writePress(press, LONGEST).id, holding())).toEqual({ does: 'unknown' });
  });

  test.for([
    '',
    'run',
    'page',
    'page ',
    'line nothing',
    'share',
    'open x',
    'constructor',
    `page ${of}`,
    `runs ${of}`,
    'run@ x',
    'run@a.b x',
    `run@${'a'.repeat(26)} x`,
  ])('is unknown or harmless when somebody else wrote it: “%s”', async (id) => {
    const { does } = await resolvePress(id, holding({ id: of, value }));
    expect(does).toBe(id === `page ${of}` ? 'page' : 'unknown');
  });

  test.for(['', 'no JSON', '{}', '{"reply":{}}', '{"line":1}', '{"line":"/help","more":1}', 'null'])(
    'is unknown where what is kept is from another version: %s',
    async (older) => {
      for (const id of [`line ${of}`, `page ${of} 0`, `share ${of}`])
        expect(await resolvePress(id, holding({ id: of, value: older }))).toEqual({ does: 'unknown' });
    },
  );

  test('of a line never gives a reply, nor the other way round', async () => {
    const [line] = writePress({ does: 'run', line: 'x'.repeat(200) }, LONGEST).keep;
    const kept = holding({ id: of, value }, line ?? { id: '', value: '' });
    expect(await resolvePress(`line ${of}`, kept)).toEqual({ does: 'unknown' });
    expect(await resolvePress(`share ${line?.id}`, kept)).toEqual({ does: 'unknown' });
  });
});

test('any reply comes back as it was kept, without the asker’s question, under an id of its own', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryReply, async ({ understood, ...whole }) => {
      const kept = keptReply({ ...whole, understood });
      expect(kept.id).toMatch(/^[\w-]{22}$/);
      expect(await resolvePress(`share ${kept.id}`, holding(kept))).toEqual({
        does: 'share',
        of: kept.id,
        reply: whole,
      });
    }),
    { numRuns: 200 },
  );
});

describe('a reply shared with a channel', () => {
  const press = { does: 'share', of: 'abc', reply: notice('For your eyes.') } as const;
  const here = { channel: 'slack:T1:C1', name: 'Mira *Vale*' };

  test('is for all, under the name of who shared it, and once', async () => {
    const storage = await openStorage({ memory: true });
    const first = await shared(press, here, storage);
    expect(first).toMatchObject({ visibility: 'channel', blocks: [{ type: 'text' }, ...press.reply.blocks] });
    expect(textOf(first)).toContain('Shared by Mira *Vale*');
    const again = await shared(press, here, storage);
    expect(again).toMatchObject({ visibility: 'asker' });
    expect(textOf(again)).toBe('This was shared here already.');
    expect((await shared(press, { ...here, channel: 'slack:T1:C2' }, storage)).visibility).toBe('channel');
    await storage.close();
  });

  test('is shared though the disk is at fault', async () => {
    const storage = { firstTime: () => Promise.reject(new ConfigError('x.db cannot be written.')) };
    expect((await shared(press, here, storage)).visibility).toBe('channel');
  });
});
