import { isDeepStrictEqual } from 'node:util';
import type { StoryRevision } from '../facts/changes.ts';
import { z } from 'zod';
import type { PublishedStory } from '../facts/library.ts';
import { Story } from '../facts/story.ts';
import { saveStoryFile } from './story-files.ts';
import { parseJson } from '../parse-json.ts';
import type { Database } from './schema.ts';
import type { NewRevision, Revision } from './storage.ts';

type Unreadable = { slug: string; number: number; reason: string };
/** What has been parsed, by `slug@number`: a revision never changes, so it is parsed once. */
export type Parsed = Map<string, PublishedStory | Unreadable>;

/** Appends a revision unless it says what the newest one says; keeps which file it came from either way. */
export async function appendRevision(
  db: Database,
  { story, author, note, file }: NewRevision,
  at: string,
): Promise<{ number: number; changed: boolean }> {
  const { slug, status } = story;
  const newest = await db
    .selectFrom('revisions')
    .select(['number', 'story'])
    .where('slug', '=', slug)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const text = JSON.stringify(story);
  const changed = !newest || !isDeepStrictEqual(parseJson(newest.story), JSON.parse(text));
  const number = (newest?.number ?? 0) + (changed ? 1 : 0);
  if (changed) {
    const later = newest ? await afterAll(db, at) : at;
    await db.insertInto('revisions').values({ slug, number, status, story: text, author, note, at: later }).execute();
  }
  if (file) await saveStoryFile(db, { slug, number, ...file, at });
  return { number, changed };
}

/** An instant later than every revision's, also where the clock was put back: what was made before knows of this one by its instant. */
async function afterAll(db: Database, at: string): Promise<string> {
  const { last } = await db
    .selectFrom('revisions')
    .select(({ fn }) => fn.max('at').as('last'))
    .executeTakeFirstOrThrow();
  return last === null || at > last ? at : new Date(Date.parse(last) + 1).toISOString();
}

/** A story's history, oldest first. */
export function listRevisions(db: Database, slug: string): Promise<Revision[]> {
  return db
    .selectFrom('revisions')
    .select(['slug', 'number', 'status', 'author', 'note', 'at'])
    .where('slug', '=', slug)
    .orderBy('number')
    .execute();
}

/** A story as a revision has it, or the newest one. */
export async function readStory(
  db: Database,
  slug: string,
  number?: number,
): Promise<{ story: Story; number: number } | undefined> {
  const all = db.selectFrom('revisions').select(['number', 'story']).where('slug', '=', slug);
  const row = await (
    number === undefined ? all.orderBy('number', 'desc').limit(1) : all.where('number', '=', number)
  ).executeTakeFirst();
  const story = row && Story.safeParse(parseJson(row.story)).data;
  return story && { story, number: row.number };
}

/** The newest revision of every story, by slug. */
export function newestRevisions(db: Database): Promise<Revision[]> {
  return newest(db).select(['revisions.slug', 'revisions.number', 'status', 'author', 'note', 'at']).execute();
}

/** The newest revisions that are published, parsed; those that the schema refuses come apart. */
export async function publishedRevisions(
  db: Database,
  parsed: Parsed,
): Promise<{ stories: PublishedStory[]; unreadable: Unreadable[] }> {
  const rows = await newest(db)
    .select(['revisions.slug', 'revisions.number', 'story'])
    .where('status', '=', 'published')
    .execute();
  const entries = rows.map((row): [string, PublishedStory | Unreadable] => {
    const key = `${row.slug}@${row.number}`;
    return [key, parsed.get(key) ?? parseRevision(row)];
  });
  parsed.clear(); // superseded revisions need not be kept
  for (const [key, value] of entries) parsed.set(key, value);
  const all = [...parsed.values()];
  return { stories: all.filter((entry) => 'story' in entry), unreadable: all.filter((entry) => 'reason' in entry) };
}

/** Of a story, what its history needs: the whole of every revision would be read at each start. */
const Outline = z.object({
  status: Story.shape.status,
  title: Story.shape.title,
  topics: Story.shape.topics,
  corrections: Story.shape.corrections,
});

/** Every revision in outline, oldest first; without those that cannot be read. */
export async function revisionHistory(db: Database): Promise<StoryRevision[]> {
  const rows = await db
    .selectFrom('revisions')
    .select(['slug', 'at', 'story'])
    .orderBy('at')
    .orderBy('slug')
    .orderBy('number')
    .execute();
  return rows.flatMap(({ slug, at, story: text }) => {
    const { data: story } = Outline.safeParse(parseJson(text));
    return story ? [{ slug, at, story }] : [];
  });
}

function newest(db: Database) {
  return db
    .selectFrom('revisions')
    .innerJoin(
      (query) =>
        query
          .selectFrom('revisions')
          .select(({ fn }) => ['slug', fn.max('number').as('number')])
          .groupBy('slug')
          .as('last'),
      (join) => join.onRef('last.slug', '=', 'revisions.slug').onRef('last.number', '=', 'revisions.number'),
    )
    .orderBy('revisions.slug');
}

function parseRevision({
  slug,
  number,
  story: text,
}: {
  slug: string;
  number: number;
  story: string;
}): PublishedStory | Unreadable {
  const data = parseJson(text);
  if (data === undefined) return { slug, number, reason: 'is not JSON' };
  const { success, data: story, error } = Story.safeParse(data);
  if (success) return { story, revision: number };
  const [issue] = error.issues;
  return { slug, number, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not a story'}` };
}
