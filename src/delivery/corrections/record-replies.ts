import type { Log } from '../../log.ts';
import { itemsOf } from '../../reply.ts';
import type { PostedReplies, PostedReply, TurnedPage } from './store.ts';

/** Notes what people see, so that it can be corrected. Never waits and never throws: nobody's answer hangs on it. */
export type Recorder = {
  /** `inPlace` of a message that may have been recorded: what tells nothing then takes that away. */
  posted(reply: PostedReply, how?: { inPlace?: boolean }): void;
  turned(page: TurnedPage): void;
  /** Writes at once what is still to be written, and settles once it is. */
  settled(): Promise<void>;
};

/** So long what comes is gathered for one write, which holds up the whole process for a moment; a process that is killed loses no more. */
const GATHER_MS = 100;

/** Without an id of the message there is nothing to correct later. */
export function createRecorder({ record }: Pick<PostedReplies, 'record'>, log: Pick<Log, 'error'>): Recorder {
  let gathered: (PostedReply | TurnedPage)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function note(what: PostedReply | TurnedPage): void {
    if (what.message === '') return;
    gathered.push(what);
    timer ??= setTimeout(write, GATHER_MS).unref();
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    const list = gathered;
    gathered = [];
    // In their order: of two about one message the later one holds.
    if (list.length > 0) writing = writing.then(() => recordAll(list));
  }

  async function recordAll(list: readonly (PostedReply | TurnedPage)[]): Promise<void> {
    try {
      await record(list);
    } catch (error) {
      log.error(
        { err: error, replies: list.length },
        'replies could not be recorded; a correction will not reach them',
      );
    }
  }

  return {
    posted(reply, { inPlace = false } = {}) {
      if (inPlace || itemsOf(reply.reply).length > 0) note(reply);
    },
    turned: note,
    async settled() {
      write();
      await writing;
    },
  };
}
