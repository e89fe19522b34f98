import { decodeText } from '../../src/curation/fetch/decode-text.ts';
import { readFeed } from '../../src/curation/feed/read-feed.ts';
import { readDocument } from '../../src/curation/page/read-document.ts';
import { UserError } from '../../src/errors.ts';
import { unsafeCharacter } from '../../src/facts/unsafe-text.ts';
import { renderDiscord } from '../../src/platforms/discord/render.ts';
import { renderSlack } from '../../src/platforms/slack/render.ts';
import { notice } from '../../src/reply.ts';
import type { Mutant } from './mutants.ts';

const SLOWEST_MS = 2000;
const MARKUP =
  /<\/?(?:script|style|iframe|img|svg|object|embed|link|meta|base|form|video|p|div|span|td|li)\b[^<>]*>|\son\w+\s*=\s*["']?alert/i;
const PINGS = /<(?:!(?:channel|here|everyone|subteam)|[@#][UWC]0)/;

export type Judgement = { outcome: 'read' | 'refused' | 'empty'; fault?: string; ms: number };

/** Reads a mutant as the bot would, and says what is wrong with what came of it. */
export function judgeMutant({ kind, bytes }: Mutant): Judgement {
  const start = cpuMs();
  try {
    const { text } = decodeText(bytes);
    const said = kind === 'page' ? pageTexts(text) : feedTexts(text);
    const ms = cpuMs() - start;
    const fault = ms > SLOWEST_MS ? `took ${Math.round(ms)} ms` : faultOf(said);
    return { outcome: said.join('') === '' ? 'empty' : 'read', ...(fault !== undefined && { fault }), ms };
  } catch (error) {
    const ms = cpuMs() - start;
    if (!(error instanceof UserError)) return { outcome: 'refused', fault: `crashed: ${String(error)}`, ms };
    return { outcome: 'refused', ...(ms > SLOWEST_MS && { fault: `took ${Math.round(ms)} ms to refuse` }), ms };
  }
}

function pageTexts(source: string): string[] {
  const { title, text, byline = '', publisher = '', url = '' } = readDocument(source, { name: 'page.html' });
  return [title, text, byline, publisher, url];
}

function feedTexts(source: string): string[] {
  const { title = '', url = '', entries } = readFeed(source, { url: 'https://feeds.example/a' });
  return [
    title,
    url,
    ...entries.flatMap((entry) => [entry.id, entry.title, entry.url ?? '', entry.summary ?? '', entry.content ?? '']),
  ];
}

function faultOf(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const unsafe = text.split('\n').map(unsafeCharacter).find(Boolean);
    if (unsafe) return `holds ${unsafe}`;
    const markup = MARKUP.exec(text)?.[0];
    if (markup !== undefined) return `holds markup: ${markup.slice(0, 80)}`;
    if (/^(?:javascript|data|vbscript|file):/i.test(text)) return 'leads to a script';
    if (text !== text.normalize('NFC')) return 'is not NFC';
  }
  const mention = texts.find((text) => /@everyone|@here|<[@!#]/.test(text));
  return mention === undefined ? undefined : pingOf(mention.slice(0, 1500));
}

function pingOf(text: string): string | undefined {
  const reply = notice(text);
  const discord = renderDiscord(reply).body;
  if (discord.allowed_mentions.parse.length > 0) return 'may ping on Discord';
  // The text of a rich text element is literal; the rest is mrkdwn (docs.slack.dev, “Formatting message text”).
  const read = JSON.stringify(renderSlack(reply).body, (_, value: unknown) => (isLiteral(value) ? undefined : value));
  return PINGS.test(read) ? 'pings on Slack' : undefined;
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'text';
}

/** What this thread has worked, whatever else the machine does. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
