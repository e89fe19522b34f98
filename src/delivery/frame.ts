import { emphasis, notice, paragraph, type Reply } from '../reply.ts';
import { nextOccurrences } from '../schedule/occurrences.ts';
import { describeSchedule, formatTime } from '../schedule/say-when.ts';
import type { Subscription } from '../schedule/subscription.ts';

/** A digest as it is posted: with why it comes and how to stop it. `dueAt` is its time where it comes late. */
export function frameDigest(
  reply: Reply,
  { id, by, cron, zone }: Pick<Subscription, 'id' | 'by' | 'cron' | 'zone'>,
  now: Date,
  dueAt?: Date,
): Reply {
  const [next] = nextOccurrences(cron, zone, now, 1);
  const why = [
    dueAt ? `This comes late; its time was ${formatTime(dueAt, zone)}.` : '',
    `You see this because ${by.name} subscribed to it, ${describeSchedule(cron, zone)}.`,
    next ? `Next: ${formatTime(next, zone)}.` : '',
  ];
  return {
    ...reply,
    visibility: 'channel',
    blocks: [...reply.blocks, paragraph(emphasis(why.filter((part) => part !== '').join(' ')))],
    actions: [...reply.actions, { label: 'Pause', command: `/digest pause ${id}` }],
  };
}

/** What the person who subscribed is told once their channel is closed to the bot. */
export function closedNotice({ id, digest }: Pick<Subscription, 'id' | 'digest'>, says: string): Reply {
  return notice(`I could not post ${digest} (${id}) and have paused it: ${says}.`, {
    blocks: [paragraph('Once I may post there again, resume it; what was missed meanwhile does not come all at once.')],
    actions: [
      { label: 'Resume', command: `/digest resume ${id}` },
      { label: 'Remove', command: `/digest remove ${id}` },
    ],
  });
}
