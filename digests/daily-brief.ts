import {
  code,
  commandLine,
  count,
  defineDigest,
  emphasis,
  formatWhen,
  post,
  skip,
  spans,
  startCitations,
  tellChanges,
  type Action,
  type Block,
  type DigestContext,
  type StoryEntry,
} from '../src/kit.ts';

/** Stories told in a few sentences; of the others the titles are named. */
const TOLD = 5;
/** Titles named beyond those. */
const NAMED = 20;

type Cites = ReturnType<typeof startCitations>;

/** What was published, corrected or retracted since this channel's last brief; else one story in turn, or nothing, as the subscription says. */
export default defineDigest({
  name: 'daily-brief',
  description: 'What is new, corrected or withdrawn since the last brief; else one story in turn',
  cron: '0 9 * * *', // in the channel's own time zone

  async build(context) {
    const { options, stories, news, now, time, pick } = context;
    const { changes, published } = news;
    const cites = startCitations();
    const blocks: Block[] = [];
    const actions: Action[] = [];
    for (const story of published.slice(0, TOLD)) tell(story, cites, blocks, actions, context);
    const more = published.slice(TOLD);
    if (more.length > 0)
      blocks.push({ type: 'heading', text: 'Also new' }, { type: 'list', ordered: false, items: named(more) });
    blocks.push(...tellChanges(changes, stories, cites));
    if (blocks.length > 0) return post({ title: `Daily brief, ${time(now)}`, blocks, citations: cites.list, actions });

    const nothing = 'nothing was published, corrected or withdrawn since the last brief';
    if (options.quiet === 'silent') return skip(nothing);
    if (stories.length === 0) return skip('no story is published on what was subscribed to');
    // A story counts as had by the first sentence of its summary, which is cited.
    const next = await pick(
      stories.flatMap((story) => {
        const [first] = story.summary.short;
        return first ? [{ ref: first.ref, story }] : [];
      }),
    );
    if (!next) return skip(nothing);
    const intro: Block[] = [
      { type: 'text', spans: [emphasis('Nothing is new since the last brief. From the store:')] },
    ];
    tell(next.story, cites, intro, actions, context);
    return post({ title: `Daily brief, ${time(now)}`, blocks: intro, citations: cites.list, actions });
  },
});

/** Titles, and how many there are besides. */
function named(stories: readonly StoryEntry[]) {
  const rest = stories.length - NAMED;
  const others =
    rest > 0 ? [spans(`and ${count(rest, 'more story', 'more stories')}; `, code('/stories'), ' has them all')] : [];
  return [...stories.slice(0, NAMED).map(({ title }) => spans(title)), ...others];
}

/** A story's short summary, each sentence with its source. */
function tell(story: StoryEntry, cites: Cites, blocks: Block[], actions: Action[], context: DigestContext): void {
  const { publisher, published } = story.source;
  blocks.push(
    { type: 'heading', text: story.title },
    { type: 'text', spans: [emphasis(`From ${publisher}, ${formatWhen(published)}`)] },
    {
      type: 'list',
      ordered: false,
      items: story.summary.short.map((fact) => spans(`${fact.text} `, cites.mark(fact))),
    },
  );
  actions.push({
    label: actions.length === 0 ? 'Full summary' : `Full summary: ${story.title}`,
    command: commandLine('summary', { story: story.slug, length: 'long' }, context),
  });
}
