import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { SlackConfig } from '../../../src/config.ts';
import { openEngine, type Engine } from '../../../src/engine.ts';
import { formatStoryFile } from '../../../src/facts/story-file.ts';
import type { Log } from '../../../src/log.ts';
import { connectSlack } from '../../../src/platforms/slack/connect.ts';
import type { Timing } from '../../../src/platforms/slack/timing.ts';
import { aStory } from '../../support/builders.ts';
import { addChecked } from '../../support/oracle-total.ts';
import { startFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';

const root = mkdtempSync(join(tmpdir(), 'slack-'));
writeFileSync(join(root, 'harbour-bridge.yaml'), formatStoryFile(aStory()));
const empty = mkdtempSync(join(tmpdir(), 'slack-empty-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(empty, { recursive: true, force: true });
});

/** Log lines as `level: text`. */
function keptLog(onLine: () => void = () => {}): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (first: unknown, text?: unknown) => {
    lines.push(`${level}: ${String(typeof first === 'string' ? first : text)}${describe(first)}`);
    onLine();
  };
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') } };
}

function describe(details: unknown): string {
  const { err } = (details ?? {}) as { err?: unknown };
  return err instanceof Error ? ` (${err.message})` : '';
}

type Setup = {
  config?: Partial<SlackConfig>;
  timing?: Partial<Timing>;
  stories?: boolean;
  /** Other stories than that of the bridge. */
  storiesDir?: string;
  /** The clock of the fake Slack, in milliseconds. */
  now?: () => number;
  /** Before the bot connects. */
  before?: (slack: FakeSlack) => void;
};

export type Bot = Awaited<ReturnType<typeof startBot>>;

/** The real engine and the real Bolt app, connected to a fake Slack; pauses end at once and are written down. Closed after the test, which fails on any body that Slack would not take. */
export async function startBot({
  config,
  timing,
  stories = true,
  storiesDir = stories ? root : empty,
  now,
  before,
}: Setup = {}) {
  const slack = await startFakeSlack(now && { now });
  const { log, lines } = keptLog(() => slack.state.changed());
  const announced: string[] = [];
  const pauses: number[] = [];
  const engine: Engine = await openEngine({ memory: true, storiesDir, log });
  before?.(slack);
  const platform = connectSlack({
    engine,
    config: {
      botToken: 'xoxb-fake',
      oauth: undefined,
      events: { by: 'socket', appToken: 'xapp-fake' },
      installPort: undefined,
      host: '127.0.0.1',
      publicUrl: undefined,
      operators: [],
      digestGroups: [],
      editors: [],
      apiUrl: slack.apiUrl,
      ...config,
    },
    log,
    announce: (line) => {
      announced.push(line);
      slack.state.changed();
    },
    timing: {
      call: 3000,
      hello: 3000,
      finish: 2000,
      async pause(ms) {
        pauses.push(ms);
        slack.state.changed();
        await new Promise((resolve) => void setImmediate(resolve));
      },
      ...timing,
    },
    draw: async () => ({ png: new Uint8Array([137, 80, 78, 71]) }),
  });
  onTestFinished(async () => {
    await platform.close();
    await engine.close();
    await slack.close();
    addChecked('slack', slack.state.checked);
    expect(slack.state.violations).toEqual([]);
    for (const line of [...lines, ...announced])
      expect(line).not.toMatch(/xoxb-fake|xapp-fake|fake-client-secret|fake-signing/);
  });
  await platform.ready;
  return {
    slack,
    engine,
    platform,
    lines,
    announced,
    pauses,
    /** A log line that matches, once it is there. */
    logged: (pattern: RegExp) =>
      slack.state.until(`a log line ${pattern}`, () => lines.find((line) => pattern.test(line))),
  };
}

const HTTP = { by: 'http', signingSecret: 'fake-signing', port: 0 } as const;

/** A bot that Slack reaches over HTTP. */
export async function startHttpBot(setup: Setup = {}) {
  const bot = await startBot({ ...setup, config: { events: HTTP, ...setup.config } });
  const port = /127\.0\.0\.1:(\d+)/.exec(bot.platform.status().says)?.[1];
  const url = `http://127.0.0.1:${port}`;
  bot.slack.out.reachAt({ url, signingSecret: HTTP.signingSecret });
  return { ...bot, url };
}

/** All words of a Slack message. */
export function wordsOf(body: Record<string, unknown>): string {
  return JSON.stringify([body['text'], body['blocks']]);
}
