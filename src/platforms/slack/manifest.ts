import type { AppsManifestCreateArguments } from '@slack/web-api';
import { optionSpecs } from '../../command-line.ts';
import type { Command } from '../../command.ts';
import { HELP_PROMPT, slackName, STORIES_PROMPT, UMBRELLA, usageHint } from './command-names.ts';
import { INSTALL_PATHS } from './install-page.ts';
import { BOT_EVENTS, BOT_SCOPES } from './scopes.ts';

type Known = AppsManifestCreateArguments['manifest'];

/** What Slack’s page “Create an app from a manifest” takes (https://docs.slack.dev/reference/app-manifest). The package’s own type does not know the scope assistant:write. */
export type SlackManifest = Required<Pick<Known, '_metadata' | 'display_information' | 'features' | 'settings'>> & {
  oauth_config: { redirect_urls?: string[]; scopes: { bot: string[] } };
};

/** Where Slack sends events, commands and presses over HTTP. */
export const EVENTS_PATH = '/slack/events';

type ManifestSettings = {
  /** Where the install page is reached, and over HTTP the events. */
  publicUrl?: string | undefined;
  /** Several workspaces install it. */
  oauth?: boolean;
  /** Events come through Socket Mode although there is an address; without one they always do. */
  socket?: boolean;
};

/** The manifest that sets up the whole Slack app: for Socket Mode, or with `publicUrl` for HTTP. */
export function slackManifest(
  commands: readonly Command[],
  { publicUrl, oauth = false, socket = false }: ManifestSettings = {},
): SlackManifest {
  const address = publicUrl?.replace(/\/+$/, '');
  const events = address === undefined || socket ? undefined : `${address}${EVENTS_PATH}`;
  const url = events === undefined ? {} : { url: events };
  const requests = events === undefined ? {} : { request_url: events };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Pullquote',
      description: 'News answers in which every sentence has its source and every quotation is verbatim.',
      long_description:
        'Pullquote answers questions about curated news stories: summaries, facts, figures, timelines, people and quotations. Every sentence can be traced to the passage that it came from, and every quotation is verbatim. What the store does not hold, it says it does not hold.',
      background_color: '#1f2937',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'pullquote', always_online: true },
      slash_commands: [
        ...commands.map((command) => ({
          command: slackName(command),
          description: command.description,
          ...withHint(usageHint(command)),
          should_escape: takesPlace(command),
          ...url,
        })),
        {
          command: UMBRELLA,
          description: 'Ask a question, or run any command',
          usage_hint: '<question> or <command> [options]',
          should_escape: commands.some(takesPlace),
          ...url,
        },
      ],
      // New apps cannot have an assistant_view any more: https://docs.slack.dev/ai/migrating-to-agent-messaging
      agent_view: {
        agent_description: 'Answers from curated news stories, with the source of every sentence.',
        suggested_prompts: [STORIES_PROMPT, HELP_PROMPT],
      },
    },
    oauth_config: {
      ...(oauth && address !== undefined && { redirect_urls: [`${address}${INSTALL_PATHS.callback}`] }),
      scopes: { bot: BOT_SCOPES.map(({ scope }) => scope) },
    },
    settings: {
      event_subscriptions: { ...requests, bot_events: BOT_EVENTS.map(({ event }) => event) },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: oauth,
      socket_mode_enabled: events === undefined,
      token_rotation_enabled: false,
    },
  };
}

function withHint(hint: string): { usage_hint?: string } {
  return hint === '' ? {} : { usage_hint: hint };
}

/** Where a channel can be named, Slack sends a mention with its id, and not just the name that was typed (https://docs.slack.dev/interactivity/implementing-slash-commands). */
function takesPlace(command: Command): boolean {
  return optionSpecs(command).some(({ kind }) => kind === 'place');
}
