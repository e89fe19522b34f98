import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { keepRecent } from '../../keep-recent.ts';
import type { Reply } from '../../reply.ts';
import type { Place } from './previews/message.ts';

/** How a reply is shown: here, or as on a platform, where `page` counts from 0. */
type Look = { on: 'here' | Place; page: number };

/** What one visitor asked and was told; `number` counts from 1 within the conversation. Of a scheduled post `delivery` is the id, and `line` says what it is. */
export type Turn = { number: number; line: string; reply: Reply; look: Look; delivery?: string | undefined };

/** One visitor's conversation. `channel` stays for as long as the cookie; `thread` changes with each new conversation. */
export type Conversation = { channel: string; thread: string };

export type Conversations = {
  /** The visitor's own, told by a random cookie; a new one where there is none. */
  of(c: Context): Conversation;
  turns(conversation: Conversation): readonly Turn[];
  /** The reply is shown as the visitor chose last; where they have begun a new conversation meanwhile, it is not kept. */
  add(conversation: Conversation, line: string, reply: Reply): Turn;
  /** Adds a scheduled post to a conversation that is held, each once. */
  deliver(channel: string, post: { delivery: string; line: string; reply: Reply }): void;
  /** Puts another reply in place of a scheduled post, where its turn is kept. */
  amend(channel: string, delivery: string, reply: Reply): void;
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
/**
 * 400 days, the longest that browsers keep a cookie (RFC 6265bis, section 5.5), in seconds; each visit starts them anew.
 * A conversation has subscriptions, which would be nobody's once the browser was closed.
 */
const COOKIE_SECONDS = 400 * 86_400;
/** Held in memory only: the oldest go first. */
const MOST_CONVERSATIONS = 200;
const MOST_TURNS = 30;
const FIRST_THREAD = '0';

type Kept = {
  thread: string;
  restarts: number;
  count: number;
  turns: Turn[];
  /** Scheduled posts of late, also those whose turns are gone. */
  delivered: string[];
  on: Look['on'];
};

export function createConversations(): Conversations {
  const kept = new Map<string, Kept>();

  function held(channel: string): Kept {
    const found = kept.get(channel) ?? {
      thread: FIRST_THREAD,
      restarts: 0,
      count: 0,
      turns: [],
      delivered: [],
      on: 'here',
    };
    keepRecent(kept, channel, found, MOST_CONVERSATIONS);
    return found;
  }

  function nextTurn(conversation: Kept, said: Pick<Turn, 'line' | 'reply' | 'delivery'>): Turn {
    return { ...said, number: (conversation.count += 1), look: { on: conversation.on, page: 0 } };
  }

  function addTurn(conversation: Kept, said: Pick<Turn, 'line' | 'reply' | 'delivery'>): Turn {
    const turn = nextTurn(conversation, said);
    conversation.turns = [...conversation.turns, turn].slice(-MOST_TURNS);
    return turn;
  }

  return {
    of(c) {
      const sent = getCookie(c, COOKIE);
      const token = sent !== undefined && TOKEN.test(sent) ? sent : randomBytes(TOKEN_BYTES).toString('base64url');
      // With Strict a link on another site would come without the cookie and be given a new one; a POST from there is refused.
      setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: COOKIE_SECONDS });
      const channel = `${VISITORS}${token}`;
      // Looking leaves no trace: only what is said is kept.
      return { channel, thread: kept.get(channel)?.thread ?? FIRST_THREAD };
    },
    turns: ({ channel }) => kept.get(channel)?.turns ?? [],
    add({ channel, thread }, line, reply) {
      const conversation = held(channel);
      return (thread === conversation.thread ? addTurn : nextTurn)(conversation, { line, reply });
    },
    deliver(channel, { delivery, line, reply }) {
      const conversation = kept.get(channel);
      if (!conversation || conversation.delivered.includes(delivery)) return;
      conversation.delivered = [...conversation.delivered, delivery].slice(-MOST_TURNS);
      addTurn(conversation, { line, reply, delivery });
    },
    amend(channel, delivery, reply) {
      const conversation = kept.get(channel);
      if (!conversation) return;
      conversation.turns = conversation.turns.map((turn) => (turn.delivery === delivery ? { ...turn, reply } : turn));
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
      conversation.thread = String(conversation.restarts);
      conversation.turns = [];
    },
  };
}
