import { Assistant, type App } from '@slack/bolt';
import type { Library } from '../../facts/library.ts';
import type { Log } from '../../log.ts';
import { asUpstream } from './explain.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './plain-text.ts';
import { postToSlack } from './post.ts';
import { answerMessage, writtenByPerson } from './questions.ts';
import type { Slack } from './slack.ts';

/** Of a thread and of a prompt: no page gives a limit; a longer one is cut off on a narrow screen. */
const LONGEST_TITLE = 75;

const GREETING =
  'Ask me about the news that is curated here. Every sentence I give comes with its source, and every quotation is verbatim.';

/** Answers in Slack's assistant threads: a greeting with prompts, then a question or command each. */
export function listenInAssistant(app: App, slack: Slack): void {
  const { engine, log } = slack;
  const assistant = new Assistant({
    // Which channel a person looks at is of no use here, and the store of Bolt's own reads the thread back, which needs a permission.
    threadContextStore: { get: async () => ({}), save: async () => {} },

    async threadStarted({ event, client, setSuggestedPrompts }) {
      const { channel_id: channel, thread_ts: threadTs } = event.assistant_thread;
      await slack.run(`a new assistant thread in ${channel}`, async () => {
        await postToSlack(client, { channel, threadTs }, { body: plainBody(GREETING) });
        const [first, ...rest] = suggestedPrompts(engine.library());
        if (first) await trifle(log, setSuggestedPrompts({ title: 'For example', prompts: [first, ...rest] }));
      });
    },

    async userMessage({ event, client, context, body, setStatus, setTitle }) {
      const message = writtenByPerson(event);
      if (!message) return;
      const { user, channel, text, thread_ts: thread } = message;
      await slack.run(`an assistant thread of ${user} in ${channel}`, async () => {
        await trifle(log, setStatus('is looking it up…'));
        const title = shortened(plainText(text, context.botUserId), LONGEST_TITLE);
        if (title !== '') await trifle(log, setTitle(title));
        const exchange = {
          client,
          team: context.teamId ?? body.team_id,
          message,
          bot: context.botUserId,
          thread,
          direct: true,
        };
        try {
          await answerMessage(slack, exchange);
        } catch (error) {
          await trifle(log, setStatus('')); // else Slack shows it for two minutes
          throw error;
        }
      });
    },
  });
  app.assistant(assistant);
}

/** What to try first, from the newest story. */
function suggestedPrompts({ stories }: Library): { title: string; message: string }[] {
  const [story] = stories;
  if (!story) return [{ title: 'What can you do?', message: '/help' }];
  const { slug, title, quotes, facts } = story;
  const prompts = [
    { title: `Summary: ${title}`, message: `/summary ${slug}` },
    ...(quotes.length > 0 ? [{ title: 'A quotation, with its source', message: `/quote story:${slug}` }] : []),
    ...(facts.some(({ numbers }) => numbers.length > 0) ? [{ title: 'The figures', message: `/numbers ${slug}` }] : []),
    { title: 'What else is there?', message: '/stories' },
    { title: 'What can you do?', message: '/help' },
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
