import { cleanLine } from './clean-line.ts';
import type { Problem } from './command.ts';
import type { Config } from './config.ts';
import { count } from './count.ts';
import type { Library } from './facts/library.ts';
import type { Subscription } from './schedule/subscription.ts';
import { isLoopback } from './platforms/web/security.ts';
import { dataFile } from './storage/data-file.ts';
import { shownPath } from './shown-path.ts';

type Ready = {
  version: string;
  url: string;
  config: Config;
  library: Library;
  problems: readonly Problem[];
  subscriptions: readonly Pick<Subscription, 'paused'>[];
};

/** What an operator reads once the bot runs: where it is, what it holds, what is not connected and why, what needs mending. */
export function startupText({ version, url, config, library, problems, subscriptions }: Ready): string {
  const { dataDir, storiesDir } = config;
  const rows = [
    ['Web', `${url}${portNote(url, config.port)}${networkNote(config.host)}`],
    ['Stories', `${holdings(library)} (${shownPath(storiesDir).replace(/\/*$/, '/')})`],
    ['Digests', scheduled(subscriptions)],
    ['Data', shownPath(dataFile(dataDir))],
    ['Discord', platform(config.discord)],
    ['Slack', platform(config.slack)],
    ['Model', wording(config.model)],
  ];
  const block = [
    `Pullquote ${version} is ready.`,
    ...rows.map(([label = '', text = '']) => `  ${label.padEnd(10)}${text}`),
  ];
  const mend =
    problems.length === 0
      ? []
      : ['', 'Needs mending; everything else is up:', ...problems.map(({ message }) => `  ${cleanLine(message)}`), ''];
  return [...block, ...mend, 'Press Ctrl+C to stop.', ''].join('\n');
}

function holdings({ stories, items }: Library): string {
  if (stories.length === 0) return 'none are published';
  const facts = items.filter(({ kind }) => kind === 'fact').length;
  return [
    count(stories.length, 'story', 'stories'),
    count(facts, 'fact', 'facts'),
    count(items.length - facts, 'quotation', 'quotations'),
  ].join(', ');
}

function scheduled(subscriptions: Ready['subscriptions']): string {
  if (subscriptions.length === 0) return 'none yet; type /digest subscribe in a channel';
  const paused = subscriptions.filter((each) => each.paused).length;
  return `${count(subscriptions.length, 'subscription', 'subscriptions')}${paused > 0 ? `, ${paused} paused` : ''}`;
}

function wording(model: Config['model']): string {
  if ('missing' in model) return `none: answers are the store’s own sentences; ${model.missing}`;
  const meaning = model.embeddingModel === undefined ? '' : `; ${model.embeddingModel} matches questions by meaning`;
  const limits = `up to ${count(model.perDay, 'answer', 'answers')} a day, ${model.perPerson} a person`;
  return cleanLine(`${model.model} at ${new URL(model.baseUrl).host}, ${limits}; each sentence is checked${meaning}`);
}

/** Connecting takes its time and is told in a line of its own; nothing waits for it. */
function platform(settings: Config['discord'] | Config['slack']): string {
  return 'missing' in settings ? `not connected: ${settings.missing}` : 'connecting';
}

function networkNote(host: string): string {
  return isLoopback(host) ? '' : `; HOST=${host} opens it to the network, and there is no sign-in`;
}

function portNote(url: string, asked: number): string {
  const given = new URL(url).port;
  return asked === 0 || given === '' || given === String(asked) ? '' : ` (port ${asked} is taken)`;
}
