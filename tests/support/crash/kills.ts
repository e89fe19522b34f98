import { oneOf } from './seeded-random.ts';

/**
 * When a life of the bot ends: some milliseconds after it was started, or with its nth post or look – while that is on
 * its way, once the platform has stored it and before it answers, as soon as it has answered, or some milliseconds later.
 */
export type Kill =
  | { when: 'starting'; afterMs: number }
  | { when: 'arriving' | 'stored' | 'answered' | 'later'; nth: number; afterMs: number };

const POINTS = ['arriving', 'stored', 'stored', 'answered', 'answered', 'later'] as const;
const MOST_KILLS = 3;
const START_MS = 1500;
const LATER_MS = 200;
/** After a restart little may be left to do. */
const SOON = 40;

/** The kills of a run in which so many messages are posted. */
export function chooseKills(random: () => number, posts: number): Kill[] {
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: 1 + below(MOST_KILLS) }, (_, life): Kill => {
    if (random() < 0.1) return { when: 'starting', afterMs: below(START_MS) };
    const nth = 1 + below(life === 0 || random() < 0.5 ? posts : Math.min(SOON, posts));
    return { when: oneOf(POINTS, random), nth, afterMs: below(LATER_MS) };
  });
}
