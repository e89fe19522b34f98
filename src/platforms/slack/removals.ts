import type { App } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Installations } from './installations.ts';

type Removals = {
  installations: Installations | undefined;
  announce: (line: string) => void;
  log: Log;
  /** The only workspace has removed the app. */
  onRemoved: (says: string) => void;
};

/** Notes that the bot was removed from a channel, and forgets a workspace that withdrew the app. */
export function listenForRemovals(app: App, { installations, announce, log, onRemoved }: Removals): void {
  async function withdrawn(team: string | undefined, enterprise: string | undefined): Promise<void> {
    const place = team ?? enterprise ?? 'a workspace';
    if (!installations) {
      onRemoved(`${place} has removed the app: install it again and set the new SLACK_BOT_TOKEN`);
      return;
    }
    await installations.remove({ teamId: team, enterpriseId: enterprise, isEnterpriseInstall: team === undefined });
    announce(`Slack: ${place} has removed Pullquote; its credentials are deleted.`);
  }

  app.event('app_uninstalled', async ({ context: { teamId, enterpriseId, isEnterpriseInstall } }) =>
    withdrawn(isEnterpriseInstall ? undefined : teamId, enterpriseId),
  );
  app.event('tokens_revoked', async ({ event, context: { teamId, enterpriseId, isEnterpriseInstall } }) => {
    // The tokens of people come here too, and we hold none of those.
    if ((event.tokens.bot ?? []).length > 0) await withdrawn(isEnterpriseInstall ? undefined : teamId, enterpriseId);
  });
  app.event('channel_left', async ({ event }) => log.info(`the bot was removed from ${event.channel} in Slack`));
  app.event('group_left', async ({ event }) => log.info(`the bot was removed from ${event.channel} in Slack`));
}
