import { expect, test } from 'vitest';
import { createConversations } from '../../../src/platforms/web/conversations.ts';
import { createOutlet } from '../../../src/platforms/web/outlet.ts';
import { paragraph, post } from '../../../src/reply.ts';

const PLACE = { platform: 'web' as const, workspace: '', channel: 'v' };
const says = (text: string) => post({ blocks: [paragraph(text)] });

test('what is taken back is told in the conversation, and out of the post itself', async () => {
  const conversations = createConversations();
  const conversation = { channel: 'web:v', thread: '0' };
  conversations.add(conversation, '/help', says('Help.'));
  const outlet = createOutlet(conversations, undefined);
  const { message } = await outlet.post({ id: 'digest', place: PLACE, reply: says('It cost 42 million.') });
  await outlet.post({ id: 'word', place: PLACE, reply: says('It cost 52 million, not 42.'), inReplyTo: message });
  for (let times = 0; times < 2; times += 1)
    await outlet.edit({ place: PLACE, message, reply: says('It cost 52 million.'), page: 0, mark: message });
  const turns = conversations.turns(conversation).map(({ reply, delivery }) => [delivery, reply]);
  expect(turns).toEqual([
    [undefined, says('Help.')],
    ['digest', says('It cost 52 million.')],
    ['word', says('It cost 52 million, not 42.')],
  ]);
  await outlet.edit({ place: { ...PLACE, channel: 'gone' }, message, reply: says('x'), page: 0, mark: message }); // nobody holds it
});
