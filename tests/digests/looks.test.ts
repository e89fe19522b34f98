import { expect, test } from 'vitest';
import dailyBrief from '../../digests/daily-brief.ts';
import quoteOfTheDay from '../../digests/quote-of-the-day.ts';
import weeklyRecap from '../../digests/weekly-recap.ts';
import { frameDigest } from '../../src/delivery/frame.ts';
import type { Digest } from '../../src/digest.ts';
import { renderDiscord } from '../../src/platforms/discord/render.ts';
import { renderSlack } from '../../src/platforms/slack/render.ts';
import { renderTerminal } from '../../src/platforms/terminal/render.ts';
import { renderReply } from '../../src/platforms/web/render.ts';
import type { Reply } from '../../src/reply.ts';
import { aStory } from '../support/builders.ts';
import { aSubscription } from '../support/delivery.ts';
import {
  BRIDGE,
  build,
  corrected,
  daysBefore,
  FERRY,
  MORNING,
  withdrawn,
  type DigestScene,
} from '../support/delivery-digest.ts';
import { discordFaults } from '../support/discord-oracle.ts';
import { slackFaults } from '../support/slack-oracle.ts';

const bridge = { ...BRIDGE, at: daysBefore(30) };
const tram = { at: daysBefore(1), story: aStory({ slug: 'tram', title: 'Trams <run> & *ring* again' }) };

const SCENES: Record<string, { digest: Digest; scene: DigestScene; dueAt?: Date }> = {
  'daily-brief': {
    digest: dailyBrief,
    scene: { history: [bridge, tram, corrected(daysBefore(1)), { ...FERRY, at: daysBefore(2) }] },
  },
  'daily-brief.withdrawn': {
    digest: dailyBrief,
    scene: { history: [FERRY, bridge, withdrawn(daysBefore(1))] },
    dueAt: new Date('2031-05-12T06:00:00.000Z'),
  },
  'daily-brief.nothing-new': { digest: dailyBrief, scene: { history: [FERRY, bridge] } },
  'quote-of-the-day': { digest: quoteOfTheDay, scene: { history: [bridge] } },
  'quote-of-the-day.card': { digest: quoteOfTheDay, scene: { history: [bridge], options: { as: 'card' } } },
  'weekly-recap': {
    digest: weeklyRecap,
    scene: {
      history: [bridge, tram, corrected(daysBefore(1))],
      posted: [{ items: ['harbour-bridge/opening', 'harbour-bridge/cost'] }, { items: ['harbour-bridge/cost'] }],
    },
  },
};

/** Each platform's own form of a reply, without faults. */
const PLATFORMS: Record<string, { ending: string; render: (reply: Reply) => string | Promise<string> }> = {
  terminal: { ending: 'txt', render: (reply) => renderTerminal(reply, { width: 80, color: false }) },
  discord: {
    ending: 'json',
    render(reply) {
      const { body, pictures, keep, page, pages } = renderDiscord(reply);
      const names = pictures.map(({ name }) => name);
      expect(discordFaults('message', body, names)).toEqual([]);
      return JSON.stringify({ body, pictures, keep: keep.map(({ id }) => id), page, pages }, null, 2);
    },
  },
  slack: {
    ending: 'json',
    render(reply) {
      const { body } = renderSlack(reply);
      expect(slackFaults('chat.postMessage', { channel: 'C1', ...body })).toEqual([]);
      return JSON.stringify(body, null, 2);
    },
  },
  web: {
    ending: 'html',
    render: async (reply) => (await renderReply(reply, { prefix: 't1', passages: new Map() })).toString(),
  },
};

test.for(Object.keys(SCENES).flatMap((name) => Object.keys(PLATFORMS).map((platform) => [name, platform] as const)))(
  '%s looks the same as last time on %s',
  async ([name, platform]) => {
    const { digest, scene, dueAt } = SCENES[name] ?? { digest: dailyBrief, scene: {} };
    const { ending, render } = PLATFORMS[platform] ?? { ending: '', render: () => '' };
    const built = await build(digest, scene);
    if ('skipped' in built) throw new Error(built.skipped);
    const reply = frameDigest(built, aSubscription({ zone: 'Europe/Berlin', cron: digest.cron }), MORNING, dueAt);
    await expect(`${await render(reply)}\n`).toMatchFileSnapshot(`../rendered/${platform}/digest.${name}.${ending}`);
  },
);
