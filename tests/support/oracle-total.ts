import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VARIABLE = 'ORACLE_COUNTS';

/** Counts over all test files how many bodies that left the bot went through the oracles, and prints it at the end. A body that an oracle refuses fails its own test. */
export default function countBodies(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'oracles-'));
  const file = join(folder, 'counts');
  process.env[VARIABLE] = file;
  return () => {
    const counts = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(folder, { recursive: true });
    const total = (platform: string) =>
      counts.reduce((sum, line) => sum + (line.startsWith(platform) ? Number(line.split(' ')[1]) : 0), 0);
    if (counts.length > 0)
      console.log(
        `Bodies that left the bot and passed the oracles: ${total('discord')} to Discord, ${total('slack')} to Slack.`,
      );
  };
}

/** Adds the bodies that one fake server has checked. */
export function addChecked(platform: 'discord' | 'slack', bodies: number): void {
  const file = process.env[VARIABLE];
  if (file !== undefined && bodies > 0) appendFileSync(file, `${platform} ${bodies}\n`);
}
