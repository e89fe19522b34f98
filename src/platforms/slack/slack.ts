import { randomUUID } from 'node:crypto';
import type { Asker } from '../../command.ts';
import type { Engine } from '../../engine.ts';
import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Origin } from '../../origin.ts';
import type { DigestRights } from './digest-rights.ts';
import { rememberDirects, type Directs } from './direct.ts';
import { postFault } from './explain.ts';
import { slackOrigin, type Spot } from './origin.ts';
import type { Pictures } from './pictures.ts';
import { createPostOpenly, type PostOpenly } from './post-openly.ts';
import type { Timing } from './timing.ts';

/** What the listeners share. */
export type Slack = {
  engine: Engine;
  log: Log;
  timing: Timing;
  pictures: Pictures;
  /** Who asks, by the ids that Slack gave. */
  asker(team: string, user: string, name: string | undefined): Asker;
  /** Where they ask, as far as digests there are concerned. */
  origin(spot: Spot): Promise<Origin>;
  directs: Directs;
  postOpenly: PostOpenly;
  /** Runs one piece of work to its end; never throws. What goes wrong is told the operator on one line, with where it happened. */
  run(where: string, work: () => Promise<void>): Promise<void>;
  /** The same for who deals with what goes wrong: closing waits for it, and what it says of the token is noted. */
  hold<Value>(work: () => Promise<Value>): Promise<Value>;
};

type Parts = Pick<Slack, 'engine' | 'log' | 'timing' | 'pictures'> & {
  config: DigestRights & { editors: readonly string[] };
  /** Told of every call that Slack refused because of the token. */
  onUnauthorised: (error: UpstreamError) => void;
  /** Told of every reply that went out. */
  onSuccess: () => void;
  /** Held until the work is done. */
  underWay: Set<Promise<unknown>>;
};

export function shareSlack({ config, onUnauthorised, onSuccess, underWay, ...parts }: Parts): Slack {
  const { log } = parts;
  const { operators, digestGroups, editors } = config;
  const directs = rememberDirects();

  async function noted<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      const value = await work();
      onSuccess();
      return value;
    } catch (error) {
      if (error instanceof UpstreamError && error.code === 'unauthorised') onUnauthorised(error);
      throw error;
    }
  }

  async function hold<Value>(work: () => Promise<Value>): Promise<Value> {
    const running = noted(work);
    underWay.add(running);
    try {
      return await running;
    } finally {
      underWay.delete(running);
    }
  }

  return {
    ...parts,
    asker: (team, user, name) => ({
      id: `slack:${team}:${user}`,
      name: name ?? user,
      isOperator: operators.includes(user),
    }),
    origin: (spot) => slackOrigin(spot, { operators, digestGroups, editors, directs }),
    directs,
    postOpenly: createPostOpenly(parts.timing.call),
    hold,
    async run(where, work) {
      try {
        await hold(work);
      } catch (error) {
        if (!(error instanceof UpstreamError)) {
          const id = randomUUID().slice(0, 8);
          log.error({ err: error, id }, `a reply in Slack failed on our side, for ${where}`);
        } else {
          const isForOperator = error.code === 'unauthorised' || error.code === 'missing_scope';
          log[isForOperator ? 'error' : 'warn'](postFault(error, where));
        }
      }
    },
  };
}

/** The conversation that a line belongs to, unique over platforms; a thread is one of its own, but not with the bot alone, where every message begins one. */
export function conversation(team: string, channel: string, thread?: string): { channel: string; thread?: string } {
  return {
    channel: `slack:${team}:${channel}`,
    ...(thread !== undefined && !channel.startsWith('D') && { thread }),
  };
}
