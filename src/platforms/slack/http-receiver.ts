import { HTTPReceiver, type Logger } from '@slack/bolt';
import { INSTALL_PATHS, serveSafely, type InstallPage } from './install-page.ts';
import { EVENTS_PATH } from './manifest.ts';

type HttpOptions = {
  signingSecret: string;
  logger: Logger;
  install: InstallPage | undefined;
  onFault: (error: unknown) => void;
};

/** Events, commands and presses over HTTP, each with its signature checked, and the install page where there is one. */
export function createHttpReceiver({ signingSecret, logger, install, onFault }: HttpOptions): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger,
    customRoutes: install
      ? Object.values(INSTALL_PATHS).map((path) => ({
          path,
          method: 'GET',
          handler: (request, response) => serveSafely(install, request, response, onFault),
        }))
      : [],
  });
}
