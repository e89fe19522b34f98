import { Assistant, type App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Library } from '../../facts/library.ts';
import type { Log } from '../../log.ts';
import { HELP_PROMPT, STORIES_PROMPT } from './command-names.ts';
import { asUpstream } from './explain.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './plain-text.ts';
import { postToSlack } from './post.ts';
import { answerMessage, writtenByPerson, type Exchange } from './questions.ts';
import type { Slack } from './slack.ts';
import { within } from './timing.ts';

/** Of a thread and of a prompt: no page gives a limit; a longer one is cut off on a narrow screen. */
const LONGEST_TITLE = 75;

const GREETING =
  'Ask me about the news that is curated here. Every sentence I give comes with its source, and every quotation is verbatim.';

/**
 * Answers what people write to the bot alone, each question in its thread, with prompts for the first one. New apps meet
 * people in the Messages tab (https://docs.slack.dev/ai/migrating-to-agent-messaging); those set up as assistants have
 * threads that Slack begins, with a greeting.
 */
export function listenInAssistant(app: App, slack: Slack): void {
  const { engine, log } = slack;
  const assistant = new Assistant({
    // Which channel a person looks at is of no use here, and the store of Bolt's own reads the thread back, which needs a permission.
    threadContextStore: { get: async () => ({}), save: async () => {} },

    async threadStarted({ event, client }) {
      const { channel_id: channel, thread_ts: threadTs } = event.assistant_thread;
      await slack.run(`a new assistant thread in ${channel}`, async () => {
        await postToSlack(client, { channel, threadTs }, { body: plainBody(GREETING) });
        await suggest(log, engine.library(), client, { channel_id: channel, thread_ts: threadTs });
      });
    },

    async userMessage({ event, client, context, body }) {
      await directly(slack, event, { client, team: context.teamId ?? body.team_id, bot: context.botUserId });
    },
  });
  app.assistant(assistant);

  // What begins a thread; Bolt counts only the replies in one as an assistant's.
  app.event('message', async ({ event, client, context, body }) => {
    if (event.channel_type !== 'im') return;
    await directly(slack, event, { client, team: context.teamId ?? body.team_id, bot: context.botUserId });
  });

  app.event('app_home_opened', async ({ event: { channel, tab }, client }) => {
    if (tab === 'messages') await suggest(log, engine.library(), client, { channel_id: channel });
  });
}

/** Answers what a person writes to the bot alone, in a thread of its own. */
async function directly(
  slack: Slack,
  event: unknown,
  { client, team, bot }: Pick<Exchange, 'client' | 'team' | 'bot'>,
): Promise<void> {
  const message = writtenByPerson(event);
  if (!message) return;
  const { user, channel, text, ts, thread_ts: thread = ts } = message;
  const { threads } = client.assistant;
  const place = { channel_id: channel, thread_ts: thread };
  await slack.run(`a direct message of ${user} in ${channel}`, async () => {
    const title = shortened(plainText(text, bot), LONGEST_TITLE);
    const show = (status: string) => trifle(slack.log, threads.setStatus({ ...place, status }));
    const trimmings = [
      show('is looking it up…'),
      ...(title === '' ? [] : [trifle(slack.log, threads.setTitle({ ...place, title }))]),
    ];
    // Before the answer, which takes the status away; but no answer waits long for them.
    await within(Promise.all(trimmings), slack.timing.trimming);
    try {
      const status = (it: string) => within(show(it), slack.timing.trimming);
      await answerMessage(slack, { client, team, message, bot, thread, direct: true, status });
    } catch (error) {
      await show(''); // else Slack shows it for two minutes
      throw error;
    }
  });
}

/** Offers what to ask first: in an assistant's thread, or above all of the conversation, where Slack takes no thread. */
async function suggest(
  log: Log,
  library: Library,
  client: WebClient,
  place: { channel_id: string; thread_ts?: string },
): Promise<void> {
  const prompts = suggestedPrompts(library);
  await trifle(log, client.assistant.threads.setSuggestedPrompts({ ...place, title: 'For example', prompts }));
}

/** What to try first, from the newest story. */
function suggestedPrompts({ stories }: Library): { title: string; message: string }[] {
  const [story] = stories;
  if (!story) return [HELP_PROMPT];
  const { slug, title, quotes, facts } = story;
  const prompts = [
    { title: `Summary: ${title}`, message: `/summary ${slug}` },
    ...(quotes.length > 0 ? [{ title: 'A quotation, with its source', message: `/quote story:${slug}` }] : []),
    ...(facts.some(({ numbers }) => numbers.length > 0) ? [{ title: 'The figures', message: `/numbers ${slug}` }] : []),
    { ...STORIES_PROMPT, title: 'What else is there?' },
    HELP_PROMPT,
  ];
  return prompts
    .slice(0, LIMITS.suggestedPrompts)
    .map((prompt) => ({ ...prompt, title: shortened(prompt.title, LONGEST_TITLE) }));
}

/** Status, prompts and title are trimmings: an answer goes out without them. */
async function trifle(log: Log, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    log.debug(`a trimming of an assistant thread was left out: ${asUpstream(error).message}`);
  }
}

function plainBody(text: string) {
  return {
    text,
    blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text, emoji: false } }],
    unfurl_links: false as const,
    unfurl_media: false as const,
  };
}

function shortened(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
