import type { Previews } from './platforms/web/previews/message.ts';

/** A reply as each platform is sent it; each renderer is loaded when it is first asked for. In place of the id that Slack gives an uploaded picture stands the name of its file. */
export const previews: Previews = {
  async discord(reply, page) {
    const { renderDiscord } = await import('./platforms/discord/render.ts');
    return renderDiscord(reply, { page, share: true });
  },
  async slack(reply, page) {
    const { renderSlack } = await import('./platforms/slack/render.ts');
    const how = { page, share: true };
    const { pictures } = renderSlack(reply, how);
    return renderSlack(reply, { ...how, files: new Map(pictures.map(({ name }) => [name, name])) });
  },
};
