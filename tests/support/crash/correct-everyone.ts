import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startCitations } from '../../../src/facts/cite.ts';
import { paragraph, post, type Reply } from '../../../src/reply.ts';
import type { Place } from '../../../src/schedule/subscription.ts';
import { openStorage } from '../../../src/storage/open.ts';
import { aLibrary, aStory } from '../builders.ts';
import { startFakeDiscord, type FakeDiscord } from '../fake-discord.ts';
import { BOT, startFakeSlack, TEAM, type FakeSlack } from '../fake-slack.ts';
import { startBot } from './bot.ts';
import type { Program } from './crash-run.ts';

/** So many messages tell a fact that is corrected; the bot is killed once so many of them were told of it. */
export type Scene = {
  discord: number;
  slack: number;
  killAfter?: number;
  program: Pick<Program, 'script' | 'env' | 'now'>;
};

/** Of the messages of a platform, how many were not told, told more than once and not edited; when the first and the last request of each kind came, in milliseconds, and how many requests came too soon. */
export type Told = {
  missed: number;
  doubled: number;
  unedited: number;
  tooSoon: number;
  tellingMs: number;
  editingMs: number;
};

const CORRECTION = { date: '2031-05-09', was: 'It cost 42 million.', now: 'It cost 52 million.', items: ['cost'] };
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 3_600_000;
const LIMITS = { discord: { perSecond: 50 }, slack: { perSecond: 50, perChannelMs: 1000 }, updates: { perMinute: 50 } };

/** Fills a data file with messages that stand on both platforms and told a fact, corrects the fact, and starts the bot until everyone was told and every message is edited. */
export async function correctEveryone({
  discord: onDiscord,
  slack: inSlack,
  killAfter,
  program: { script, env: more, now },
}: Scene): Promise<{ discord: Told; slack: Told; kills: number }> {
  const isQuick = Object.keys(more).length > 0; // a clock that is ten times as fast is no measure of a limit
  const discord = await startFakeDiscord({ keep: false, now, ...(!isQuick && { limits: LIMITS.discord }) });
  const slack = await startFakeSlack({ now });
  slack.state.isKeeping = false;
  if (!isQuick) Object.assign(slack.state.limits, { posting: LIMITS.slack, updating: LIMITS.updates });
  const dataDir = mkdtempSync(join(tmpdir(), 'corrections-'));
  const messages = { discord: standOnDiscord(discord, onDiscord), slack: standInSlack(slack, inSlack) };
  await fill(dataDir, [...messages.discord, ...messages.slack], now());
  const watched = { discord: watchDiscord(discord, onDiscord), slack: watchSlack(slack, inSlack) };
  const env = {
    DATA_DIR: dataDir,
    STORIES_DIR: resolve('stories'),
    PORT: '0',
    LOG_LEVEL: 'error',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-fake',
    SLACK_APP_TOKEN: 'xapp-fake',
    SLACK_API_URL: slack.apiUrl,
    ...more,
  };
  let kills = 0;
  try {
    if (killAfter !== undefined) {
      const first = startBot(script, env);
      await Promise.race([watched.discord.reached(killAfter), first.killed]);
      first.kill();
      await first.killed;
      kills = 1;
      discord.channels.forgetNonces();
    }
    const bot = startBot(script, env);
    await Promise.race([Promise.all([watched.discord.done, watched.slack.done]), bot.killed]);
    bot.kill();
    await bot.killed;
    return { discord: watched.discord.told(), slack: watched.slack.told(), kills };
  } finally {
    await Promise.all([discord.close(), slack.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Standing = { place: Place; message: string };

function standOnDiscord(discord: FakeDiscord, many: number): Standing[] {
  return Array.from({ length: many }, () => {
    const channel = discord.channels.add().id;
    const { id: message } = discord.channels.store(channel, { components: [] }, []);
    return { place: { platform: 'discord', workspace: discord.world.guild, channel }, message };
  });
}

function standInSlack(slack: FakeSlack, many: number): Standing[] {
  const { state } = slack;
  return slack.addChannels(many).map((channel) => {
    const message = state.ts();
    state.post({ ts: message, channel, thread: undefined, user: undefined, by: BOT, body: {} });
    return { place: { platform: 'slack', workspace: TEAM, channel }, message };
  });
}

async function fill(dataDir: string, messages: readonly Standing[], now: number): Promise<void> {
  let at = new Date(now - HOUR_MS);
  const storage = await openStorage({ dataDir }, () => at);
  await storage.revise({ story: aStory(), author: 'an editor', note: '' });
  const reply = { ...theCost(), knownUntil: at.toISOString() };
  await storage.posted.record(messages.map(({ place, message }) => ({ place, message, reply })));
  at = new Date(now - HOUR_MS / 2);
  await storage.revise({ story: aStory({ corrections: [CORRECTION] }), author: 'an editor', note: '' });
  await storage.close();
}

function theCost(): Reply {
  const cites = startCitations();
  const { found } = aLibrary().item('harbour-bridge/cost');
  if (!found) throw new Error('the bridge has its cost');
  return post({ blocks: [paragraph(`${found.text} `, cites.mark(found))], citations: cites.list });
}

function watchDiscord(discord: FakeDiscord, many: number) {
  const originals = discord.messages.slice(0, many);
  const edited = () => originals.filter(({ edits }) => edits > 0).length;
  const notices = () => discord.messages.length - many;
  const times = { first: 0, last: 0 };
  const reached = async (count: number) => void (await discord.until(() => notices() >= count));
  const begun = discord.until(() => notices() + edited() >= 1).then(() => (times.first = performance.now()));
  const done = Promise.all([begun, discord.until(() => notices() >= many && edited() >= many)]).then(
    () => (times.last = performance.now()),
  );
  return {
    reached,
    done,
    told(): Told {
      const beneath = discord.messages.slice(many).map(({ body }) => body.message_reference?.message_id ?? '');
      const took = times.last - times.first;
      const tooSoon = discord.counts.rateLimited;
      return {
        ...count(
          originals.map(({ id }) => id),
          beneath,
        ),
        unedited: many - edited(),
        tooSoon,
        tellingMs: took,
        editingMs: took,
      };
    },
  };
}

function watchSlack({ state }: FakeSlack, many: number) {
  const originals = state.messages.slice(0, many);
  const edited = () => originals.filter(({ body }) => body['blocks'] !== undefined).length;
  const notices = () => state.messages.length - many;
  const at = async (what: string, holds: () => boolean) => {
    await state.until(what, holds, PATIENCE_MS);
    return performance.now();
  };
  const times = Promise.all([
    at('a notice', () => notices() >= 1),
    at('every notice', () => notices() >= many),
    at('an edit', () => edited() >= 1),
    at('every edit', () => edited() >= many),
  ]);
  let took = { tellingMs: 0, editingMs: 0 };
  const done = (async () => {
    const [first, last, firstEdit, lastEdit] = await times;
    took = { tellingMs: last - first, editingMs: lastEdit - firstEdit };
  })();
  return {
    done,
    told(): Told {
      const beneath = state.messages.slice(many).map(({ thread = '' }) => thread);
      const { inAll, inChannel, updates } = state.limits.tooSoon;
      const tooSoon = inAll + inChannel + updates;
      return {
        ...count(
          originals.map(({ ts }) => ts),
          beneath,
        ),
        unedited: many - edited(),
        tooSoon,
        ...took,
      };
    },
  };
}

function count(originals: readonly string[], beneath: readonly string[]): Pick<Told, 'missed' | 'doubled'> {
  const times = Map.groupBy(beneath, (id) => id);
  return {
    missed: originals.filter((id) => !times.has(id)).length,
    doubled: beneath.length - times.size,
  };
}
