import type { App } from '@slack/bolt';
import type { Button, HomeView, KnownBlock, RichTextBlockElement, RichTextSection } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { writePress } from '../../button.ts';
import type { Command } from '../../command.ts';
import { count } from '../../count.ts';
import type { Library, StoryEntry } from '../../facts/library.ts';
import { formatWhen } from '../../facts/when.ts';
import type { Kept } from '../../storage/storage.ts';
import { slackName, usageHint } from './command-names.ts';
import { asUpstream } from './explain.ts';
import { LIMITS } from './limits.ts';
import type { Slack } from './slack.ts';

/** Stories and channels shown: with all else they stay far below the blocks that a Home tab holds. */
const STORIES = 20;
const CHANNELS = 15;
/** The most that users.conversations gives at once (https://docs.slack.dev/reference/methods/users.conversations). */
const CONVERSATIONS = 999;

/** Channel ids, or why there are none to show. */
type Channels = { ids: string[] } | { unknown: string };

/** Shows the Home tab to whoever opens it. */
export function listenForHome(app: App, slack: Slack): void {
  const { engine } = slack;
  app.event('app_home_opened', async ({ event: { user, tab }, client }) => {
    if (tab !== 'home') return;
    await slack.run(`the Home tab of ${user}`, async () => {
      const channels = await sharedChannels(client, user);
      const { view, keep } = homeView(engine.library(), engine.commands, channels);
      await engine.storage.keep(keep);
      try {
        await client.views.publish({ user_id: user, view });
      } catch (error) {
        throw asUpstream(error);
      }
    });
  });
}

/** The channels that both the bot and this person are in. */
async function sharedChannels(client: WebClient, user: string): Promise<Channels> {
  const asked = { types: 'public_channel,private_channel', exclude_archived: true, limit: CONVERSATIONS };
  try {
    const [bots, persons] = await Promise.all([
      client.users.conversations(asked),
      client.users.conversations({ ...asked, user }),
    ]);
    const inBoth = new Set((persons.channels ?? []).map(({ id }) => id));
    return { ids: (bots.channels ?? []).flatMap(({ id }) => (id !== undefined && inBoth.has(id) ? [id] : [])) };
  } catch (error) {
    const { code, message } = asUpstream(error);
    return {
      unknown:
        code === 'missing_scope'
          ? 'I may not look up channels here: the app lacks the permissions channels:read and groups:read.'
          : `Your channels could not be looked up just now: ${message}.`,
    };
  }
}

/** The Home tab: what the bot is, the stories, this person's channels, the commands; and what its buttons need to be kept. */
export function homeView(
  library: Library,
  commands: readonly Command[],
  channels: Channels,
): { view: HomeView; keep: Kept[] } {
  const keep: Kept[] = [];
  const button = (label: string, line: string, action: string, story: string): Button => {
    const press = writePress({ does: 'run', line }, LIMITS.buttonValue);
    keep.push(...press.keep);
    return {
      type: 'button',
      action_id: action,
      text: { type: 'plain_text', text: label, emoji: false },
      value: press.id,
      accessibility_label: `${label}: ${story}`.slice(0, LIMITS.buttonLabel).toWellFormed(),
    };
  };
  const story = ({ slug, title, source, facts, quotes }: StoryEntry, i: number): KnownBlock[] => [
    rich(
      section(
        { type: 'text', text: title, style: { bold: true } },
        words(
          `\n${source.publisher}, ${formatWhen(source.published)}. ${count(facts.length, 'fact', 'facts')}, ${count(quotes.length, 'quotation', 'quotations')}.`,
        ),
      ),
    ),
    {
      type: 'actions',
      elements: [
        button('Summary', `/summary ${slug}`, `press-summary-${i}`, title),
        ...(quotes.length > 0 ? [button('Quote', `/quote story:${slug}`, `press-quote-${i}`, title)] : []),
      ],
    },
  ];

  const { stories } = library;
  const blocks: KnownBlock[] = [
    header('Pullquote'),
    rich(
      section(
        words(
          'I answer questions about curated news stories. Every sentence comes with its source, and every quotation is verbatim. Mention me in a channel, write to me under Messages, or type a command.',
        ),
      ),
    ),
    header('Stories'),
    ...(stories.length === 0
      ? [rich(section(words('No story is published yet. They appear here as soon as one is.')))]
      : []),
    ...stories.slice(0, STORIES).flatMap(story),
    ...(stories.length > STORIES ? [rich(section(words(`${stories.length - STORIES} more: type /stories.`)))] : []),
    header('Your channels'),
    rich(section(...channelList(channels))),
    header('Commands'),
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: commands.map((command) =>
        section(
          { type: 'text', text: [slackName(command), usageHint(command)].join(' ').trim(), style: { code: true } },
          words(` ${command.description}.`),
        ),
      ),
    }),
  ];
  return { view: { type: 'home', blocks: blocks.slice(0, LIMITS.homeBlocks) }, keep };
}

function channelList(channels: Channels): RichTextSection['elements'] {
  if ('unknown' in channels) return [words(channels.unknown)];
  const { ids } = channels;
  if (ids.length === 0)
    return [words('I am in none of your channels yet. Type /invite @Pullquote in one to have me there.')];
  const shown = ids.slice(0, CHANNELS);
  return [
    ...shown.flatMap((id, i) => [...(i > 0 ? [words(', ')] : []), { type: 'channel' as const, channel_id: id }]),
    words(ids.length > CHANNELS ? ` and ${ids.length - CHANNELS} more.` : '.'),
  ];
}

function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

/** Rich text takes words as they are: nothing in them is a mention or a mark. */
function rich(...elements: RichTextBlockElement[]): KnownBlock {
  return { type: 'rich_text', elements };
}

function section(...elements: RichTextSection['elements']): RichTextSection {
  return { type: 'rich_text_section', elements };
}

function words(text: string) {
  return { type: 'text' as const, text };
}
