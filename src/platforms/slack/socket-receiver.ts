import type { App, Logger, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { parseJson } from '../../parse-json.ts';
import { asUpstream } from './explain.ts';
import { within, type Timing } from './timing.ts';

/** Why a connection ended: the reason that Slack gave, or `closed` where the network did it. */
export type Ending = string;

type SocketOptions = {
  appToken: string;
  clientOptions: WebClientOptions;
  logger: Logger;
  timing: Timing;
  /** A connection that stood has ended, or is about to: another one may be started at once, so that no event is missed in between. */
  onEnd: (ending: Ending) => void;
};

const Disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().default('unknown') });

/** What the client emits for each envelope (https://docs.slack.dev/apis/events-api/using-socket-mode). */
type Envelope = {
  type: string;
  body: Record<string, unknown>;
  ack: (response?: Record<string, unknown>) => Promise<void>;
  retry_num?: number;
  retry_reason?: string;
};

/**
 * Socket Mode for Bolt, one connection for each `start()`. Bolt's own receiver is not used, for its client's automatic
 * reconnecting waits some seconds without a connection and, where the network is away, ends in a rejection that nobody
 * can catch; a malformed message does, too.
 */
export function createSocketReceiver({ appToken, clientOptions, logger, timing, onEnd }: SocketOptions): Receiver {
  const open = new Set<GuardedClient>();
  let app: App | undefined;
  let stopped = false;

  async function receive({ type, body, ack, retry_num: retryNum, retry_reason: retryReason }: Envelope): Promise<void> {
    await app?.processEvent({
      body,
      async ack(response) {
        try {
          await ack(response);
        } catch (error) {
          // An event that is not acknowledged comes again on the next connection; a command does not, so it is answered now.
          if (type === 'events_api') throw error;
        }
      },
      ...(retryNum !== undefined && { retryNum }),
      ...(retryReason !== undefined && { retryReason }),
    });
  }

  return {
    init(it) {
      app = it;
    },

    async start() {
      const client = new GuardedClient({
        appToken,
        clientOptions: { ...clientOptions },
        logger,
        autoReconnectEnabled: false,
      });
      open.add(client);
      let stands = false;
      let over = false;
      const end = (ending: Ending) => {
        if (over) return;
        over = true;
        if (stands) onEnd(ending);
      };
      client.on('slack_event', (envelope: Envelope) => {
        receive(envelope).catch((error: unknown) =>
          logger.warn(`an event from Slack was not handled: ${asUpstream(error).message}`),
        );
      });
      client.on('disconnected', () => {
        open.delete(client);
        end(client.ending ?? 'closed');
      });
      client.on('ending', end);
      try {
        await inTime(client.start(), timing.hello);
        if (over || stopped) throw new Error('the connection closed at once');
        stands = true;
      } catch (error) {
        open.delete(client);
        client.disconnect().catch(() => {}); // rejects for a connection that never stood
        if (client.ending === undefined)
          throw asUpstream(error ?? new Error('the connection was closed before Slack said hello'));
        throw new UpstreamError(`Slack ended the connection (${client.ending})`, { code: client.ending });
      }
    },

    async stop() {
      stopped = true;
      const hungUp = [...open].map((client) => client.disconnect().catch(() => {}));
      open.clear();
      await within(Promise.all(hungUp), timing.hangUp);
    },
  };
}

/** The client, made to survive whatever arrives, and telling why Slack ends a connection. */
class GuardedClient extends SocketModeClient {
  ending: Ending | undefined;

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const { data: disconnect } = Disconnect.safeParse(typeof data === 'string' ? parseJson(data) : undefined);
    if (disconnect) {
      this.ending = disconnect.reason;
      this.emit('ending', disconnect.reason);
    }
    try {
      await super.onWebSocketMessage(data, isBinary);
    } catch {
      // No envelope that can be read: there is nothing to answer, and Slack sends it again if it matters.
    }
  }
}

async function inTime(start: Promise<unknown>, ms: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException('no hello', 'TimeoutError')), ms);
  try {
    await Promise.race([start, promise]);
  } finally {
    clearTimeout(timer);
  }
}
