import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { keepRecent } from '../../keep-recent.ts';
import type { Reply } from '../../reply.ts';
import type { Place } from './previews/message.ts';

/** How a reply is shown: here, or as on a platform, where `page` counts from 0. */
type Look = { on: 'here' | Place; page: number };

/** What one visitor asked and was told; `number` counts from 1 within the conversation. */
export type Turn = { number: number; line: string; reply: Reply; look: Look };

/** One visitor's conversation. `channel` stays for as long as the cookie; `asker` changes with each new conversation. */
export type Conversation = { channel: string; asker: string };

export type Conversations = {
  /** The visitor's own, told by a random cookie; a new one where there is none. */
  of(c: Context): Conversation;
  turns(conversation: Conversation): readonly Turn[];
  /** The reply is shown as the visitor chose last. */
  add(conversation: Conversation, line: string, reply: Reply): Turn;
  /** Shows a reply otherwise, and later ones too; undefined where that turn is not kept. */
  show(conversation: Conversation, number: number, look: Look): Turn | undefined;
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

type Kept = { channel: string; asker: string; restarts: number; count: number; turns: Turn[]; on: Look['on'] };

export function createConversations(): Conversations {
  const kept = new Map<string, Kept>();

  function held(channel: string): Kept {
    const found = kept.get(channel) ?? { channel, asker: `${channel}#0`, restarts: 0, count: 0, turns: [], on: 'here' };
    keepRecent(kept, channel, found, MOST_CONVERSATIONS);
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
      const turn: Turn = { number: (conversation.count += 1), line, reply, look: { on: conversation.on, page: 0 } };
      conversation.turns = [...conversation.turns, turn].slice(-MOST_TURNS);
      return turn;
    },
    show({ channel }, number, look) {
      const conversation = kept.get(channel);
      const turn = conversation?.turns.find((each) => each.number === number);
      if (!conversation || !turn) return undefined;
      conversation.on = look.on;
      const shown = { ...turn, look };
      conversation.turns = conversation.turns.map((each) => (each === turn ? shown : each));
      return shown;
    },
    restart({ channel }) {
      const conversation = held(channel);
      conversation.restarts += 1;
      conversation.asker = `${channel}#${conversation.restarts}`;
      conversation.turns = [];
    },
  };
}
