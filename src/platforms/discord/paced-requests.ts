import { afterTime, type After } from '../../after.ts';
import { createPace } from '../../delivery/pace.ts';
import { REQUESTS_PER_SECOND } from './limits.ts';

/** “Interaction endpoints are not bound to the bot's Global Rate Limit” (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). */
const NOT_COUNTED = /\/v\d+\/(?:interactions|webhooks)\//;

/**
 * Sends what discord.js asks for no faster than Discord takes it of one bot, be it a digest, an answer to a mention or
 * a command's registration. discord.js itself counts in whole seconds, which Discord does not.
 */
export function pacedRequests<Init, Answer>(
  send: (url: string, init: Init) => Promise<Answer>,
  { clock = () => performance.now(), after = afterTime }: { clock?: () => number; after?: After } = {},
): typeof send {
  const pace = createPace(REQUESTS_PER_SECOND, { clock, after });
  return async (url, init) => {
    if (NOT_COUNTED.test(url)) return send(url, init);
    const answered = await pace.turn();
    try {
      return await send(url, init);
    } finally {
      answered?.();
    }
  };
}
