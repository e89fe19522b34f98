import type { Body } from './state.ts';

const MINUTE_MS = 60_000;
/** What new commercial apps get at a time (https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps). */
const COMMERCIAL_PAGE = 15;
const LARGEST_PAGE = 999;

/** Slack's limits, in windows that slide; without any set there are none. Times are in milliseconds of `now`. */
export function rateLimits(now: () => number) {
  const lastPost = new Map<string, number>();
  const lastRead = new Map<string, number>();
  const updates = new Map<string, number[]>();
  let posts: number[] = [];
  return {
    /** Of chat.postMessage: so many a second in all, and so long between two to one channel. */
    posting: undefined as { perSecond: number; perChannelMs: number } | undefined,
    /** Whether the history is read as new commercial apps may: once a minute, few messages at a time. */
    isCommercial: false,
    /** Posts that came too soon. */
    tooSoon: { inAll: 0, inChannel: 0, updates: 0 },
    /** Of chat.update: so many a minute of one token. */
    updating: undefined as { perMinute: number } | undefined,

    mostOfHistory(): number {
      return this.isCommercial ? COMMERCIAL_PAGE : LARGEST_PAGE;
    },

    /** The whole seconds that a call must wait; undefined lets it through and counts it. */
    waitFor(method: string, { channel }: Body, token = ''): number | undefined {
      if (method === 'chat.postMessage') return this.waitToPost(String(channel));
      if (method === 'chat.update') return this.waitToUpdate(token);
      if (!this.isCommercial || !/^conversations\.(?:history|replies)$/.test(method)) return undefined;
      const left = (lastRead.get(`${token} ${method}`) ?? -Infinity) + MINUTE_MS - now();
      if (left > 0) return Math.ceil(left / 1000);
      lastRead.set(`${token} ${method}`, now());
      return undefined;
    },

    waitToUpdate(token: string): number | undefined {
      if (!this.updating) return undefined;
      const at = now();
      const recent = (updates.get(token) ?? []).filter((time) => time > at - MINUTE_MS);
      const [first = at] = recent;
      if (recent.length < this.updating.perMinute) {
        updates.set(token, [...recent, at]);
        return undefined;
      }
      this.tooSoon.updates += 1;
      return Math.max(1, Math.ceil((first + MINUTE_MS - at) / 1000));
    },

    waitToPost(channel: string): number | undefined {
      if (!this.posting) return undefined;
      const { perSecond, perChannelMs } = this.posting;
      const at = now();
      const left = (lastPost.get(channel) ?? -Infinity) + perChannelMs - at;
      posts = posts.filter((time) => time > at - 1000);
      if (left > 0) this.tooSoon.inChannel += 1;
      else if (posts.length >= perSecond) this.tooSoon.inAll += 1;
      else {
        posts.push(at);
        lastPost.set(channel, at);
        return undefined;
      }
      return Math.max(1, Math.ceil(left / 1000));
    },
  };
}
