import { Worker } from 'node:worker_threads';
import { keepRecent } from '../keep-recent.ts';
import type { Picture } from '../reply.ts';
import { pictureHash } from './hash.ts';

/** A PNG with its size in pixels. */
export type Drawn = { png: Uint8Array<ArrayBuffer>; width: number; height: number };

/** What the thread that draws is asked, and what it answers. */
export type Task = { id: number; picture: Picture };
export type Answer = { id: number; drawn: Drawn } | { id: number; error: unknown };
type Waiting = { resolve: (drawn: Drawn) => void; reject: (error: unknown) => void; limit: NodeJS.Timeout };

/** What is asked of a thread; a Worker is one. */
type Thread = {
  postMessage(task: Task, transfer: []): void;
  on(event: 'message', listener: (answer: Answer) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
};

/** At most 300 KB each, usually a third of it. */
const KEPT = 50;
/** A drawing takes a tenth of a second; one that takes this long never ends. */
const LONGEST_MS = 20_000;

/** Draws a picture as a PNG that is read on light and dark surfaces alike; the first one starts the thread that draws. Rejects where it cannot be drawn. */
export const drawPng: (picture: Picture) => Promise<Drawn> = createPngDrawer();

/** Draws in a thread of its own, so that nobody waits for a picture but who asked for it. Keeps the last fifty; one asked for twice at once is drawn once. */
export function createPngDrawer(
  start: () => Thread = () => new Worker(new URL('png-worker.ts', import.meta.url), { execArgv: [] }),
  longestMs = LONGEST_MS,
): (picture: Picture) => Promise<Drawn> {
  const kept = new Map<string, Promise<Drawn>>();
  const waiting = new Map<number, Waiting>();
  let worker: Thread | undefined;
  let last = 0;

  /** Ends a thread that failed or hangs, and all that waited for it; the next picture starts another. */
  function abandon(failed: Thread, error: unknown): void {
    if (worker !== failed) return;
    worker = undefined;
    for (const { reject, limit } of waiting.values()) {
      clearTimeout(limit);
      reject(error);
    }
    waiting.clear();
    void failed.terminate();
  }

  function open(): Thread {
    const opened = start();
    opened.on('message', (answer: Answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      // An idle thread keeps no process alive.
      if (waiting.size === 0) opened.unref();
      if (!asked) return;
      clearTimeout(asked.limit);
      if ('drawn' in answer) asked.resolve(answer.drawn);
      else asked.reject(answer.error);
    });
    opened.on('error', (error) => abandon(opened, error));
    opened.on('exit', (code) => abandon(opened, new Error(`The thread that draws pictures ended with ${code}.`)));
    return opened;
  }

  function draw(picture: Picture): Promise<Drawn> {
    return new Promise((resolve, reject) => {
      const drawing = (worker ??= open());
      drawing.ref();
      const id = (last += 1);
      const limit = setTimeout(
        () => abandon(drawing, new Error(`A picture was not drawn within ${longestMs / 1000} s.`)),
        longestMs,
      );
      waiting.set(id, { resolve, reject, limit });
      drawing.postMessage({ id, picture } satisfies Task, []);
    });
  }

  return (picture) => {
    const key = pictureHash(picture);
    const drawn = kept.get(key) ?? draw(picture);
    keepRecent(kept, key, drawn, KEPT);
    // One that failed is drawn again when it is next asked for.
    drawn.catch(() => kept.get(key) === drawn && kept.delete(key));
    return drawn;
  };
}
