import { ActivityType, type Client } from 'discord.js';
import type { Library } from '../../facts/library.ts';
import { label } from './escape.ts';
import { ACTIVITY_LENGTH } from './limits.ts';

/** Shows the newest story's title beside the bot's name, none where nothing is published; sends only what changed unless `again`. */
export function createPresence(
  client: Client<true>,
  library: () => Pick<Library, 'version' | 'stories'>,
): (again?: boolean) => void {
  let shown: string | undefined;
  return (again = false) => {
    const { version, stories } = library();
    if (version === shown && !again) return;
    shown = version;
    const [newest] = stories;
    client.user.setPresence({
      activities: newest
        ? [{ type: ActivityType.Custom, name: 'Newest story', state: label(newest.title, ACTIVITY_LENGTH) }]
        : [],
    });
  };
}
