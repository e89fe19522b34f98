import { z } from 'zod';
import { sha256 } from './evidence.ts';
import { unsafeCharacter } from './unsafe-text.ts';
import { parseWhen } from './when.ts';

/** More than this many combining marks on one letter is decoration, not language. */
const STACKED_MARKS = /\p{M}{5,}/u;

/** One line of readable text: NFC, trimmed, without control, bidirectional or invisible characters. */
function line(max: number) {
  return z
    .string()
    .min(1, 'is empty')
    .max(max, `is longer than ${max} characters`)
    .refine((text) => text === text.trim(), 'starts or ends with white space')
    .refine((text) => text === text.normalize('NFC'), 'is not NFC-normalised')
    .refine((text) => unsafeCharacter(text) === undefined, {
      error: ({ input }) => `holds a control, bidirectional or invisible character, ${unsafeCharacter(String(input))}`,
    })
    .refine((text) => !STACKED_MARKS.test(text), 'stacks combining marks');
}

/** Lower-case words joined by hyphens; what people type to name a story, a person or an item. */
const Slug = z
  .string()
  .max(64, 'is longer than 64 characters')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
/** What people type and buttons carry between quotation marks. */
const Topic = line(40).refine((text) => !text.includes('"'), 'holds a quotation mark');
/** A date, month, year or interval as EDTF (ISO 8601-2), such as 2023-10-18, 2023-03, 2022 or 2023-01/2023-07. */
const When = z
  .string()
  .refine((text) => parseWhen(text) !== undefined, 'is not a date, month, year or interval (EDTF)');

/**
 * A passage of the source: [start, end) in UTF-16 code units of the NFC-normalised text with \n line ends
 * (W3C Web Annotation, TextPositionSelector) and the SHA-256 of that passage as UTF-8. `first` and `last` are
 * the few words it opens and closes with; `prefix` and `suffix` (TextQuoteSelector) stand where those words
 * occur more than once in the source.
 */
export const Evidence = z
  .strictObject({
    start: z.int().min(0),
    end: z.int().min(1),
    sha256: Sha256,
    first: line(80),
    last: line(80),
    prefix: line(80).optional(),
    suffix: line(80).optional(),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be greater than start' });
export type Evidence = z.infer<typeof Evidence>;

/** Someone or something that speaks or acts in the story. The same name and id in another story are the same one; the same name alone is a namesake. */
export const Person = z.strictObject({
  id: Slug,
  name: line(120),
  role: line(200),
  kind: z.enum(['person', 'organisation', 'document']).default('person'),
  aliases: z.array(line(120)).default([]),
});
export type Person = z.infer<typeof Person>;

/** Questions that the item answers, in words that readers use and the text does not; they are searched, never shown. */
const Questions = z.array(line(160)).max(16).default([]);

/** A number that can be charted; `unit` is the axis it belongs on. */
export const Figure = z.strictObject({ label: line(120), value: z.number(), unit: line(40), when: When.optional() });
export type Figure = z.infer<typeof Figure>;

/**
 * A statement in our own words. Its text carries its attribution, so that it stays true wherever it is shown;
 * `attribution` says precisely who said it, to whom or through which outlet, and `speaker` is that person's id.
 */
export const Fact = z.strictObject({
  id: Slug,
  text: line(500),
  attribution: line(200).optional(),
  speaker: Slug.optional(),
  when: When.optional(),
  topics: z.array(Topic).min(1),
  people: z.array(Slug).default([]),
  importance: z.int().min(1).max(5),
  numbers: z.array(Figure).default([]),
  questions: Questions,
  evidence: z.array(Evidence).min(1),
});
export type Fact = z.infer<typeof Fact>;

/**
 * A verbatim quotation: `text` is its passage, character for character, line breaks included, without the outer
 * quotation marks. The passage's hash holds it to that also where nobody has the source at hand.
 */
export const Quote = z.strictObject({
  id: Slug,
  speaker: Slug,
  text: z
    .string()
    .min(1, 'is empty')
    .max(2000, 'is longer than 2000 characters')
    .refine((text) => line(2000).safeParse(text.replaceAll('\n', ' ')).success, 'is not NFC-normalised, readable text'),
  context: line(300),
  said: line(200),
  when: When.optional(),
  topics: z.array(Topic).min(1),
  people: z.array(Slug).default([]),
  questions: Questions,
  evidence: z.array(Evidence).length(1, 'a quotation has exactly one passage'),
});
export type Quote = z.infer<typeof Quote>;

/** What was wrong and what holds now. Without `now` the items are withdrawn: they are among the story's no more. */
export const Correction = z.strictObject({
  date: z.iso.date(),
  was: line(500),
  now: line(500).optional(),
  why: line(500).optional(),
  items: z.array(Slug).min(1),
});
export type Correction = z.infer<typeof Correction>;

export const Source = z.strictObject({
  publisher: line(120),
  title: line(300),
  author: line(200).optional(),
  published: When,
  url: z.url({ protocol: /^https?$/ }).optional(),
  sha256: Sha256,
  length: z.int().min(1),
});
export type Source = z.infer<typeof Source>;

const Shape = z.strictObject({
  slug: Slug,
  title: line(200),
  status: z.enum(['draft', 'published', 'retracted']),
  source: Source,
  topics: z.array(Topic).min(1),
  people: z.array(Person).default([]),
  facts: z.array(Fact).min(1),
  quotes: z.array(Quote).default([]),
  summary: z.strictObject({
    short: z.array(Slug).min(1),
    standard: z.array(Slug).min(1),
    long: z.array(Slug).min(1),
  }),
  corrections: z.array(Correction).default([]),
});

/** A story file: what one article says, as an editor keeps it. Identifiers are unique and every reference resolves. */
export const Story = Shape.superRefine((story, ctx) => {
  const wrong = (path: PropertyKey[], message: string) => ctx.addIssue({ code: 'custom', path, message });
  const people = new Set<string>();
  for (const [i, { id }] of story.people.entries()) {
    if (people.has(id)) wrong(['people', i, 'id'], `duplicate person “${id}”`);
    people.add(id);
  }
  const items = new Set<string>();
  for (const list of ['facts', 'quotes'] as const) {
    for (const [i, item] of story[list].entries()) {
      if (items.has(item.id)) wrong([list, i, 'id'], `duplicate id “${item.id}”`);
      items.add(item.id);
      if (item.speaker !== undefined && !people.has(item.speaker)) {
        wrong([list, i, 'speaker'], `unknown speaker “${item.speaker}”: not among this story's people`);
      }
      for (const [k, id] of item.people.entries()) {
        if (!people.has(id)) wrong([list, i, 'people', k], `unknown person “${id}”: not among this story's people`);
      }
      for (const [k, { end }] of item.evidence.entries()) {
        if (end > story.source.length) {
          wrong(
            [list, i, 'evidence', k, 'end'],
            `offset ${end} is past the end of the source (${story.source.length} characters)`,
          );
        }
      }
    }
  }
  for (const [i, { text, evidence }] of story.quotes.entries()) {
    if (evidence.some((passage) => passage.sha256 !== sha256(text))) {
      wrong(['quotes', i, 'text'], 'is not its passage, character for character: the hash of the evidence is another');
    }
  }
  const facts = new Set(story.facts.map(({ id }) => id));
  for (const length of ['short', 'standard', 'long'] as const) {
    for (const [i, id] of story.summary[length].entries()) {
      if (!facts.has(id)) wrong(['summary', length, i], `unknown fact “${id}”`);
    }
  }
  for (const [i, correction] of story.corrections.entries()) {
    const isLast = (id: string) => story.corrections.findLastIndex((each) => each.items.includes(id)) === i;
    for (const [k, id] of correction.items.entries()) {
      // An item that was corrected may be withdrawn later, and one that was withdrawn may come back corrected.
      if (!isLast(id)) continue;
      const path = ['corrections', i, 'items', k];
      if (correction.now !== undefined && !items.has(id)) wrong(path, `unknown item “${id}”`);
      if (correction.now === undefined && items.has(id))
        wrong(path, `“${id}” is withdrawn and yet among the items; take it out, or say what holds \`now\``);
    }
  }
});
export type Story = z.infer<typeof Story>;
