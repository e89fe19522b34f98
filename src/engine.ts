import type { Command, Problem } from './command.ts';
import type { Dispatch } from './dispatch.ts';
import type { Library } from './facts/library.ts';
import type { Storage } from './storage/storage.ts';

/** The bot without any platform: what `main.ts`, `cli.ts` and the tests all run. */
export type Engine = {
  commands: readonly Command[];
  dispatch: Dispatch;
  library(): Library;
  /** Story files that could not be loaded, and vanished ones; the other stories are loaded. */
  problems(): readonly Problem[];
  storage: Storage;
  close(): Promise<void>;
};
