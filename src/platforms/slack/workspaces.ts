import type { AuthorizeResult } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { UpstreamError } from '../../errors.ts';
import { createMemo } from '../../memo.ts';
import type { Installations } from './installations.ts';

/** The bot in a workspace: how it calls Slack there, and as which bot it posts. */
export type Presence = { client: WebClient; botId: string | undefined };

/** Finds the bot of a workspace. Throws an UpstreamError: `not_installed` where the workspace has not, or no longer, installed the app, `not_connected` before the first connection. */
export type Workspaces = (team: string) => Promise<Presence>;

type Known = {
  installations: Installations | undefined;
  /** The one bot, where there are no installations, once Slack has said which. */
  bot: () => AuthorizeResult | undefined;
  clientOptions: WebClientOptions;
};

const REMEMBERED_CLIENTS = 1000;

export function findWorkspaces({ installations, bot, clientOptions }: Known): Workspaces {
  const clientOf = createMemo(REMEMBERED_CLIENTS, (token: string) => new WebClient(token, clientOptions));

  return async (team) => {
    if (installations) {
      const installed = await installations.botIn(team);
      if (!installed) throw new UpstreamError(`${team} has not installed the app`, { code: 'not_installed' });
      return { client: clientOf(installed.token), botId: installed.id };
    }
    const { botToken, botId } = bot() ?? {};
    if (botToken === undefined) throw new UpstreamError('the bot is not connected to Slack', { code: 'not_connected' });
    return { client: clientOf(botToken), botId };
  };
}
