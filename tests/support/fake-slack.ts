import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { delivery, type Signing } from './fake-slack/delivery.ts';
import { answerRequests } from './fake-slack/http.ts';
import { fakeState, type Body, type Fault, type Posted, type Workspace } from './fake-slack/state.ts';
import { slackFaults } from './slack-oracle.ts';

export type { Fault, Posted } from './fake-slack/state.ts';

/** The workspace that there is from the start; its bot token is `xoxb-fake`, the app token `xapp-fake`. */
export const TEAM = 'T0HARBOUR';
export const BOT = 'U0BOT';
export const READER = 'U0READER';
export const CHANNEL = 'C0GENERAL';
export const DIRECT = 'D0READER';

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

type From = { user?: string; channel?: string; team?: string; thread?: string };

/**
 * Slack on a loopback port: Web API, response_urls, uploads, Socket Mode and signed requests. Every body that arrives
 * goes through the oracle; what it finds is in `state.violations`. `now` dates the messages and slides the windows of the limits.
 */
export async function startFakeSlack({ now }: { now?: () => number } = {}) {
  const state = fakeState(slackFaults, now);
  const out = delivery(state);
  const home: Workspace = { team: TEAM, name: 'Harbour News', bot: BOT, token: 'xoxb-fake' };
  state.workspaces.set(home.token, home);
  state.channels.set(CHANNEL, [BOT, READER]);
  state.people.set(READER, { tz: 'Europe/Lisbon' });

  let greeting: 'hello' | 'silence' | 'link_disabled' = 'hello';
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = answerRequests(state, url, () => `${url().replace('http', 'ws')}/link?ticket=${randomUUID()}`);
  const server = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    if (greeting === 'hello') out.connect(socket);
    else if (greeting === 'link_disabled') socket.send(JSON.stringify({ type: 'disconnect', reason: 'link_disabled' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  /** A response_url for a command or a message. */
  function responseUrl({ user = READER, channel = CHANNEL, thread }: From, original?: string): string {
    const id = randomUUID();
    state.responseUrls.set(id, { channel, user, thread, original, uses: 0, expired: false });
    return `${url()}/respond/${id}`;
  }

  function event(
    inner: Body,
    { team = TEAM, id = randomUUID(), ...signing }: Signing & { team?: string; id?: string } = {},
  ) {
    const payload = {
      type: 'event_callback',
      team_id: team,
      api_app_id: 'A000001',
      event_id: `Ev${id}`,
      event_time: 1_900_000_000,
      event: inner,
      authorizations: [
        { team_id: team, enterprise_id: null, user_id: BOT, is_bot: true, is_enterprise_install: false },
      ],
    };
    return out.deliver('events_api', payload, signing);
  }

  return {
    state,
    out,
    get url() {
      return url();
    },
    get apiUrl() {
      return `${url()}/api/`;
    },
    /** Adds so many channels with the bot and the reader in them; gives their ids. */
    addChannels(many: number, members: string[] = [BOT, READER]): string[] {
      const ids = Array.from({ length: many }, (_, i) => `C1${String(i).padStart(7, '0')}`);
      for (const id of ids) state.channels.set(id, [...members]);
      return ids;
    },
    /** Takes somebody, else the bot, out of a channel. */
    leave(channel: string, who: string = BOT): void {
      state.channels.set(
        channel,
        (state.channels.get(channel) ?? []).filter((member) => member !== who),
      );
    },

    greetWith(it: typeof greeting): void {
      greeting = it;
    },

    /** Plans faults for the next calls of a method, `response_url` or `upload`. */
    plan(method: string, ...faults: Fault[]): void {
      state.planned.set(method, [...(state.planned.get(method) ?? []), ...faults]);
    },

    calls: (method: string) => state.calls.filter((call) => call.method === method),
    /** The nth call of a method, once it has come. */
    call: (method: string, nth = 0) =>
      state.until(`call ${nth} of ${method}`, () => state.calls.filter((call) => call.method === method)[nth]),
    /** The nth message that is visible somewhere, once it is there. */
    message: (nth = 0): Promise<Posted> => state.until(`message ${nth}`, () => state.messages[nth]),

    /** Somebody types a slash command. */
    command(
      line: string,
      { user = READER, channel = CHANNEL, team = TEAM }: From = {},
      how: Signing & { trigger?: string; expired?: boolean } = {},
    ) {
      const [, command = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
      const response_url = responseUrl({ user, channel });
      const target = state.responseUrls.get(response_url.split('/').at(-1) ?? '');
      if (target) target.expired = how.expired ?? false;
      const { trigger = randomUUID(), ...signing } = how;
      const payload = {
        token: 'legacy',
        team_id: team,
        team_domain: 'harbour',
        channel_id: channel,
        channel_name: 'general',
        user_id: user,
        user_name: 'reader',
        command,
        text,
        api_app_id: 'A000001',
        is_enterprise_install: 'false',
        response_url,
        trigger_id: trigger,
      };
      return out.deliver('slash_commands', payload, signing);
    },

    /** Somebody presses a button (or chooses from a menu) of a message, or of the Home tab where there is no message. */
    press(
      value: string,
      message?: Posted,
      {
        user = READER,
        menu = false,
        expired = false,
        action = 'press-0',
      }: { user?: string; menu?: boolean; expired?: boolean; action?: string } = {},
    ) {
      const response_url =
        message &&
        responseUrl(
          { user, channel: message.channel, ...(message.thread !== undefined && { thread: message.thread }) },
          message.ts,
        );
      const target = state.responseUrls.get(response_url?.split('/').at(-1) ?? '');
      if (target) target.expired = expired;
      const thread = message?.thread === undefined ? {} : { thread_ts: message.thread };
      const option = { text: { type: 'plain_text', text: 'x' }, value };
      const payload = {
        type: 'block_actions',
        user: { id: user, username: 'reader', name: 'reader', team_id: TEAM },
        team: { id: TEAM, domain: 'harbour' },
        api_app_id: 'A000001',
        token: 'legacy',
        trigger_id: randomUUID(),
        is_enterprise_install: false,
        ...(message
          ? {
              container: {
                type: 'message',
                message_ts: message.ts,
                channel_id: message.channel,
                is_ephemeral: message.user !== undefined,
                ...thread,
              },
              channel: { id: message.channel, name: 'general' },
              message: { type: 'message', ts: message.ts, ...thread },
              response_url,
            }
          : { container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', type: 'home' } }),
        actions: [
          menu
            ? { type: 'static_select', action_id: 'press-menu', block_id: 'b', selected_option: option, action_ts: '1' }
            : { type: 'button', action_id: action, block_id: 'b', value, action_ts: '1' },
        ],
      };
      return out.deliver('interactive', payload);
    },

    event,
    mention(
      text: string,
      { user = READER, channel = CHANNEL, thread }: From = {},
      how: Parameters<typeof event>[1] = {},
    ) {
      const ts = state.ts();
      const inner = { type: 'app_mention', user, text: `<@${BOT}> ${text}`, ts, channel, event_ts: ts, team: TEAM };
      return event(thread === undefined ? inner : { ...inner, thread_ts: thread }, how);
    },
    direct(text: string, { user = READER, thread }: From = {}, extra: Body = {}) {
      const ts = state.ts();
      const inner = { type: 'message', channel_type: 'im', user, text, ts, channel: DIRECT, event_ts: ts, ...extra };
      return event(thread === undefined ? inner : { ...inner, thread_ts: thread });
    },

    async close(): Promise<void> {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Every button and menu option of a message: its label and the value that pressing it sends. */
export function buttonsOf(body: Body): { label: string; value: string }[] {
  const found: { label: string; value: string }[] = [];
  const look = (at: unknown): void => {
    if (Array.isArray(at)) at.forEach(look);
    else if (typeof at === 'object' && at !== null) {
      const { value, text } = at as { value?: unknown; text?: { text?: string } };
      if (typeof value === 'string') found.push({ label: text?.text ?? '', value });
      Object.values(at).forEach(look);
    }
  };
  look(body['blocks']);
  return found;
}
