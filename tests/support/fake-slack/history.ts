import type { Body, Posted, State } from './state.ts';

/** The messages of each channel, found without going through those of the others. */
export function messageIndex(messages: readonly Posted[]) {
  const channels = new Map<string, Posted[]>();
  let indexed = 0;
  return {
    of(channel: string): readonly Posted[] {
      if (messages.length < indexed) this.rebuild();
      for (const message of messages.slice(indexed)) {
        const known = channels.get(message.channel);
        if (known) known.push(message);
        else channels.set(message.channel, [message]);
      }
      indexed = messages.length;
      return channels.get(channel) ?? [];
    },
    /** After one was taken out. */
    rebuild(): void {
      channels.clear();
      indexed = 0;
    },
  };
}

/** Newest first and without replies (https://docs.slack.dev/reference/methods/conversations.history). */
export function history(body: Body, state: State): Body {
  const all = visible(body, state).filter(({ ts, thread }) => thread === undefined || thread === ts);
  return page(all.reverse(), body, state);
}

/** A thread oldest first, its first message on every page (https://docs.slack.dev/reference/methods/conversations.replies). */
export function replies(body: Body, state: State): Body {
  const root = String(body['ts']);
  const all = state.index.of(String(body['channel']));
  if (!all.some(({ ts, thread }) => ts === root || thread === root)) return { error: 'thread_not_found' };
  const parent = { ts: root, thread_ts: root, user: 'U0READER', text: 'What the thread is about' };
  const { messages, ...rest } = page(
    visible(body, state).filter(({ thread }) => thread === root),
    body,
    state,
  );
  return { ...rest, messages: [parent, ...messages] };
}

function visible({ channel, oldest, latest }: Body, state: State): Posted[] {
  const from = oldest === undefined ? 0 : Number(oldest);
  const to = latest === undefined ? Infinity : Number(latest);
  return state.index
    .of(String(channel))
    .filter(({ ts, user }) => user === undefined && Number(ts) > from && Number(ts) < to);
}

/** A cursor is the last message before it, so that what comes meanwhile moves nothing. */
function page(
  all: readonly Posted[],
  { cursor, limit, include_all_metadata: withMetadata }: Body,
  state: State,
): Body & { messages: Body[] } {
  const start = cursor ? all.findIndex(({ ts }) => ts === cursor) + 1 : 0;
  const end = start + Math.min(Number(limit ?? 100), state.limits.mostOfHistory());
  const next = end < all.length ? all[end - 1]?.ts : '';
  return {
    messages: all.slice(start, end).map(({ ts, thread, by = 'U0BOT', body: { text, blocks, metadata } }) => ({
      type: 'message',
      ts,
      user: by,
      bot_id: `B${by.slice(1)}`,
      text,
      blocks,
      ...(thread !== undefined && { thread_ts: thread }),
      ...(withMetadata === true && metadata !== undefined && { metadata }),
    })),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}
