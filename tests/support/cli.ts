import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect } from 'vitest';
import { z } from 'zod';
import { Environment } from '../../src/environment.ts';
import { formatStoryFile } from '../../src/facts/story-file.ts';
import { ARTICLE, aStory } from './builders.ts';

/** A folder for each test file, gone after its last test. */
const root = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export const path = (...parts: string[]) => join(root, ...parts);
/** One small story, and the article it was curated from, as an editor on Windows saves it. */
export const stories = folder('stories', { 'harbour-bridge.yaml': `# kept by hand\n${formatStoryFile(aStory())}` });
export const article = file('article.txt', `\ufeff${ARTICLE.replaceAll('\n', '\r\n')}`);

export function file(name: string, content: string): string {
  writeFileSync(path(name), content);
  return path(name);
}

export function folder(name: string, files: Record<string, string>): string {
  mkdirSync(path(name), { recursive: true });
  for (const [each, content] of Object.entries(files)) writeFileSync(path(name, each), content);
  return path(name);
}

/** Whatever this machine or a .env file sets of Pullquote's own variables is no part of a test. */
export const UNSET = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, '']));

type Run = { code: number | null; stdout: string; stderr: string };

export function start(args: readonly string[], env: Record<string, string> = {}) {
  const { NO_COLOR: _, ...inherited } = process.env;
  return spawn(process.execPath, ['src/cli.ts', ...args], {
    env: { ...inherited, ...UNSET, DATA_DIR: path('data'), STORIES_DIR: stories, ...env },
  });
}

export async function cli(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const child = start(args, env);
  child.stdin.on('error', () => {}); // a run that refuses reads no input
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: z.int().nullable().parse(code), stdout, stderr };
}

/** On the small story, with the data folder untouched. */
export const onStories = (args: readonly string[], input = '') => cli([...args, '--stories', stories], { input });

/** With a data folder of the test file's own, and no story files. */
export function ownData() {
  return { DATA_DIR: path('own-data'), STORIES_DIR: folder('own-stories', {}) };
}

const Data = z.record(z.string(), z.unknown());

export const jsonLines = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => Data.parse(JSON.parse(line)));

export const oneLine = (message: RegExp) => expect.stringMatching(new RegExp(`^(?=[^\\n]*\\n$)(?:${message.source})`));
