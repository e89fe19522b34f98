import type { Dispatch } from './dispatch.ts';
import type { UpstreamError } from './errors.ts';
import type { Log } from './log.ts';
import type { Reply } from './reply.ts';

export type Invocation = Parameters<Dispatch>[0];

/** A command at work: its reply, and perhaps another one before it, of which the reply takes the place. `interim` has settled by the time that `reply` has. */
export type AtWork = { reply: Promise<Reply>; interim: Promise<Reply | undefined> };

/** Dispatches where what is shown can be replaced. */
export function dispatchWithInterim({ dispatch }: { dispatch: Dispatch }, invocation: Parameters<Dispatch>[0]): AtWork {
  const { promise: interim, resolve } = Promise.withResolvers<Reply | undefined>();
  const reply = dispatch({ ...invocation, interim: resolve });
  const isOver = () => resolve(undefined);
  reply.then(isOver, isOver);
  return { reply, interim };
}

/** An interim reply did not go out: nothing depends on it. */
export function tellLeftOut({ code, message }: UpstreamError, log: Log): void {
  log.debug({ code }, `an interim reply was left out: ${message}`);
}

/** The reply did not take the place of the interim one, which is an answer itself and stands; one that somebody deleted is not put back. */
export function tellNotReplaced({ code, message }: UpstreamError, isDeleted: boolean, log: Log): void {
  if (isDeleted) log.debug({ code }, 'an interim reply was deleted; it stays so');
  else log.warn({ code }, `an interim reply stands, for the one in its place did not get through: ${message}`);
}
