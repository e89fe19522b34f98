import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Reply } from '../../reply.ts';

/** What one visitor asked and was told; `number` counts from 1 within the conversation. */
export type Turn = { number: number; line: string; reply: Reply };

/** One visitor's conversation. `channel` stays for as long as the cookie; `asker` changes with each new conversation. */
export type Conversation = { channel: string; asker: string };

export type Conversations = {
  /** The visitor's own, told by a random cookie; a new one where there is none. */
  of(c: Context): Conversation;
  turns(conversation: Conversation): readonly Turn[];
  add(conversation: Conversation, line: string, reply: Reply): Turn;
  /** Forgets what was said; follow-ups start afresh. */
  restart(conversation: Conversation): void;
};

/** Channels of the web's visitors begin so. */
export const VISITORS = 'web:';

const COOKIE = 'pullquote';
const TOKEN = /^[\w-]{22}$/;
const TOKEN_BYTES = 16;
/** Held in memory only: the oldest go first. */
const MOST_CONVERSATIONS = 200;
const MOST_TURNS = 30;

type Kept = { channel: string; asker: string; restarts: number; count: number; turns: Turn[] };

export function createConversations(): Conversations {
  const kept = new Map<string, Kept>();

  function held(channel: string): Kept {
    const found = kept.get(channel) ?? { channel, asker: `${channel}#0`, restarts: 0, count: 0, turns: [] };
    kept.delete(channel);
    kept.set(channel, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_CONVERSATIONS) break;
      kept.delete(oldest);
    }
    return found;
  }

  return {
    of(c) {
      const sent = getCookie(c, COOKIE);
      const token = sent !== undefined && TOKEN.test(sent) ? sent : randomBytes(TOKEN_BYTES).toString('base64url');
      if (token !== sent) setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      const channel = `${VISITORS}${token}`;
      // Looking leaves no trace: only what is said is kept.
      return kept.get(channel) ?? { channel, asker: `${channel}#0` };
    },
    turns: ({ channel }) => kept.get(channel)?.turns ?? [],
    add({ channel }, line, reply) {
      const conversation = held(channel);
      const turn = { number: (conversation.count += 1), line, reply };
      conversation.turns = [...conversation.turns, turn].slice(-MOST_TURNS);
      return turn;
    },
    restart({ channel }) {
      const conversation = held(channel);
      conversation.restarts += 1;
      conversation.asker = `${channel}#${conversation.restarts}`;
      conversation.turns = [];
    },
  };
}
