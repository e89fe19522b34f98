import { setTimeout as delay } from 'node:timers/promises';
import { messageIndex } from './history.ts';
import { rateLimits } from './rate-limits.ts';

export type Body = Record<string, unknown>;

/** A text of a body; undefined where it is absent or no text. */
export function textOf(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

/** A call as it arrived: a Web API method, `response_url` or `upload`. */
type Call = { method: string; body: Body; token: string | undefined };

/** A message as Slack would hold it. `user` is set where that member alone sees it; `by` is the bot that posted it, as a member. */
export type Posted = {
  ts: string;
  channel: string;
  thread: string | undefined;
  user: string | undefined;
  by?: string;
  body: Body;
};

/** Somebody in the workspace, as far as users.info tells. */
type Person = { tz?: string; is_admin?: boolean; is_owner?: boolean };

/** What goes wrong with the next call of a method. `stored` is whether it is carried out all the same. */
export type Fault =
  | { does: 'error'; error: string; details?: Body }
  | { does: 'rate-limit'; retryAfter?: number }
  | { does: 'http'; status: number; stored?: boolean }
  | { does: 'hang'; stored?: boolean }
  | { does: 'drop'; stored?: boolean };

/** A workspace with the app in it; without `scopes` the token has all that the manifest asks for. */
export type Workspace = {
  team: string;
  name: string;
  bot: string;
  token: string;
  enterprise?: string;
  scopes?: string[];
};

export type ResponseUrl = {
  channel: string;
  user: string;
  thread: string | undefined;
  original: string | undefined;
  uses: number;
  expired: boolean;
};

/** A body that the oracle finds fault with. */
type Oracle = (method: string, body: Body) => string[];

/** All that the fake knows, and a way to wait for it to change. Messages are dated by `now` (in milliseconds), else one second after another from 2030. */
export function fakeState(oracle: Oracle, now?: () => number) {
  const waiting = new Set<() => void>();
  const messages: Posted[] = [];
  let clock = 1_900_000_000;
  let latest = 0;
  return {
    calls: [] as Call[],
    messages,
    /** The messages of each channel, oldest first. */
    index: messageIndex(messages),
    /** The Home tab by user. */
    homes: new Map<string, Body>(),
    /** What is shown below a thread while one waits, by `channel thread`; empty where it was taken back. */
    statuses: new Map<string, string>(),
    /** How many more looks each uploaded file takes until it is processed. */
    files: new Map<string, number>(),
    responseUrls: new Map<string, ResponseUrl>(),
    workspaces: new Map<string, Workspace>(),
    oauthCodes: new Map<string, Workspace>(),
    /** Channels by id with the members who are in them; absent ones are not found. */
    channels: new Map<string, string[]>(),
    archived: new Set<string>(),
    /** Direct messages between people, where the bot is not. */
    between: new Set<string>(),
    people: new Map<string, Person>(),
    userGroups: new Map<string, string[]>(),
    planned: new Map<string, Fault[]>(),
    /** Asked at every call for which nothing is planned. */
    chaos: undefined as ((method: string, body: Body) => Fault | undefined) | undefined,
    limits: rateLimits(now ?? (() => performance.now())),
    /** Whether calls and what messages say are kept and checked; benchmarks switch it off. */
    isKeeping: true,
    /** Looks that a file newly uploaded takes until it is processed. */
    looksAtFiles: 2,
    violations: [] as string[],
    checked: 0,

    ts(): string {
      clock += 1;
      if (!now) return `${clock}.000100`;
      latest = Math.max(latest + 1, Math.floor(now() * 1000));
      return `${Math.floor(latest / 1e6)}.${String(latest % 1e6).padStart(6, '0')}`;
    },

    post(message: Posted): string {
      const { metadata } = message.body;
      messages.push(this.isKeeping ? message : { ...message, body: metadata === undefined ? {} : { metadata } });
      return message.ts;
    },
    remove(message: Posted): void {
      messages.splice(messages.indexOf(message), 1);
      this.index.rebuild();
    },

    check(method: string, sent: Body): void {
      // web-api adds the workspace to every call of a client that knows it; Slack passes over it where it means nothing.
      const body = { ...sent };
      delete body['team_id'];
      this.checked += 1;
      this.violations.push(...oracle(method, body).map((fault) => `${method}: ${fault}`));
    },

    /** Tells those who wait. */
    changed(): void {
      for (const look of waiting) look();
    },

    /** What `find` gives once it is neither undefined nor false; fails after `patience` milliseconds, saying what it waited for. */
    async until<T>(what: string, find: () => T | undefined | false, patience = 8000): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<T>();
      const look = () => {
        const found = find();
        if (found !== undefined && found !== false) resolve(found);
      };
      waiting.add(look);
      look();
      const stop = new AbortController();
      const late = delay(patience, undefined, { signal: stop.signal }).then(() => {
        throw new Error(
          `waited in vain for ${what}; calls so far: ${this.calls.map(({ method }) => method).join(', ')}`,
        );
      });
      try {
        return await Promise.race([promise, late]);
      } finally {
        stop.abort();
        late.catch(() => {});
        waiting.delete(look);
      }
    },
  };
}

export type State = ReturnType<typeof fakeState>;
