import { UpstreamError } from '../errors.ts';
import { sha256 } from '../facts/evidence.ts';
import type { Model } from './model.ts';
import { keepRecent } from '../keep-recent.ts';

/** A text's vector under the text's hash: signed bytes in base64. */
export type StoredVector = { hash: string; vector: string };

/** Where vectors outlive the process, each under its model and text. */
export type VectorStore = {
  find(model: string, hashes: readonly string[]): Promise<StoredVector[]>;
  save(model: string, vectors: readonly StoredVector[]): Promise<void>;
  /** Deletes all but those of these texts. */
  keepOnly(model: string, hashes: readonly string[]): Promise<number>;
};

/** Items by their nearness in meaning to a question. */
export type Meanings<T> = {
  /** Takes other items as those that questions are held against; the texts that are new among them are embedded. Never throws. */
  load(items: readonly T[]): Promise<void>;
  /** The nearest items, nearest first, with how far each stands out from all: its cosine in standard deviations above their mean, which means the same for every model. Never throws: undefined where the items are not embedded yet or the server does not answer. */
  nearest(question: string): Promise<ReadonlyMap<T, number> | undefined>;
  /** Stores nothing more. */
  close(): void;
};

type Parts<T> = {
  model: string;
  embed: NonNullable<Model['embed']>;
  textOf: (item: T) => string;
  store: VectorStore;
  log: { warn(details: object, message: string): void };
  /** Milliseconds of a clock that is never put back. */
  clock?: () => number;
};

/** Texts in one request; servers take 2,048 at most, and a failed request is lost whole. */
const BATCH = 128;
const REMEMBERED = 500;
const NEAREST = 30;
/** Of fewer items none can stand far out from all, and too few are left out for words to miss much. */
const FEWEST = 30;
/** Questions under way; nobody waits long for one, but the call goes on. */
const MOST_AT_ONCE = 8;
/** How long a server at fault is left alone, in milliseconds. */
const REST_MS = 30_000;

/** Meanings through an embedding model; each text is embedded once for as long as it is published. */
export function createMeanings<T>({
  model,
  embed,
  textOf,
  store,
  log,
  clock = () => performance.now(),
}: Parts<T>): Meanings<T> {
  const questions = new Map<string, Int8Array>();
  const asking = new Map<string, Promise<Int8Array>>();
  const end = new AbortController();
  let wanted: readonly T[] = [];
  let loaded: { item: T; vector: Int8Array }[] | undefined;
  let loading: Promise<void> | undefined;
  let restsUntil = -Infinity;

  async function vectorsOf(texts: readonly string[]): Promise<Int8Array[]> {
    const hashes = texts.map(sha256);
    const found = await store.find(model, [...new Set(hashes)]);
    const held = new Map(found.map(({ hash, vector }) => [hash, read(vector)]));
    const missing = [...new Map(texts.map((text, i) => [hashes[i] ?? '', text]))].filter(([hash]) => !held.has(hash));
    for (let i = 0; i < missing.length && !end.signal.aborted; i += BATCH) {
      const batch = missing.slice(i, i + BATCH);
      const vectors = (await embed(batch.map(([, text]) => text))).map(quantise);
      const fresh = batch.map(([hash], k) => ({ hash, vector: write(vectors[k] ?? new Int8Array()) }));
      if (end.signal.aborted) break;
      await store.save(model, fresh);
      for (const { hash, vector } of fresh) held.set(hash, read(vector));
    }
    if (!end.signal.aborted) await store.keepOnly(model, [...new Set(hashes)]);
    return hashes.map((hash) => held.get(hash) ?? new Int8Array());
  }

  async function load(): Promise<void> {
    const items = wanted;
    try {
      const vectors = await vectorsOf(items.map(textOf));
      if (items === wanted) loaded = items.map((item, i) => ({ item, vector: vectors[i] ?? new Int8Array() }));
    } catch (error) {
      failed(error, 'the facts could not be embedded; they are found by their words alone');
    }
  }

  /** One load at a time: the next one finds what this one stored. */
  async function enqueue(): Promise<void> {
    const before = loading;
    const mine = (async () => {
      await before;
      await load();
    })();
    loading = mine;
    await mine;
    if (loading === mine) loading = undefined;
  }

  /** Those who ask the same share one call; undefined where too many are under way. */
  function vectorOf(question: string): Promise<Int8Array> | undefined {
    const known = asking.get(question);
    if (known || asking.size >= MOST_AT_ONCE) return known;
    const work = (async () => {
      try {
        return quantise((await embed([question]))[0] ?? []);
      } finally {
        asking.delete(question);
      }
    })();
    asking.set(question, work);
    return work;
  }

  function failed(error: unknown, message: string): void {
    if (end.signal.aborted) return;
    restsUntil = clock() + Math.max(REST_MS, error instanceof UpstreamError ? (error.retryAfterMs ?? 0) : 0);
    log.warn(error instanceof UpstreamError ? { code: error.code } : { err: error }, message);
  }

  return {
    async load(items) {
      if (items === wanted && loaded) return undefined;
      wanted = items;
      loaded = undefined; // what is no longer published must not be found
      return enqueue();
    },
    async nearest(question) {
      const known = questions.get(question);
      if (clock() < restsUntil && !known) return undefined;
      const held = loaded;
      if (!held) {
        if (!loading && clock() >= restsUntil) void enqueue();
        return undefined;
      }
      if (held.length < FEWEST) return undefined;
      try {
        const asked = known ?? (await vectorOf(question));
        if (!asked) return undefined;
        keepRecent(questions, question, asked, REMEMBERED);
        const near = standardised(held.map(({ vector }) => cosine(asked, vector)));
        if (!near) return undefined;
        const items = held.map(({ item }, i): [T, number] => [item, near[i] ?? 0]);
        return new Map(items.sort(([, a], [, b]) => b - a).slice(0, NEAREST));
      } catch (error) {
        failed(error, 'a question could not be embedded; it is answered by its words alone');
        return undefined;
      }
    },
    close: () => end.abort(),
  };
}

/** Values in standard deviations above their mean; undefined where they are all one. */
function standardised(values: readonly number[]): number[] | undefined {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return variance === 0 ? undefined : values.map((value) => (value - mean) / Math.sqrt(variance));
}

/** A vector's direction in signed bytes: a quarter of the room, for some thousandths of the cosine. */
function quantise(vector: readonly number[]): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(vector, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}

function cosine(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) return 0;
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [x = 0, y = 0] = [a[i], b[i]];
    dot += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : dot / Math.sqrt(ofA * ofB);
}

function write(vector: Int8Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function read(vector: string): Int8Array {
  return new Int8Array(Buffer.from(vector, 'base64'));
}
