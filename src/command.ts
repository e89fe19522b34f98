import type { z } from 'zod';
import type { Composition, Material } from './answers/compose.ts';
import type { DigestControls } from './delivery/digest-controls.ts';
import type { Desk, Work } from './curation/desk/desk.ts';
import type { Editor } from './curation/desk/store.ts';
import type { Item, Library } from './facts/library.ts';
import type { Origin } from './origin.ts';
import type { Reply } from './reply.ts';
import type { Withdrawn } from './withdrawn.ts';

/** What an option's values are drawn from; completion, choices and nearest names come from it. A number is given by name only. */
export type OptionKind =
  | 'story'
  | 'person'
  | 'topic'
  | 'item'
  | 'command'
  | 'text'
  | 'number'
  | 'digest'
  | 'time'
  | 'days'
  | 'zone'
  | 'place';

declare module 'zod' {
  interface GlobalMeta {
    kind?: OptionKind;
  }
}

export type OptionsSchema = z.ZodObject<Record<string, z.ZodType>>;

export type Asker = { id: string; name: string; isOperator: boolean };

/** A story file that could not be loaded. */
export type Problem = { file: string; message: string };

/** The model that words answers; undefined comes back where the store's own words must do. While it works, `meanwhile` is shown where that can be replaced. */
export type Wording = { model: string; word(material: Material, meanwhile: Reply): Promise<Composition | undefined> };

/** The desk with whoever works at it, and the address of its page where there is one. */
export type AtDesk = {
  desk: Desk;
  editor: Editor;
  url: string | undefined;
  /** Runs work that may take long: what it tells is shown, and it can be cancelled. */
  work: <Value>(run: (work: Work) => Promise<Value>) => Promise<Value>;
  /** Cancels the editor's work under way; gives how much there was. */
  cancel: () => number;
};

export type CommandContext<Options> = {
  options: Options;
  library: Library;
  asker: Asker;
  /** The next of these that this channel has not had for longest, in their order; undefined of an empty list. */
  pick: <Item extends { ref: string }>(items: readonly Item[]) => Promise<Item | undefined>;
  /** The question before this one in the same channel by the same asker, and who answered it, for follow-ups. */
  previousQuestion: Reply['understood'];
  commands: readonly Command[];
  /** Story files that could not be loaded; shown to operators. */
  problems: readonly Problem[];
  /** Where the command came from; absent where digests are never posted, as in a terminal. */
  origin: Origin | undefined;
  /** The channel under its name in picks and subscriptions (see channelKey). */
  channel: string;
  digests: DigestControls;
  /** The desk, for who may work at it. Throws a UserError for anybody else. */
  atDesk: () => Promise<AtDesk>;
  /** What became of an item that the library holds no more. */
  withdrawn: (ref: string) => Withdrawn | undefined;
  /** The items nearest to a question in meaning, in standard deviations above all of them; undefined where no embedding model is set up, or none answers in time. */
  nearInMeaning: (question: string) => Promise<ReadonlyMap<Item, number> | undefined>;
  /** Absent where no model is set up. */
  wording: Wording | undefined;
  /** The private copy of a source text, where the operator holds it and asks. */
  sourceText: (sha256: string) => Promise<string | undefined>;
};

/** A slash command. Everything that platforms show of it (options, choices, usage, forms) derives from `options`. */
export type Command<Schema extends OptionsSchema = OptionsSchema> = {
  name: string;
  description: string;
  options: Schema;
  /** The reply follows from the options, the library and the commands alone, whoever asks and when: made once, it is remembered. */
  steady?: boolean | undefined;
  run(context: CommandContext<z.infer<Schema>>): Reply | Promise<Reply>;
};

/** Declares a command; the file's default export, named as the file is. */
export function defineCommand<Schema extends OptionsSchema>(command: Command<Schema>): Command<Schema> {
  return command;
}
