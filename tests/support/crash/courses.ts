import { oneOf } from './seeded-random.ts';

/** What befalls a request on its way to a platform and its answer on the way back. */
export type Course = {
  /** Whether the platform gets it, and after how many milliseconds, whoever still waits for the answer by then. */
  arrives: boolean;
  delayMs: number;
  /** What the sender gets: the platform's own answer, one from something in between, or none; a line is cut as soon as the request was sent, where the request is on its way for long. */
  answer: 'own' | 'hang' | 'drop' | 'bad-gateway' | 'wait';
};

export const STRAIGHT: Course = { arrives: true, delayMs: 0, answer: 'own' };

/** What is under way as its sender dies: it may arrive, and late, or never. */
export function chooseLast(random: () => number, latestMs: number): Course {
  return { arrives: random() < 0.8, delayMs: random() < 0.5 ? Math.round(random() * latestMs) : 0, answer: 'hang' };
}

type Fault = readonly [name: string, course: Omit<Course, 'delayMs'>, isLate: boolean];

const FAULTS: readonly [Fault, ...Fault[]] = [
  ['5xx, not stored', { arrives: false, answer: 'bad-gateway' }, false],
  ['5xx, stored', { arrives: true, answer: 'bad-gateway' }, false],
  ['hang, not stored', { arrives: false, answer: 'hang' }, false],
  ['hang, stored', { arrives: true, answer: 'hang' }, false],
  ['hang, stored late', { arrives: true, answer: 'hang' }, true],
  ['dropped, not stored', { arrives: false, answer: 'drop' }, false],
  ['dropped, stored', { arrives: true, answer: 'drop' }, false],
  ['dropped, stored late', { arrives: true, answer: 'drop' }, true],
  ['answered late', { arrives: true, answer: 'own' }, true],
  ['429', { arrives: false, answer: 'wait' }, false],
];

/** Chooses what befalls each request; one in so many is at fault, and counted in `counts`. `latestMs` is how late one may arrive. */
export function chooseCourse({
  random,
  share,
  latestMs,
  counts,
}: {
  random: () => number;
  share: number;
  latestMs: number;
  counts: Map<string, number>;
}): Course {
  if (random() >= share) return STRAIGHT;
  const [name, course, isLate] = oneOf(FAULTS, random);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return { ...course, delayMs: isLate ? Math.round(random() * latestMs) : 0 };
}
