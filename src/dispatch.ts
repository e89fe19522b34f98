import { randomUUID } from 'node:crypto';
import { afterTime, settlesWithin, type After } from './after.ts';
import type { Composer } from './answers/compose.ts';
import type { Meanings } from './answers/embeddings.ts';
import { createDeskDoor } from './at-desk.ts';
import { findCommand, parseLine, parseOptions } from './command-line.ts';
import type { Asker, Command, CommandContext, Problem, Wording } from './command.ts';
import type { Desk } from './curation/desk/desk.ts';
import type { DigestControls } from './delivery/digest-controls.ts';
import { ConfigError, UserError } from './errors.ts';
import type { Item, Library } from './facts/library.ts';
import { keepRecent } from './keep-recent.ts';
import type { Log } from './log.ts';
import type { Origin } from './origin.ts';
import { rememberReplies } from './remember-replies.ts';
import { itemsOf, notice, type Reply } from './reply.ts';
import type { Change } from './facts/changes.ts';
import { findWithdrawn } from './withdrawn.ts';

/** One command asked for: as a typed line, or by name with its options' values. `channel` is unique over platforms; in a thread of it follow-ups stay apart, while what the channel has had is counted together. */
type Invocation = {
  channel: string;
  thread?: string | undefined;
  asker: Asker;
  origin?: Origin | undefined;
  /** Shows a reply of which the one that dispatch gives takes the place; called at most once, and not once that one is there. Absent where nothing can be replaced. */
  interim?: ((reply: Reply) => void) | undefined;
  /** Nobody waits for this reply: no model is asked. */
  unworded?: boolean;
  /** Whose budget a model's answer counts against, where it is not the asker's own. */
  payer?: string;
} & ({ line: string } | { command: string; options: Record<string, unknown> });

export type Dispatch = (invocation: Invocation) => Promise<Reply>;

/** What commands are given; the composition root hands in the implementations. */
export type DispatchParts = {
  commands: readonly Command[];
  digests: DigestControls;
  library(): Library;
  /** Every change of what is published, oldest first, and the instant of the newest revision among them. */
  changes(): { list: readonly Change[]; knownUntil: string };
  problems(): readonly Problem[];
  desk?: Desk | undefined;
  /** Where the desk's page is, if anywhere. */
  webUrl?: (() => string | undefined) | undefined;
  /** The ref, among these, that this channel has not had for longest; it is recorded as had. */
  nextPick(channel: string, refs: readonly string[]): Promise<string | undefined>;
  sourceText(sha256: string): Promise<string | undefined>;
  composer?: Composer | undefined;
  meanings?: Pick<Meanings<Item>, 'nearest'> | undefined;
  after?: After;
  log: Log;
};

type Understood = NonNullable<Reply['understood']>;

/** A model that takes longer than this, in milliseconds, is not waited for with nothing shown. */
const PATIENCE_MS = 2000;
/** A question is answered by its words alone where its meaning takes longer than this, in milliseconds. */
const MEANING_MS = 1000;
/** Follow-ups reach back this many conversations; an older one starts afresh. */
const REMEMBERED_QUESTIONS = 1000;

/** One invocation in, one reply out; never throws. What the asker can mend is told, anything else is logged under an id that they see. */
export function createDispatch(engine: DispatchParts): Dispatch {
  const questions = new Map<string, Understood>();
  const replies = rememberReplies();
  const atDesk = createDeskDoor(engine);
  const { after = afterTime } = engine;

  /** Of this library only: what was published or withdrawn in the meantime is none of its items. */
  async function nearInMeaning(question: string, library: Library) {
    const work = engine.meanings?.nearest(question);
    const near = work && (await settlesWithin(MEANING_MS, work, after)) ? await work : undefined;
    return near && new Map([...near].filter(([item]) => library.item(item.ref).found === item));
  }

  /** `begun` is told before the model is asked. */
  function wordingFor(
    { asker, payer = asker.id, interim }: Invocation,
    { version }: Library,
    { composer, begun }: { composer: Composer; begun: (meanwhile: Reply) => void },
  ): Wording {
    const { knownUntil } = engine.changes();
    return {
      model: composer.model,
      async word(material, meanwhile) {
        begun(meanwhile);
        const work = composer.compose({ ...material, version, person: payer });
        if (interim && !(await settlesWithin(PATIENCE_MS, work, after))) interim(madeOf(meanwhile, knownUntil));
        return work;
      },
    };
  }

  return async function dispatch(invocation): Promise<Reply> {
    const { channel, thread = '', asker } = invocation;
    try {
      const library = engine.library();
      const { knownUntil } = engine.changes();
      const { command, options } =
        'line' in invocation
          ? parseLine(invocation.line, engine.commands, library)
          : { command: findCommand(invocation.command, engine.commands), options: invocation.options };
      const given = parseOptions(command, options);
      const same = command.steady ? JSON.stringify([command.name, given]) : undefined;
      const known = same === undefined ? undefined : replies.find(library, same);
      const conversation = JSON.stringify([channel, thread, asker.id]);
      const remember = ({ understood }: Reply) => {
        if (understood !== undefined) keepRecent(questions, conversation, understood, REMEMBERED_QUESTIONS);
      };
      const previousQuestion = questions.get(conversation);
      let wasWorded = false;
      let hasWaited = false;
      // A follow-up may come before the model is done with the question that it follows.
      const begun = (meanwhile: Reply) => {
        wasWorded = hasWaited = true;
        remember(meanwhile);
      };
      const { composer } = engine;
      const context: CommandContext<Record<string, unknown>> = {
        options: given,
        library,
        asker,
        commands: engine.commands,
        problems: asker.isOperator ? engine.problems() : [],
        previousQuestion,
        origin: invocation.origin,
        channel,
        digests: engine.digests,
        atDesk: () => atDesk(invocation),
        async pick(items) {
          const ref = await engine.nextPick(
            channel,
            items.map((item) => item.ref),
          );
          return items.find((item) => item.ref === ref);
        },
        withdrawn: (ref) => findWithdrawn(ref, library, engine.changes().list),
        async nearInMeaning(asked) {
          if (!engine.meanings || invocation.unworded) return undefined;
          hasWaited = true;
          return nearInMeaning(asked, library);
        },
        wording: composer && !invocation.unworded ? wordingFor(invocation, library, { composer, begun }) : undefined,
        // The article is the operator's private copy; readers get the passage's first and last words.
        sourceText: async (hash) => (asker.isOperator ? engine.sourceText(hash) : undefined),
      };
      const reply = known ?? madeOf(await command.run(context), knownUntil);
      if (same !== undefined && !known) replies.keep(library, same, reply);
      if (hasWaited && engine.library() !== library) {
        // What was corrected or withdrawn while a model worked is not told any more; the question is the same one.
        if (previousQuestion) keepRecent(questions, conversation, previousQuestion, REMEMBERED_QUESTIONS);
        else questions.delete(conversation);
        return await dispatch({ ...invocation, interim: undefined });
      }
      if (!wasWorded) remember(reply);
      return reply;
    } catch (error) {
      if (error instanceof UserError) return notice(error.message, { outcome: 'error' });
      if (error instanceof ConfigError) {
        // A full disk or a locked file: the operator can mend it, a reader can only come back.
        engine.log.error({ err: error }, 'a command could not reach the data');
        const text = asker.isOperator
          ? error.message
          : 'I cannot reach my data just now. Nothing is lost; please try again later.';
        return notice(text, { outcome: 'error' });
      }
      const id = randomUUID().slice(0, 8);
      engine.log.error(
        { err: error, id, command: 'line' in invocation ? invocation.line.slice(0, 100) : invocation.command },
        'a command failed',
      );
      return notice(
        `Something went wrong on our side. Nothing was changed. The operator finds it in the log under ${id}.`,
        { outcome: 'bug' },
      );
    }
  };
}

/** A reply made from items, with how much was known then. */
function madeOf(reply: Reply, knownUntil: string): Reply {
  return knownUntil === '' || itemsOf(reply).length === 0 ? reply : { ...reply, knownUntil };
}
