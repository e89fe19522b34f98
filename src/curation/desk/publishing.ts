import { describeIssues } from '../../describe-issues.ts';
import { UserError } from '../../errors.ts';
import { Story } from '../../facts/story.ts';
import type { Storage } from '../../storage/storage.ts';
import { compareStories, correctionsLeft, correctionsOf, type Explanation } from '../compare-stories.ts';
import type { Desk, Preview, Published } from './desk.ts';
import type { DraftEntry, Editor } from './store.ts';

type Parts = {
  storage: Pick<Storage, 'story' | 'sourceText' | 'desk'>;
  open: (id: string) => Promise<DraftEntry>;
  source: (entry: Pick<DraftEntry, 'draft'>) => Promise<string>;
  /** How many words of articles a published story may hold as facts. */
  articleWords: number;
  /** Makes the library hold what storage does, and has readers told. */
  swap: () => Promise<void>;
  now: () => Date;
};

/** Of an ISO instant, the characters that are its day. */
const ISO_DAY = 10;

/** What changes what readers get: publishing, correcting, taking back. */
export function createPublishing({
  storage,
  open,
  source,
  articleWords,
  swap,
  now,
}: Parts): Pick<Desk, 'preview' | 'publish' | 'correct' | 'withdraw' | 'retract' | 'differences'> {
  const today = () => now().toISOString().slice(0, ISO_DAY);

  async function preview(id: string): Promise<Preview & { entry: DraftEntry; base: Story | undefined }> {
    const entry = await open(id);
    const { base: number } = entry;
    const base = number === undefined ? undefined : (await storage.story(entry.draft.slug, number))?.story;
    const { publishable } = await import('../publishable.ts');
    const { warnings, ...result } = publishable(entry.draft, await source(entry), articleWords);
    const story = 'story' in result ? result.story : undefined;
    const faults = 'faults' in result ? [...result.faults] : [];
    if (number === undefined && (await storage.story(entry.draft.slug)))
      faults.push({
        field: 'slug',
        says: `A story “${entry.draft.slug}” is there already; give this one another slug.`,
      });
    return {
      entry,
      base,
      story: faults.length > 0 ? undefined : story,
      faults,
      warnings,
      differences: base && story ? compareStories(base, story) : [],
    };
  }

  /** Appends a revision of a story that is published, with its corrections. */
  async function append(
    change: { story: Story; base: Story | undefined; baseNumber: number | undefined; draft?: DraftEntry | undefined },
    { action, editor, note, ...how }: Explanation & { action: string; editor: Editor; note: string },
  ): Promise<Published> {
    const { base, baseNumber, draft } = change;
    const fresh = base && change.story.status === 'published' ? correctionsOf(base, change.story, today(), how) : [];
    const parsed = Story.safeParse({ ...change.story, corrections: [...change.story.corrections, ...fresh] });
    if (!parsed.success)
      throw new UserError(`That cannot be published: ${describeIssues(parsed.error)}.`, {
        code: 'bad_story',
      });
    const story = parsed.data;
    const { slug } = story;
    const number = await storage.desk.publish(
      { story, note, base: baseNumber, ...(draft && { draft: { id: draft.id, version: draft.version } }) },
      {
        editor,
        action,
        subject: slug,
        detail: { note, corrections: fresh, ...(draft && { draft: draft.id }), ...(how.why && { why: how.why }) },
      },
    );
    if (number === undefined)
      throw new UserError(
        `“${slug}” was changed by somebody else meanwhile; nothing was published. Look at it as it is now and publish again.`,
        { code: 'changed_meanwhile' },
      );
    await swap();
    return { slug, number, corrections: fresh.length };
  }

  /** The story as it is published. Throws a UserError that says what there is instead. */
  async function standing(slug: string): Promise<{ story: Story; number: number }> {
    const found = await storage.story(slug);
    if (found?.story.status === 'published') return found;
    throw new UserError(
      found ? `“${slug}” is not published any more.` : `There is no story “${slug}”; /stories shows what there is.`,
      { code: 'unknown_story' },
    );
  }

  return {
    preview,

    async publish(id, version, editor, { note = '', ...how } = {}) {
      const { entry, base, story, faults } = await preview(id);
      if (entry.version !== version)
        throw new UserError('This draft was changed meanwhile; look at it as it is now and publish again.', {
          code: 'changed_meanwhile',
        });
      if (!story) throw new UserError(tellFaults(faults), { code: 'not_publishable' });
      const told = note || (base ? 'revised at the desk' : 'published from the desk');
      return append(
        { story, base, baseNumber: entry.base, draft: entry },
        { ...how, action: 'publish', editor, note: told },
      );
    },

    async correct(ref, { now: text, why }, editor) {
      const [slug = '', id = ''] = ref.split('/');
      const { story, number } = await standing(slug);
      const fact = story.facts.find((each) => each.id === id);
      if (!fact)
        throw new UserError(
          story.quotes.some((quote) => quote.id === id)
            ? `“${ref}” is a quotation, whose words are its passage’s. Revise the story to give it another passage or speaker, or withdraw it.`
            : `“${slug}” has no fact “${id}”.`,
          { code: 'unknown_item' },
        );
      if (fact.text === text) throw new UserError('It says just that already.', { code: 'nothing_changes' });
      const held = await storage.sourceText(story.source.sha256);
      const { isArticleWords } = await import('../publishable.ts');
      if (held !== undefined && isArticleWords(text, held))
        throw new UserError('That is the article’s own wording; say it in other words.', { code: 'article_words' });
      const facts = story.facts.map((each) => (each === fact ? { ...fact, text } : each));
      return append(
        { story: { ...story, facts }, base: story, baseNumber: number },
        { action: 'correct', editor, note: `corrected ${id}`, why },
      );
    },

    async withdraw(ref, why, editor) {
      const [slug = '', id = ''] = ref.split('/');
      const { story, number } = await standing(slug);
      if (![...story.facts, ...story.quotes].some((item) => item.id === id))
        throw new UserError(`“${slug}” has no item “${id}”.`, { code: 'unknown_item' });
      if (story.facts.every((fact) => fact.id === id))
        throw new UserError(`It is the story’s only fact; retract the whole story instead: /desk retract ${slug}.`, {
          code: 'only_fact',
        });
      return append(
        { story: without(story, id), base: story, baseNumber: number },
        { action: 'withdraw', editor, note: `withdrew ${id}`, why },
      );
    },

    async retract(slug, why, editor) {
      const { story, number } = await standing(slug);
      return append(
        { story: { ...story, status: 'retracted' }, base: story, baseNumber: number },
        { action: 'retract', editor, note: why, why },
      );
    },

    async differences(slug, number) {
      const [after, before] = await Promise.all([storage.story(slug, number), storage.story(slug, number - 1)]);
      if (!after)
        throw new UserError(`There is no revision ${number} of “${slug}” that can be read.`, { code: 'no_revision' });
      return before ? compareStories(before.story, after.story) : [];
    },
  };
}

/** A story without one of its items; earlier corrections of it go with it. */
function without(story: Story, id: string): Story {
  const facts = story.facts.filter((fact) => fact.id !== id);
  const ids = (list: readonly string[]) => {
    const kept = list.filter((each) => each !== id);
    return kept.length > 0 ? kept : facts.slice(0, 1).map((fact) => fact.id);
  };
  const { short, standard, long } = story.summary;
  return {
    ...story,
    facts,
    quotes: story.quotes.filter((quote) => quote.id !== id),
    summary: { short: ids(short), standard: ids(standard), long: ids(long) },
    corrections: correctionsLeft(story.corrections, (each) => each !== id),
  };
}

function tellFaults(faults: Preview['faults']): string {
  const [first, ...more] = faults;
  const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
  return `This cannot be published yet: ${first?.says ?? 'something is missing'}${rest}`;
}
