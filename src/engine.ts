import type { Composer } from './answers/compose.ts';
import type { Model } from './answers/model.ts';
import type { Meanings } from './answers/embeddings.ts';
import type { Desk } from './curation/desk/desk.ts';
import { openDesk } from './curation/desk/open-desk.ts';
import { createReader } from './curation/desk/reader.ts';
import type { RequestOptions } from './curation/fetch/fetch-page.ts';
import { importStories } from './curation/import-stories.ts';
import type { Command, Problem } from './command.ts';
import type { DeskConfig, ModelConfig } from './config.ts';
import { createRecorder, type Recorder } from './delivery/corrections/record-replies.ts';
import { createDigestControls, type DigestControls } from './delivery/digest-controls.ts';
import type { DigestParts } from './delivery/build-digest.ts';
import type { Digest } from './digest.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { changesIn, type Change } from './facts/changes.ts';
import { buildLibrary, type Item, type Library } from './facts/library.ts';
import { loadCommands, loadDigests } from './load-files.ts';
import type { Log } from './log.ts';
import { orInMemory } from './storage/pick-in-memory.ts';
import { dataFile } from './storage/data-file.ts';
import { openStorage, type StoragePlace } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { shownPath } from './shown-path.ts';

/** How many of an article's own words a story is published with where no setting says. */
const ARTICLE_WORDS = 40;

/** The bot without any platform: what `main.ts`, `cli.ts` and the tests all run. */
export type Engine = {
  commands: readonly Command[];
  dispatch: Dispatch;
  library(): Library;
  /** Story files that could not be loaded, and vanished ones; the other stories are loaded. */
  problems(): readonly Problem[];
  storage: Storage;
  /** What people do with digests. */
  digests: DigestControls;
  /** What editors do. */
  desk: Desk;
  /** What digests are built of. */
  digestParts: Omit<DigestParts, 'storage'>;
  /** Notes what people see on a platform, so that a correction reaches it. */
  recorder: Recorder;
  /** Has somebody told whenever there is something to deliver or to plan. */
  onDue(tell: () => void): void;
  /** Imports the story files again and swaps the library. After an error the old one stays. */
  reload(): Promise<void>;
  /** Waits for no model any more: what is under way goes out in the store's own words. */
  hurry(): void;
  /** Waits for the replies under way, then closes storage. */
  close(): Promise<void>;
};

export type EngineOptions = StoragePlace & {
  storiesDir: string;
  log: Log;
  /** In place of those in `commands/`. */
  commands?: readonly Command[];
  /** In place of those in `digests/`. */
  digests?: readonly Digest[];
  /** The model that words answers, if any. */
  model?: ModelConfig | undefined;
  /** How much of articles may be published as it stands, and whom publishers can reach. */
  desk?: DeskConfig | undefined;
  /** How articles are fetched, for tests. */
  request?: RequestOptions;
  /** Where the web page is, once it is there. */
  webUrl?: () => string | undefined;
  now?: () => Date;
};

/** Opens storage, imports the stories, loads the commands. Throws a ConfigError that the operator can mend. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { log, now = () => new Date(), desk: deskConfig, webUrl = () => undefined } = options;
  const [commands, digests] = await Promise.all([options.commands ?? loadCommands(), options.digests ?? loadDigests()]);
  const storage = await openStorage(options, now);
  let current: Snapshot;
  let model: ModelParts = {};
  try {
    current = await load(storage, options);
    if (options.model) model = await openModel(options.model, storage, log);
  } catch (error) {
    await storage.close();
    throw error;
  }

  const library = () => current.library;
  const problems = () => current.problems;
  const nextPick = orInMemory((channel, refs) => storage.nextPick(channel, refs), log);
  const sourceText = (sha256: string) => storage.sourceText(sha256);
  let tell: (() => void) | undefined;
  const digestParts = { digests, commands, library, changes: () => current.changes };
  const controls = createDigestControls({ ...digestParts, storage, now, onDue: () => tell?.() });
  const recorder = createRecorder(storage.posted, log);
  const desk = openDesk({
    storage,
    reader: createReader({ contact: deskConfig?.contact, now, ...options.request }),
    model: model.model,
    articleWords: deskConfig?.articleWords ?? ARTICLE_WORDS,
    swap: () => swap(),
    now,
    log,
  });
  const dispatch = createDispatch({
    commands,
    digests: controls,
    library,
    changes: () => current.changes,
    problems,
    desk,
    webUrl,
    nextPick,
    sourceText,
    ...model,
    log,
  });
  void model.meanings?.load(current.library.items);
  const running = new Set<Promise<unknown>>();
  let reloading = Promise.resolve();

  async function reload(): Promise<void> {
    const fresh = await load(storage, options);
    // The same stories: whoever holds the old library holds the right one.
    current = {
      ...fresh,
      library: fresh.library.version === current.library.version ? current.library : fresh.library,
    };
    void model.meanings?.load(current.library.items);
  }

  /** What was published at the desk is in the library, and readers are told. */
  async function swap(): Promise<void> {
    await (reloading = reloading.then(reload, reload));
    tell?.();
  }

  function hurry(): void {
    model.composer?.close();
    model.meanings?.close();
  }

  return {
    commands,
    async dispatch(invocation) {
      const reply = dispatch(invocation);
      running.add(reply);
      try {
        return await reply;
      } finally {
        running.delete(reply);
      }
    },
    library,
    problems,
    storage,
    digests: controls,
    desk,
    digestParts,
    recorder,
    onDue: (told) => (tell = told),
    reload: () => (reloading = reloading.then(reload, reload)),
    hurry,
    async close() {
      hurry();
      await Promise.allSettled([...running, reloading]);
      await recorder.settled();
      await storage.close();
    },
  };
}

/** What a model does: it words answers, rewords facts, and finds items by meaning. */
type ModelParts = { model?: Model; composer?: Composer; meanings?: Meanings<Item> };

/** The package is loaded only where a model is set up. */
async function openModel(
  { perDay, perPerson, ...server }: ModelConfig,
  storage: Pick<Storage, 'spendModelCall' | 'returnModelCall' | 'vectors'>,
  log: Log,
): Promise<ModelParts> {
  const [{ connectModel }, { createComposer }, { createMeanings }] = await Promise.all([
    import('./answers/openai.ts'),
    import('./answers/compose.ts'),
    import('./answers/embeddings.ts'),
  ]);
  const model = connectModel(server);
  const { embed, embeddings = '' } = model;
  return {
    model,
    composer: createComposer({
      model,
      spend: (person) => storage.spendModelCall(person, { perDay, perPerson }),
      giveBack: (person) => storage.returnModelCall(person),
      log,
    }),
    ...(embed && {
      meanings: createMeanings({
        model: embeddings,
        embed,
        textOf: ({ text }: Item) => text,
        store: storage.vectors,
        log,
      }),
    }),
  };
}

type Snapshot = {
  library: Library;
  problems: readonly Problem[];
  changes: { list: readonly Change[]; knownUntil: string };
};

/** Everything published, as the story files and storage have it now. */
async function load(storage: Storage, options: EngineOptions): Promise<Snapshot> {
  const problems = await importStories(storage, options.storiesDir);
  const file = 'memory' in options ? 'the memory store' : shownPath(dataFile(options.dataDir));
  const unreadable = (await storage.unreadable()).map(({ slug, number, reason }): Problem => {
    return {
      file,
      message: `${file}: “${slug}”, revision ${number}, is not shown, for this version cannot read it (${reason}); import its story file anew`,
    };
  });
  const history = await storage.history();
  return {
    library: buildLibrary(await storage.published()),
    problems: [...problems, ...unreadable],
    changes: { list: changesIn(history), knownUntil: history.at(-1)?.at ?? '' },
  };
}
