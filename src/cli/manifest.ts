import { slackManifestSettings } from '../config.ts';
import { UserError } from '../errors.ts';
import { loadCommands } from '../load-files.ts';
import { print } from './output.ts';

/** Prints the manifest that sets up the app on a platform, as JSON; gives the exit code. */
export async function manifest(platform: string): Promise<number> {
  if (platform !== 'slack')
    throw new UserError(`There is a manifest for slack only, not for “${platform}”.`, { code: 'bad_usage' });
  const [{ slackManifest }, commands] = await Promise.all([import('../platforms/slack/manifest.ts'), loadCommands()]);
  await print(JSON.stringify(slackManifest(commands, slackManifestSettings()), null, 2));
  return 0;
}
