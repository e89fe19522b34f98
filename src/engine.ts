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
import { ConfigError } from './errors.ts';
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
  /** Swaps the library where another process has published, as the command line does. */
  refresh(): Promise<void>;
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
    take(await load(storage, options));
  }

  function take(fresh: Snapshot): void {
    // The same stories: whoever holds the old library holds the right one.
    current = {
      ...fresh,
      library: fresh.library.version === current.library.version ? current.library : fresh.library,
    };
    void model.meanings?.load(current.library.items);
  }

  async function takeStored(): Promise<void> {
    take(await snapshot(storage, options, current.problems));
  }

  /** What was published is in the library, and readers are told. Story files are read at the start, and when they are asked for. */
  async function swap(): Promise<void> {
    try {
      await (reloading = reloading.then(takeStored, takeStored));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // It is published all the same; the next look at storage takes it in.
      log.error({ err: error }, 'what was published could not be read back yet');
    }
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
    async refresh() {
      if ((await newestAt(storage)) !== current.newestAt) await swap();
    },
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
  newestAt: string;
};

/** Everything published, as the story files and storage have it now. */
async function load(storage: Storage, options: EngineOptions): Promise<Snapshot> {
  return snapshot(storage, options, await importStories(storage, options.storiesDir));
}

/** Everything published as storage has it; `problems` are those of the story files. */
async function snapshot(storage: Storage, options: EngineOptions, problems: readonly Problem[]): Promise<Snapshot> {
  const newest = await newestAt(storage);
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
    problems: [...problems.filter((problem) => problem.file !== file), ...unreadable],
    changes: { list: changesIn(history), knownUntil: history.at(-1)?.at ?? '' },
    newestAt: newest,
  };
}

/** When the newest revision of all was written, and how many stories there are: other than before where anything was published. */
async function newestAt(storage: Pick<Storage, 'newest'>): Promise<string> {
  const newest = await storage.newest();
  const last = newest.reduce((latest, { at }) => (at > latest ? at : latest), '');
  return `${last} ${newest.reduce((sum, { number }) => sum + number, 0)}`;
}
