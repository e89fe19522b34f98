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
  strong,
  tellChanges,
  type Action,
  type Block,
  type DigestContext,
  type FactItem,
  type StoryEntry,
} from '../src/kit.ts';

const WEEK_DAYS = 7;
/** Facts that were shown most. */
const MOST_SHOWN = 5;
const MOST_STORIES = 10;

type Cites = ReturnType<typeof startCitations>;

/** The week's stories, the facts that this channel was shown most, and what was corrected or withdrawn. */
export default defineDigest({
  name: 'weekly-recap',
  description: 'The week’s stories, the facts shown most, and corrections',
  cron: '0 9 * * 1', // Mondays, in the channel's own time zone

  async build(context) {
    const { options, stories, newsOf, now, time, posted } = context;
    const { changes, published } = newsOf(WEEK_DAYS);
    const cites = startCitations();
    const shown = mostShown(await posted.countsSince(WEEK_DAYS), stories);
    const blocks = [
      ...newStories(published, cites),
      ...shownMost(shown, cites),
      ...tellChanges(changes, stories, cites),
    ];
    const nothing = 'in this week nothing was published, shown or corrected';
    if (blocks.length === 0) {
      const [newest] = stories;
      if (options.quiet !== 'repeat' || !newest) return skip(nothing);
      blocks.push(
        { type: 'text', spans: [emphasis('A quiet week. From the store:')] },
        ...newStories([newest], cites, 'The newest story'),
      );
    }
    const [first] = published.length > 0 ? published : stories;
    return post({
      title: `Weekly recap, ${time(now)}`,
      blocks,
      citations: cites.list,
      actions: [...summaryOf(first, context), { label: 'All stories', command: commandLine('stories', {}, context) }],
    });
  },
});

function summaryOf(story: StoryEntry | undefined, context: DigestContext): Action[] {
  if (!story) return [];
  return [{ label: 'Full summary', command: commandLine('summary', { story: story.slug, length: 'long' }, context) }];
}

function newStories(
  stories: readonly StoryEntry[],
  cites: Cites,
  text = count(stories.length, 'new story', 'new stories'),
): Block[] {
  if (stories.length === 0) return [];
  const rest = stories.length - MOST_STORIES;
  const others = rest > 0 ? [spans(`and ${count(rest, 'more', 'more')}; `, code('/stories'), ' has them all')] : [];
  const items = stories.slice(0, MOST_STORIES).map(({ title, source, summary }) => {
    const [lead] = summary.short;
    const told = lead ? [`${lead.text} `, cites.mark(lead)] : [];
    return spans(strong(title), ` (${source.publisher}, ${formatWhen(source.published)}). `, ...told);
  });
  return [
    { type: 'heading', text },
    { type: 'list', ordered: false, items: [...items, ...others] },
  ];
}

/** The facts shown most often first; of equals the more important one. */
function mostShown(counts: ReadonlyMap<string, number>, stories: readonly StoryEntry[]) {
  return stories
    .flatMap(({ facts }) => facts)
    .flatMap((fact) => {
      const times = counts.get(fact.ref) ?? 0;
      return times > 0 ? [{ fact, times }] : [];
    })
    .sort((a, b) => b.times - a.times || b.fact.importance - a.fact.importance)
    .slice(0, MOST_SHOWN);
}

function shownMost(shown: readonly { fact: FactItem; times: number }[], cites: Cites): Block[] {
  if (shown.length === 0) return [];
  return [
    { type: 'heading', text: 'Shown most here' },
    {
      type: 'list',
      ordered: true,
      items: shown.map(({ fact, times }) =>
        spans(`${fact.text} `, cites.mark(fact), ' ', emphasis(count(times, 'time', 'times'))),
      ),
    },
  ];
}
