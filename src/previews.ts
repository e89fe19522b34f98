import type { Command } from './command.ts';
import type { Previews } from './platforms/web/previews/message.ts';

/** Replies as each platform is sent them; each renderer is loaded when it is first asked for. In place of the id that Slack gives an uploaded picture stands the name of its file. */
export function createPreviews(commands: readonly Command[]): Previews {
  return {
    async discord(reply, page) {
      const { renderDiscord } = await import('./platforms/discord/render.ts');
      return renderDiscord(reply, { page, share: true });
    },
    async slack(reply, page) {
      const [{ renderSlack }, { withSlackNames }] = await Promise.all([
        import('./platforms/slack/render.ts'),
        import('./platforms/slack/command-names.ts'),
      ]);
      const named = withSlackNames(reply, commands);
      const how = { page, share: true };
      const { pictures } = renderSlack(named, how);
      return renderSlack(named, { ...how, files: new Map(pictures.map(({ name }) => [name, name])) });
    },
  };
}
