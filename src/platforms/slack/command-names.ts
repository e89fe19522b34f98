import { usage } from '../../command-line.ts';
import type { Command } from '../../command.ts';
import type { Block, Reply, Span } from '../../reply.ts';

/**
 * Slack's own commands, which an app cannot have: those of the help page “Use built-in slash commands”
 * (https://slack.com/help/articles/201259356) and those of its earlier versions that still answer.
 */
const BUILT_IN = new Set(
  (
    'active apps archive away call collapse dm dnd expand feed feedback help huddle invite join keys kick leave list me msg mute ' +
    'open people prefs remind remove rename rooms search shortcuts shrug star status topic trigger unarchive unmute who'
  ).split(' '),
);

/** The one command that takes any line. */
export const UMBRELLA = '/pullquote';

/** What a command is called in Slack: its own name, or `/pullquote-NAME` where Slack has a command of that name. */
export function slackName({ name }: Pick<Command, 'name'>): string {
  return BUILT_IN.has(name) ? `${UMBRELLA}-${name}` : `/${name}`;
}

/** A command's options as Slack hints at them, without its name. */
export function usageHint(command: Command): string {
  return usage(command).replace(/^\S+\s*/, '');
}

/** What a person who knows nothing yet may send by a press. Slack’s own name for the command, for Slack may run it as one. */
export const STORIES_PROMPT = { title: 'What stories are there?', message: slackName({ name: 'stories' }) };
export const HELP_PROMPT = { title: 'What can you do?', message: slackName({ name: 'help' }) };

/** The line that a slash command stands for. After `/pullquote` comes a command with or without its slash, or a question. */
export function lineOf(typed: string, text: string, commands: readonly Command[]): string {
  const command = commands.find((known) => slackName(known) === typed);
  if (command) return `/${command.name} ${text}`.trim();
  if (typed !== UMBRELLA) return `${typed} ${text}`.trim();
  if (text === '') return '/help';
  const [first = ''] = text.split(/\s/, 1);
  // “who is Mira Vale?” is a question, “who vale” a command.
  return commands.some(({ name }) => name === first.toLowerCase()) && !text.endsWith('?') ? `/${text}` : text;
}

/** The line that a message stands for: a command under its name in Slack or its own, else what it says. */
export function lineOfMessage(text: string, commands: readonly Command[]): string {
  const [, typed, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  return typed === undefined ? text : lineOf(typed.toLowerCase(), rest, commands);
}

/** A reply in which the commands that it names bear their names in Slack. Where the store speaks, only what is set as code is a command's name. */
export function withSlackNames(reply: Reply, commands: readonly Command[]): Reply {
  const ours = new Map(commands.map((command) => [`/${command.name}`, slackName(command)]));
  const rename = (text: string) => text.replace(/(?<![\w/])\/[a-z]+(?![\w/-])/g, (name) => ours.get(name) ?? name);
  const isOurs = reply.outcome !== 'answer';
  const named = (spans: Span[]): Span[] =>
    spans.map((span) =>
      span.type === 'text' && (isOurs || span.mark === 'code') ? { ...span, text: rename(span.text) } : span,
    );
  const blocks = reply.blocks.map((block): Block => {
    if (block.type === 'text') return { ...block, spans: named(block.spans) };
    return block.type === 'list' ? { ...block, items: block.items.map(named) } : block;
  });
  const { title } = reply;
  return { ...reply, ...(title?.startsWith('/') && { title: rename(title) }), blocks };
}
