import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { FakeDiscord } from '../../tests/support/fake-discord.ts';
import type { FakeSlack } from '../../tests/support/fake-slack.ts';

/** Which servers a bot connects to. */
export type Servers = { discord?: FakeDiscord; slack?: FakeSlack };

/** A bot in a process of its own, connected to all its servers. */
export type Bot = { mebibytes(): number; stop(): Promise<void> };

/** Ours as `npm start` starts it, with all its settings; a bare program as anybody would. */
const PROGRAMS = {
  ours: manifest.scripts.start,
  bareDiscord: 'exec node bench/platforms/bare-discord.js',
  bareSlack: 'exec node bench/platforms/bare-slack.js',
  bareBoth: 'exec node bench/platforms/bare-both.js',
};

/** Starts a program with the shipped stories and a data file of its own, else the one in `dataDir`; done when it says that it is connected. */
export async function startBot(
  program: keyof typeof PROGRAMS,
  { discord, slack }: Servers,
  dataDir?: string,
): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-platforms-'));
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    DATA_DIR: dataDir ?? join(folder, 'data'),
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...(discord && { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }),
    ...(slack && { SLACK_BOT_TOKEN: 'xoxb-fake', SLACK_APP_TOKEN: 'xapp-fake', SLACK_API_URL: slack.apiUrl }),
  };
  const child = spawn('sh', ['-c', PROGRAMS[program]], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  await connected(child, [...(discord ? ['Discord: connected'] : []), ...(slack ? ['Slack: connected'] : [])]);
  return {
    mebibytes: () => residentMebibytes(child.pid),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Done when each of the lines was printed. */
function connected(child: ChildProcess, lines: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (lines.every((line) => output.includes(line))) done();
    });
    child.on('error', fail);
    child.on('close', () => fail(new Error(`it ended before it was connected:\n${output}`)));
  });
}

/** VmRSS of /proc/PID/status (proc(5)), in MiB. */
function residentMebibytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
