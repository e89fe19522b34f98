import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Settlement } from '../../../src/delivery/ledger.ts';
import { deliveryId } from '../../../src/delivery/ledger.ts';
import { openEngine, type Engine } from '../../../src/engine.ts';
import { formatStoryFile } from '../../../src/facts/story-file.ts';
import { createLog } from '../../../src/log.ts';
import { emphasis, paragraph, post, type Reply } from '../../../src/reply.ts';
import type { Subscription } from '../../../src/schedule/subscription.ts';
import { tempDir } from '../../storage/backends.ts';
import { aCitation, aStory } from '../../support/builders.ts';

/** A Tuesday, at noon in Berlin. */
export const NOW = new Date('2031-05-20T10:00:00.000Z');
export const VISITOR = 'VisitorVisitorVisitor1';
export const COOKIE = `pullquote=${VISITOR}`;

const DAY_MS = 86_400_000;

/** The real engine with the real digests, in memory; its clock stands at `time.now`. */
export async function aScheduleEngine(time: { now: Date } = { now: NOW }): Promise<Engine> {
  const dir = tempDir();
  const storiesDir = join(dir, 'stories');
  mkdirSync(storiesDir);
  writeFileSync(join(storiesDir, 'bridge.yaml'), formatStoryFile(aStory()));
  const engine = await openEngine({ memory: true, storiesDir, log: createLog('silent'), now: () => time.now });
  onTestFinished(async () => {
    await engine.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return engine;
}

export function aSubscription(parts: Partial<Subscription> = {}): Subscription {
  return {
    id: 'd-discrd',
    place: { platform: 'discord', workspace: '900000000000000001', channel: '900000000000000002' },
    digest: 'daily-brief',
    options: {},
    cron: '0 9 * * 1-5',
    zone: 'Europe/Berlin',
    graceMinutes: 360,
    by: { id: '900000000000000003', name: 'Ada Lindqvist' },
    createdAt: '2031-04-28T12:00:00.000Z',
    dueAt: '2031-05-21T07:00:00.000Z',
    paused: undefined,
    lastRest: undefined,
    ...parts,
  };
}

/** One on each platform; of Slack two, of which one rests. */
export const SUBSCRIPTIONS = {
  discord: aSubscription(),
  slack: aSubscription({
    id: 'd-slack2',
    place: { platform: 'slack', workspace: 'T024BE7LD', channel: 'C024BE91L', thread: '1934567890.000100' },
    digest: 'quote-of-the-day',
    options: { story: 'harbour-bridge', quiet: 'repeat', as: 'card' },
    cron: '30 8 * * *',
    zone: 'America/New_York',
    by: { id: 'T024BE7LD:U024BE7LH', name: 'Tomás Quillón' },
    createdAt: '2031-04-28T12:01:00.000Z',
    dueAt: '2031-05-20T12:30:00.000Z',
  }),
  web: aSubscription({
    id: 'd-webweb',
    place: { platform: 'web', workspace: '', channel: VISITOR },
    digest: 'weekly-recap',
    options: { topic: 'transport' },
    cron: '0 17 * * 5',
    zone: 'UTC',
    by: { id: `web:${VISITOR}#0`, name: 'you' },
    createdAt: '2031-04-28T12:02:00.000Z',
    dueAt: '2031-05-23T17:00:00.000Z',
  }),
  resting: aSubscription({
    id: 'd-rest22',
    place: { platform: 'slack', workspace: 'T024BE7LD', channel: '@U024BE7LH' },
    digest: 'quote-of-the-day',
    cron: '0 7 1 * *',
    graceMinutes: 90,
    createdAt: '2031-04-28T12:03:00.000Z',
    dueAt: '2031-06-01T05:00:00.000Z',
    paused: { at: '2031-05-12T07:00:04.000Z', why: 'closed', says: 'the channel is archived' },
  }),
};

export function aMessage(): Reply {
  return post({
    title: 'Your daily brief',
    blocks: [
      paragraph('Mira Vale reopened the harbour bridge of Port Ansel on 6 May 2031. ', { type: 'cite', number: 1 }),
      paragraph(emphasis('You see this because Ada Lindqvist subscribed to it.')),
    ],
    citations: [aCitation(1, { item: 'harbour-bridge/opening' })],
    actions: [{ label: 'Pause', command: '/digest pause d-discrd' }],
  });
}

type Outcome =
  | { state: 'sent'; late?: boolean }
  | { state: 'skipped' | 'failed' | 'missed'; says: string }
  | 'due'
  | 'sending';

/** Puts a delivery into the ledger and gives its id. Whatever is `due` there already is claimed with it. */
export async function record(
  { storage: { ledger } }: Engine,
  { id: subscription, place, digest }: Subscription,
  occurrence: string,
  outcome: Outcome,
): Promise<string> {
  const id = deliveryId(subscription, occurrence, 'scheduled');
  const content = aMessage();
  const expiresAt = new Date(Date.parse(occurrence) + DAY_MS).toISOString();
  await ledger.add({ id, subscription, kind: 'scheduled', occurrence, place, digest, expiresAt }, occurrence);
  if (outcome === 'due') return id;
  await ledger.claim({ platform: place.platform, at: occurrence, until: expiresAt, holder: 'me', most: 100 });
  if (outcome === 'sending') return id;
  const { state } = outcome;
  if (state === 'sent')
    await ledger.prepare([{ id, content, items: ['harbour-bridge/opening'], knownUntil: occurrence }]);
  const sentAt = new Date(
    Date.parse(occurrence) + (state === 'sent' && outcome.late ? 42 * 60_000 : 4000),
  ).toISOString();
  const settlement: Settlement =
    state === 'sent'
      ? {
          id,
          state,
          message: '1234567890123456789',
          sentAt,
          late: outcome.late ?? false,
          says: outcome.late ? 'Pullquote was not running then' : '',
        }
      : { id, state, says: outcome.says };
  await ledger.settle([settlement], sentAt);
  return id;
}

/** Three weeks of deliveries in every state, on three platforms. */
export async function fillSchedule(engine: Engine): Promise<void> {
  const { discord, slack, web, resting } = SUBSCRIPTIONS;
  for (const each of [discord, slack, web, resting]) await engine.storage.subscriptions.add(each);
  if (resting.paused) await engine.storage.subscriptions.pause(resting.id, resting.paused);
  for (let day = 1; day <= 20; day += 1) {
    const date = `2031-05-${String(day).padStart(2, '0')}`;
    const weekday = new Date(date).getUTCDay();
    if (weekday > 0 && weekday < 6) await record(engine, discord, `${date}T07:00:00.000Z`, ofDiscord(day));
    if (day < 20) await record(engine, slack, `${date}T12:30:00.000Z`, ofSlack(day));
    if (weekday === 5) await record(engine, web, `${date}T17:00:00.000Z`, { state: 'sent' });
  }
  await record(engine, resting, '2031-05-01T05:00:00.000Z', { state: 'failed', says: 'the channel is archived' });
}

function ofDiscord(day: number): Outcome {
  if (day === 20) return 'due';
  if (day === 19) return { state: 'sent', late: true };
  return day === 8 ? { state: 'failed', says: 'the bot may not send messages in this channel' } : { state: 'sent' };
}

function ofSlack(day: number): Outcome {
  if (day === 19) return 'sending';
  if (day % 6 === 0) return { state: 'skipped', says: 'every quotation was posted here within 60 days' };
  return day === 15
    ? { state: 'missed', says: 'Pullquote was not running then; more than 6 h late' }
    : { state: 'sent' };
}
