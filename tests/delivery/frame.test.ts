import { expect, test } from 'vitest';
import { closedNotice, frameDigest } from '../../src/delivery/frame.ts';
import { notice, paragraph, post } from '../../src/reply.ts';
import { aReply, aSubscription } from '../support/delivery.ts';
import { textOf } from '../support/run.ts';

const NINE = new Date('2031-05-06T07:00:00.000Z');
const subscription = aSubscription({ zone: 'Europe/Berlin' });

test('a digest says who wanted it, when it comes and when next, and has a button to pause it', () => {
  const framed = frameDigest(aReply(), subscription, NINE);
  expect(textOf(framed)).toBe(
    'Good morning.\nYou see this because Mira Vale subscribed to it, at 09:00 every day, Berlin time (Europe/Berlin). Next: Wed 7 May, 09:00 CEST.',
  );
  expect(framed.actions).toEqual([{ label: 'Pause', command: '/digest pause d-222222' }]);
});

test('what comes late says when its time was', () => {
  const framed = frameDigest(aReply(), subscription, new Date('2031-05-06T10:00:00.000Z'), NINE);
  expect(textOf(framed)).toContain('This comes late; its time was Tue 6 May, 09:00 CEST. You see this');
});

test('what never comes again says nothing of a next time', () => {
  const framed = frameDigest(aReply(), { ...subscription, cron: '0 9 30 2 *' }, NINE);
  expect(textOf(framed)).not.toContain('Next:');
});

test('all else of the digest stays as it was, and everybody in the channel sees it', () => {
  const reply = notice('Only you', { actions: [{ label: 'More', command: '/stories' }] });
  const framed = frameDigest(reply, subscription, NINE);
  expect(framed).toMatchObject({ outcome: reply.outcome, visibility: 'channel', citations: reply.citations });
  expect(framed.blocks.slice(0, -1)).toEqual(reply.blocks);
  expect(framed.actions.map(({ label }) => label)).toEqual(['More', 'Pause']);
  expect(reply.actions).toHaveLength(1);
});

test('whoever subscribed a channel that is closed hears why, and can go on or leave it', () => {
  const told = closedNotice(subscription, 'the channel is archived');
  expect(textOf(told)).toMatch(/^I could not post morning.* and have paused it: the channel is archived\./);
  expect(told.actions.map(({ command }) => command)).toEqual(['/digest resume d-222222', '/digest remove d-222222']);
  expect(told.outcome).not.toBe('bug');
});

test('a digest without words still says why it comes', () => {
  expect(frameDigest(post({ blocks: [] }), subscription, NINE).blocks).toHaveLength(1);
  expect(frameDigest(post({ blocks: [paragraph('x')] }), subscription, NINE).blocks).toHaveLength(2);
});
