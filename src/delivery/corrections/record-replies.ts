import type { Log } from '../../log.ts';
import { itemsOf } from '../../reply.ts';
import { groupCommit } from '../group-commit.ts';
import type { PostedReplies, PostedReply, TurnedPage } from './store.ts';

/** Notes what people see, so that it can be corrected. Never waits and never throws: nobody's answer hangs on it. */
export type Recorder = {
  /** `inPlace` of a message that may have been recorded: what tells nothing then takes that away. */
  posted(reply: PostedReply, how?: { inPlace?: boolean }): void;
  turned(page: TurnedPage): void;
  /** Settles once all of it is written. */
  settled(): Promise<void>;
};

/** Without an `id` of the message, or of the workspace it is in, there is nothing to correct later. */
export function createRecorder({ record }: Pick<PostedReplies, 'record'>, log: Pick<Log, 'error'>): Recorder {
  const write = groupCommit<PostedReply | TurnedPage>(record);
  const writing = new Set<Promise<void>>();

  function note(what: PostedReply | TurnedPage): void {
    if (what.message === '') return;
    const written = write(what)
      .catch((error: unknown) =>
        log.error({ err: error }, 'a reply could not be recorded; a correction will not reach it'),
      )
      .finally(() => writing.delete(written));
    writing.add(written);
  }

  return {
    posted(reply, { inPlace = false } = {}) {
      if (inPlace || itemsOf(reply.reply).length > 0) note(reply);
    },
    turned: note,
    async settled() {
      await Promise.all(writing);
    },
  };
}
