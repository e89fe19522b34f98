import type { Library } from './facts/library.ts';
import { keepRecent } from './keep-recent.ts';
import type { Reply } from './reply.ts';

/** Some 10 KB each, with what platforms make of them. */
const REMEMBERED = 200;

/** Replies that are the same for everybody, under what was asked, for as long as the library stays; those asked for longest ago go first. */
export function rememberReplies(most = REMEMBERED) {
  const replies = new Map<string, Reply>();
  let madeOf: Library | undefined;
  return {
    find(library: Library, asked: string): Reply | undefined {
      const reply = library === madeOf ? replies.get(asked) : undefined;
      if (!reply) return undefined;
      keepRecent(replies, asked, reply, most);
      return reply;
    },
    keep(library: Library, asked: string, reply: Reply): void {
      if (library !== madeOf) replies.clear();
      madeOf = library;
      keepRecent(replies, asked, reply, most);
    },
  };
}

/** A pure renderer that works only once for each reply and way of showing it, for as long as the reply is held. */
export function renderedOnce<How extends Record<string, string | number | boolean | undefined>, Message>(
  render: (reply: Reply, how: How) => Message,
): (reply: Reply, how: How) => Message {
  const made = new WeakMap<Reply, Map<string, Message>>();
  return (reply, how) => {
    const known = made.get(reply) ?? new Map<string, Message>();
    made.set(reply, known);
    const key = JSON.stringify(how);
    const message = known.get(key) ?? render(reply, how);
    known.set(key, message);
    return message;
  };
}
