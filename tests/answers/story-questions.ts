import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Questions about the shipped story; `says` are the parts that a right answer has one of each, `passages` those that it cites one of. */
const StoryQuestions = z.object({
  answerable: z.array(
    z.object({
      id: z.string(),
      after: z.string().optional(),
      ask: z.string(),
      says: z.array(z.array(z.string())),
      passages: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  unanswerable: z.array(z.object({ id: z.string(), ask: z.string(), why: z.string() })),
});
export type StoryQuestions = z.infer<typeof StoryQuestions>;

/** Reads them from `xi-putin.questions.yaml`. */
export function readStoryQuestions(): StoryQuestions {
  const file = new URL('xi-putin.questions.yaml', import.meta.url);
  return StoryQuestions.parse(parse(readFileSync(file, 'utf8')));
}
