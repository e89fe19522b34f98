import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REQUESTS_PER_SECOND } from '../../src/platforms/discord/limits.ts';
import { dueSubscription, fillDataFolder } from '../../tests/support/crash/due-subscriptions.ts';
import { startFakeDiscord } from '../../tests/support/fake-discord.ts';
import { startFakeSlack, TEAM } from '../../tests/support/fake-slack.ts';
import type { Place } from '../../src/schedule/subscription.ts';
import { startBot, type Servers } from '../platforms/bots.ts';
import type { Figure } from '../report.ts';

/** What delivery holds itself to in Slack, which names no number (src/platforms/slack/outlet.ts). */
const SLACK = { perSecond: 50, perChannelMs: 1000 };
const LEAST_SHARE = 0.98;

/** So many channels of Discord are due at once, whose limit of fifty requests in any second the server enforces. */
export async function measureDiscord(channels: number): Promise<Figure[]> {
  const discord = await startFakeDiscord({ limits: { perSecond: REQUESTS_PER_SECOND }, keep: false });
  try {
    const places = Array.from({ length: channels }, (): Place => ({
      platform: 'discord',
      workspace: discord.world.guild,
      channel: discord.channels.add().id,
    }));
    const perSecond = await withDue(places, { discord }, async () => {
      const first = await at(discord.until(() => discord.messages.length >= 1));
      return rate(channels, first, await at(discord.until(() => discord.messages.length >= channels)));
    });
    return figures(`Discord, ${channels} channels`, perSecond, REQUESTS_PER_SECOND, discord.counts.rateLimited);
  } finally {
    await discord.close();
  }
}

/** The same in Slack, with its limit for each channel. */
export async function measureSlack(channels: number): Promise<Figure[]> {
  const slack = await startFakeSlack();
  const { state } = slack;
  state.isKeeping = false;
  state.limits.posting = SLACK;
  try {
    const places = slack
      .addChannels(channels)
      .map((channel): Place => ({ platform: 'slack', workspace: TEAM, channel }));
    const perSecond = await withDue(places, { slack }, async () => {
      const patience = (channels / SLACK.perSecond) * 10_000;
      const reach = (count: number) => state.until(`message ${count}`, () => state.messages.length >= count, patience);
      return rate(channels, await at(reach(1)), await at(reach(channels)));
    });
    const { inAll, inChannel } = state.limits.tooSoon;
    return figures(`Slack, ${channels} channels`, perSecond, SLACK.perSecond, inAll + inChannel);
  } finally {
    await slack.close();
  }
}

/** Runs the bot over a data file in which each of the places has a digest due. */
async function withDue<T>(places: readonly Place[], servers: Servers, work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-delivery-'));
  const dataDir = join(folder, 'data');
  const now = new Date();
  await fillDataFolder(
    dataDir,
    places.map((place, i) => dueSubscription(i, place, now)),
  );
  const bot = await startBot('ours', servers, dataDir);
  try {
    return await work();
  } finally {
    await bot.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function at(event: Promise<unknown>): Promise<number> {
  await event;
  return performance.now();
}

function rate(many: number, first: number, last: number): number {
  return ((many - 1) * 1000) / (last - first);
}

function figures(what: string, perSecond: number, most: number, tooMany: number): Figure[] {
  return [
    { name: `${what}: posts a second`, value: perSecond, unit: '/s', atLeast: most * LEAST_SHARE, floor: most },
    { name: `${what}: refused as too many`, value: tooMany, unit: '', limit: 0 },
  ];
}
