import { resolve } from 'node:path';
import { REQUESTS_PER_SECOND } from '../src/platforms/discord/limits.ts';
import { LIMITS } from '../src/platforms/slack/limits.ts';
import { correctEveryone, type Told } from '../tests/support/crash/correct-everyone.ts';
import { report, type Figure } from './report.ts';

/** While working on it a tenth will do. In Slack a workspace takes fifty edits a minute, so a few hundred messages are minutes. */
const SHARE = process.argv.includes('--quick') ? 0.1 : 1;
const MANY = { discord: 4800 * SHARE, slack: 200 * SHARE };
const LEAST_SHARE = 0.98;
/** What delivery holds itself to in Slack, which names no number (src/platforms/slack/outlet.ts). */
const SLACK_POSTS_PER_SECOND = 50;
const MINUTE = 60;
const PROGRAM = { script: resolve('src/main.ts'), env: {}, now: Date.now };

/** Corrects a fact that thousands of messages told: each is told once and edited, as fast as the platforms take it; then once more, with the bot killed in the middle. */
export async function run(): Promise<boolean> {
  const { discord, slack } = await correctEveryone({ ...MANY, program: PROGRAM });
  const killed = await correctEveryone({ ...MANY, killAfter: MANY.discord / 2, program: PROGRAM });
  return report('corrections', [
    { name: 'messages corrected', value: MANY.discord + MANY.slack, unit: '' },
    {
      name: 'Discord: words beneath and edits a second',
      value: perSecond(2 * MANY.discord, discord.tellingMs),
      unit: '/s',
      atLeast: REQUESTS_PER_SECOND * LEAST_SHARE,
      floor: REQUESTS_PER_SECOND,
    },
    {
      name: 'Slack: words beneath a second',
      value: perSecond(MANY.slack, slack.tellingMs),
      unit: '/s',
      atLeast: SLACK_POSTS_PER_SECOND * LEAST_SHARE,
      floor: SLACK_POSTS_PER_SECOND,
    },
    {
      name: 'Slack: edits a minute',
      value: perSecond(MANY.slack, slack.editingMs) * MINUTE,
      unit: '/min',
      atLeast: LIMITS.updatesPerMinute * LEAST_SHARE,
      floor: LIMITS.updatesPerMinute,
    },
    ...outcome('Discord', discord),
    ...outcome('Slack', slack),
    { name: 'kills', value: killed.kills, unit: '', atLeast: 1 },
    ...outcome('Discord, killed', killed.discord),
    ...outcome('Slack, killed', killed.slack),
  ]);
}

function perSecond(many: number, ms: number): number {
  return ((many - 1) * 1000) / ms;
}

function outcome(where: string, { missed, doubled, unedited, tooSoon }: Told): Figure[] {
  return [
    { name: `${where}: not told`, value: missed, unit: '', limit: 0 },
    { name: `${where}: told more than once`, value: doubled, unit: '', limit: 0 },
    { name: `${where}: not edited`, value: unedited, unit: '', limit: 0 },
    { name: `${where}: refused as too many`, value: tooSoon, unit: '', limit: 0 },
  ];
}
