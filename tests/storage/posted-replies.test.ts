import { describe, expect, test } from 'vitest';
import type { PostedReply } from '../../src/delivery/corrections/store.ts';
import { post, paragraph } from '../../src/reply.ts';
import { aCitation } from '../support/builders.ts';
import { BACKENDS } from './backends.ts';

const REF = 'harbour-bridge/item-1';
const reply = post({
  blocks: [paragraph('It cost 42 million. ', { type: 'cite', number: 1 })],
  citations: [aCitation(1)],
  knownUntil: '2031-05-06T08:00:00.000Z',
});
const posted = (message: string, parts: Partial<PostedReply> = {}): PostedReply => ({
  place: { platform: 'discord', workspace: '1', channel: 'c' },
  message,
  reply,
  ...parts,
});
const told = {
  from: 'replies' as const,
  story: 'harbour-bridge',
  items: [REF],
  before: '2031-05-07',
  after: '',
  most: 9,
};

describe.for(BACKENDS)('replies on $name', ({ open }) => {
  test('are found by what they tell, page by page, each message once with what it says last', async () => {
    await using opened = await open();
    const { posted: replies, corrections } = opened.storage;
    await replies.record(['1', '2', '3'].map((message) => posted(message)));
    await replies.record([posted('1', { page: 2 })]);
    const first = await corrections.toldBy({ ...told, most: 2 });
    const rest = await corrections.toldBy({ ...told, after: first.at(-1)?.about ?? '' });
    const all = [...first, ...rest];
    expect(new Set(all.map(({ message }) => message))).toEqual(new Set(['1', '2', '3']));
    const about = all.find(({ message }) => message === '1')?.about ?? '';
    expect(await corrections.find(about)).toMatchObject({ message: '1', page: 2, content: { blocks: reply.blocks } });
    for (const other of [
      { items: ['harbour-bridge/item-2'] },
      { story: 'harbour', items: undefined },
      { before: '2031-05-06' },
    ])
      expect(await corrections.toldBy({ ...told, ...other })).toEqual([]);
    expect(await corrections.toldBy({ ...told, items: undefined })).toHaveLength(3);
  });

  test('that tell nothing any more are forgotten, and a page that is turned is kept', async () => {
    await using opened = await open();
    const { posted: replies, corrections } = opened.storage;
    await replies.record([posted('1'), posted('2'), { place: posted('2').place, message: '2', turnedTo: 3 }]);
    await replies.record([posted('1', { reply: post({ blocks: [] }) })]);
    const [left, ...more] = await corrections.toldBy(told);
    expect([left?.message, more]).toEqual(['2', []]);
    expect((await corrections.find(left?.about ?? ''))?.page).toBe(3);
  });

  test('that nobody looks back at are deleted, with words that no other says', async () => {
    let now = new Date('2031-05-06T09:00:00.000Z');
    await using opened = await open(() => now);
    const { posted: replies, corrections } = opened.storage;
    await replies.record([posted('1')]);
    now = new Date('2032-07-06T09:00:00.000Z');
    await replies.record([posted('2')]);
    expect(await replies.forget(400)).toBe(1);
    expect(await corrections.toldBy(told)).toHaveLength(1);
    now = new Date('2033-10-06T09:00:00.000Z');
    expect(await replies.forget(400)).toBe(1);
    await replies.record([posted('3')]); // its words are kept anew, with what they tell
    expect(await corrections.toldBy(told)).toHaveLength(1);
  });
});
