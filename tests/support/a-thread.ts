import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseStoryFile } from '../../src/facts/story-file.ts';
import type { Story } from '../../src/facts/story.ts';

export const SHIPPED_STORIES = fileURLToPath(new URL('../../stories/', import.meta.url));

/** The story that comes with Pullquote. */
export function theShippedStory(): Story {
  const file = `${SHIPPED_STORIES}xi-putin.yaml`;
  const { story, faults } = parseStoryFile(file, readFileSync(file, 'utf8'));
  if (!story) throw new Error(faults.map(({ message }) => message).join('\n'));
  return story;
}

/** A question and five that lean on the one before, each with an item that its answer cites. */
export const QUESTIONS = [
  ['What did Havrén say about Putin?', 'pipeline-still-a-goal'],
  ['and what did she say about Xi?', 'havren-on-xi'],
  ['and about energy?', 'pipeline-still-a-goal'],
  ['and Ivanov?', 'energy-provider'],
  ['and about technology?', 'technology-dependence'],
  ['and what did he say about Hamas?', 'neither-side-backed'],
] as const;

/** Of the third question by itself, this is no answer. */
export const [, , [LEANING, LEANS_ON]] = QUESTIONS;

/** The items of the shipped story that a message or a page names as its sources. */
export function citedIn(message: unknown): string[] {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return [...new Set([...text.matchAll(/\/source xi-putin\/([\w-]+)/g)].map(([, item = '']) => item))];
}
