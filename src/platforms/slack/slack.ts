import { randomUUID } from 'node:crypto';
import type { Asker } from '../../command.ts';
import type { Engine } from '../../engine.ts';
import { UpstreamError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { postFault } from './explain.ts';
import type { Pictures } from './pictures.ts';
import type { Timing } from './timing.ts';

/** What the listeners share. */
export type Slack = {
  engine: Engine;
  log: Log;
  timing: Timing;
  pictures: Pictures;
  /** Who asks, by the ids that Slack gave. */
  asker(team: string, user: string, name: string | undefined): Asker;
  /** Runs one piece of work to its end; never throws. What goes wrong is told the operator on one line, with where it happened. */
  run(where: string, work: () => Promise<void>): Promise<void>;
};

type Parts = Pick<Slack, 'engine' | 'log' | 'timing' | 'pictures'> & {
  operators: readonly string[];
  /** Told of every call that Slack refused because of the token. */
  onUnauthorised: (error: UpstreamError) => void;
  /** Told of every reply that went out. */
  onSuccess: () => void;
  /** Held until the work is done. */
  underWay: Set<Promise<void>>;
};

export function shareSlack({ operators, onUnauthorised, onSuccess, underWay, ...parts }: Parts): Slack {
  const { log } = parts;

  async function told(where: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      onSuccess();
    } catch (error) {
      if (!(error instanceof UpstreamError)) {
        const id = randomUUID().slice(0, 8);
        log.error({ err: error, id }, `a reply in Slack failed on our side, for ${where}`);
        return;
      }
      log[error.code === 'unauthorised' || error.code === 'missing_scope' ? 'error' : 'warn'](postFault(error, where));
      if (error.code === 'unauthorised') onUnauthorised(error);
    }
  }

  return {
    ...parts,
    asker: (team, user, name) => ({
      id: `slack:${team}:${user}`,
      name: name ?? user,
      isOperator: operators.includes(user),
    }),
    async run(where, work) {
      const running = told(where, work);
      underWay.add(running);
      await running;
      underWay.delete(running);
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
