import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '@slack/bolt';
import { InstallProvider, type InstallationStore } from '@slack/oauth';
import type { WebClientOptions } from '@slack/web-api';
import { BOT_SCOPES } from './scopes.ts';

/** Where a workspace's administrator begins, and where Slack sends them back to. */
export const INSTALL_PATHS = { install: '/slack/install', callback: '/slack/oauth_redirect' } as const;

type InstallOptions = {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  store: InstallationStore;
  publicUrl: string | undefined;
  clientOptions: WebClientOptions;
  logger: Logger;
};

/** Serves one request of the install page; for GET under `INSTALL_PATHS`. */
export type InstallPage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The page with “Add to Slack”, and the page that Slack leads back to, whose state must be in the visitor's own cookie. */
export function installPage({
  clientId,
  clientSecret,
  stateSecret,
  store,
  publicUrl,
  clientOptions,
  logger,
}: InstallOptions): InstallPage {
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    installationStore: store,
    clientOptions,
    logger,
  });
  const options = {
    scopes: BOT_SCOPES.map(({ scope }) => scope),
    ...(publicUrl !== undefined && { redirectUri: `${publicUrl}${INSTALL_PATHS.callback}` }),
  };
  return async (request, response) => {
    response.setHeader('referrer-policy', 'no-referrer'); // the address holds Slack's code
    if (pathOf(request) === INSTALL_PATHS.install) {
      await provider.handleInstallPath(request, response, {}, options);
      return;
    }
    await provider.handleCallback(request, response, {
      success: (installation, _, __, answer) =>
        say(
          answer,
          200,
          `Pullquote is installed in ${installation.team?.name ?? installation.enterprise?.name ?? 'Slack'}. You can close this page and type /pullquote in Slack.`,
        ),
      failure: (_, __, ___, answer) =>
        say(answer, 400, `Pullquote was not installed. Begin again at ${INSTALL_PATHS.install}, in the same browser.`),
    });
  };
}

/** The install page on a port of its own, beside Socket Mode. Rejects where the port is taken. */
export async function serveInstallPage(
  page: InstallPage,
  host: string,
  port: number,
  onFault: (error: unknown) => void,
): Promise<Server> {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && Object.values<string>(INSTALL_PATHS).includes(pathOf(request));
    if (!known) {
      say(response, 404, 'There is nothing here.');
      return;
    }
    serveSafely(page, request, response, onFault);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** Runs the page; a fault is told and ends in a plain page. */
export function serveSafely(
  page: InstallPage,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: unknown) => void,
): void {
  page(request, response).catch((error: unknown) => {
    onFault(error);
    if (response.headersSent) response.end();
    else say(response, 500, 'Something went wrong on our side.');
  });
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(`${text}\n`);
}
