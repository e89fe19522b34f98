import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { sha256 } from '../../src/facts/evidence.ts';
import { buildLibrary, type Library } from '../../src/facts/library.ts';
import { parseStoryFile } from '../../src/facts/story-file.ts';
import { Fact, Person, Quote, Story } from '../../src/facts/story.ts';

const SHIPPED = new URL('../../stories/xi-putin.yaml', import.meta.url);
const INVENTED = new URL('stories.yaml', import.meta.url);
const REWORDED = new URL('paraphrases.yaml', import.meta.url);

/** An invented story as it is written down: what is the same for all is left away. */
const Sketch = z.strictObject({
  slug: z.string(),
  title: z.string(),
  published: z.string(),
  people: z.array(Person),
  facts: z.array(Fact.partial({ topics: true, importance: true, evidence: true })),
  quotes: z.array(Quote.partial({ topics: true, evidence: true })),
});

const Reworded = z.strictObject({ cites: z.array(z.string()), says: z.string() });
const Paraphrases = z.strictObject({ tuned: z.array(Reworded), held: z.array(Reworded) });

/** A faithful sentence and the items it cites; `held` ones were not looked at while the check was tuned. */
export type Paraphrase = { sentence: string; cites: string[]; held: boolean };

/** The shipped story and the invented ones. */
export function groundingLibrary(): Library {
  const { story } = parseStoryFile('xi-putin.yaml', readFileSync(SHIPPED, 'utf8'));
  if (!story) throw new Error('stories/xi-putin.yaml does not load');
  const invented = z
    .array(Sketch)
    .parse(parse(readFileSync(INVENTED, 'utf8')))
    .map(completeStory);
  return buildLibrary([story, ...invented].map((each) => ({ story: each, revision: 1 })));
}

/** The faithful rewordings. */
export function paraphrases(): Paraphrase[] {
  const { tuned, held } = Paraphrases.parse(parse(readFileSync(REWORDED, 'utf8')));
  return [...tuned.map((each) => read(each, false)), ...held.map((each) => read(each, true))];
}

function completeStory({ slug, title, published, people, facts, quotes }: z.infer<typeof Sketch>): Story {
  const ids = facts.map(({ id }) => id);
  return Story.parse({
    slug,
    title,
    status: 'published',
    source: { publisher: 'The Ansel Courier', title, published, sha256: sha256(title), length: 2000 },
    topics: ['news'],
    people,
    facts: facts.map((fact) => ({ topics: ['news'], importance: 3, evidence: evidence(fact.text), ...fact })),
    quotes: quotes.map((quote) => ({ topics: ['news'], evidence: evidence(quote.text), ...quote })),
    summary: { short: ids.slice(0, 2), standard: ids.slice(0, 5), long: ids },
  });
}

function read({ says, cites }: z.infer<typeof Reworded>, held: boolean): Paraphrase {
  return { sentence: says, cites, held };
}

function evidence(text: string): object[] {
  return [
    { start: 0, end: text.length, sha256: sha256(text), first: text.slice(0, 40).trim(), last: text.slice(-40).trim() },
  ];
}
