import { UpstreamError } from '../errors.ts';
import type { Item } from '../facts/library.ts';
import { keepRecent } from '../keep-recent.ts';
import { acceptWording } from './accept.ts';
import type { Model } from './model.ts';
import { promptFor, Wording } from './prompt.ts';

/** What an answer is worded from: the question as it was understood, the items that answer it, and those found beside them. */
export type Material = { question: string; cited: readonly Item[]; near: readonly Item[] };

/** One sentence of an answer and the items that it rests on; `curated` where it is an item's own text. */
export type Sentence = { text: string; items: Item[]; curated: boolean };

/** An answer worded by a model, each sentence read against the items that it rests on. */
export type Composition = { sentences: Sentence[] };

/** Words answers through a model. Never throws: undefined means that the store's own words must do. */
export type Composer = {
  /** The model's name, for readers. */
  model: string;
  compose(request: Request): Promise<Composition | undefined>;
  /** Gives up all that is under way: the store's own words go out at once. */
  close(): void;
};

/** `version` is the library's, `person` who asks, for the budget. */
type Request = Material & { version: string; person: string };

type Parts = {
  model: Pick<Model, 'name' | 'complete'>;
  /** Counts one call against the day's and the person's budget, and says whether it may be made. */
  spend: (person: string) => Promise<Spending>;
  /** Takes back one call that brought no answer. */
  giveBack: (person: string) => Promise<void>;
  log: { warn(details: object, message: string): void };
  /** Milliseconds of a clock that is never put back. */
  clock?: () => number;
};
export type Spending = 'granted' | 'day_spent' | 'person_spent';

const REMEMBERED = 500;
const MOST_TOLD = 5;
/** More at once would only wait for one another at the server. */
const MOST_AT_ONCE = 16;
/** How long a server that failed so is left alone, in milliseconds; what it asks for itself goes first. */
const REST_MS: Record<string, number> = {
  wrong_key: 300_000,
  rate_limited: 30_000,
  unreachable: 15_000,
  unavailable: 15_000,
  timed_out: 15_000,
  rejected: 60_000,
};
/** Where no model worked, nothing is owed. */
const COSTS_NOTHING: ReadonlySet<string> = new Set([
  'wrong_key',
  'rate_limited',
  'unreachable',
  'unavailable',
  'rejected',
]);
const LONGEST_REST_MS = 3_600_000;

/** A composer over one model: answers are remembered by question and library, calls are counted, a server at fault is left alone for a while. */
export function createComposer({ model, spend, giveBack, log, clock = () => performance.now() }: Parts): Composer {
  const known = new Map<string, Promise<Composition | undefined>>();
  let restsUntil = -Infinity;
  let underWay = 0;
  const end = Promise.withResolvers<undefined>();
  let isClosed = false;

  async function word(request: Request): Promise<Composition | undefined> {
    const { prompt, items } = promptFor(request);
    const wording = await model.complete(prompt, Wording);
    const { composition, problems } = acceptWording(wording, items, request.cited);
    if (problems.length > 0 || !composition)
      log.warn(
        { code: composition ? 'sentences_dropped' : 'not_grounded', problems: problems.slice(0, MOST_TOLD) },
        'the model’s wording does not hold, or not in whole, against the facts',
      );
    return composition;
  }

  /** A disk at fault costs the person one call, not the answer. */
  async function takeBack(person: string): Promise<void> {
    try {
      await giveBack(person);
    } catch (error) {
      log.warn({ err: error }, 'a call that brought no answer could not be given back to the budget');
    }
  }

  /** What did not come about for a passing reason is forgotten, so that the next one who asks may get it. */
  async function attempt(request: Request, forget: () => void): Promise<Composition | undefined> {
    underWay += 1;
    try {
      const spending = await spend(request.person);
      if (spending === 'granted') return await word(request);
      log.warn({ code: spending }, 'the budget for the model is spent; the answer is in the store’s own words');
    } catch (error) {
      if (isClosed) return undefined;
      if (error instanceof UpstreamError) {
        if (COSTS_NOTHING.has(error.code)) await takeBack(request.person);
        const rest = Math.min(LONGEST_REST_MS, error.retryAfterMs ?? REST_MS[error.code] ?? 0);
        restsUntil = Math.max(restsUntil, clock() + rest);
        log.warn(
          { code: error.code, restMs: rest },
          `no wording from the model: ${error.message}; the answer is in the store’s own words`,
        );
      } else log.warn({ err: error }, 'no wording from the model; the answer is in the store’s own words');
    } finally {
      underWay -= 1;
    }
    forget();
    return undefined;
  }

  return {
    model: model.name,
    async compose(request) {
      const key = JSON.stringify([request.version, request.question, request.cited.map(({ ref }) => ref)]);
      const found = known.get(key);
      if (found) {
        keepRecent(known, key, found, REMEMBERED);
        return found;
      }
      if (isClosed || clock() < restsUntil || underWay >= MOST_AT_ONCE) return undefined;
      const work = Promise.race([attempt(request, () => known.delete(key)), end.promise]);
      keepRecent(known, key, work, REMEMBERED);
      return work;
    },
    close() {
      isClosed = true;
      end.resolve(undefined);
    },
  };
}
