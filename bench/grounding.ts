import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkGrounding } from '../src/answers/grounding.ts';
import { WEIGHTS, type Weights } from '../src/answers/grounding/weights.ts';
import { groundingLibrary, paraphrases } from './grounding/library.ts';
import { hostileVariants, sourcesOf } from './grounding/variants.ts';
import { report, type Figure } from './report.ts';

const JUDGED = new URL('../../shared/tuning/grounding.jsonl', import.meta.url);
const Row = z.object({ source: z.string(), claim: z.string(), label: z.number() });
const HOSTILE = 1500;
/** Kinds of which none may pass. */
const NEVER: ReadonlySet<string> = new Set(['figure', 'name', 'quotation', 'own words as a quotation']);

/** The grounding check on judged summaries where they are at hand, on altered and on faithful sentences, and with each signal off. A number after the name is another seed. */
export async function run(): Promise<boolean> {
  const seed = Number(process.argv[3] ?? 1);
  const judged = existsSync(JUDGED)
    ? readFileSync(JUDGED, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Row.parse(JSON.parse(line)))
    : [];
  if (judged.length === 0) console.log('The judged summaries are not at hand: their figures are left away.');
  const library = groundingLibrary();
  const hostile = hostileVariants(seed, HOSTILE, library).map((variant) => ({
    ...variant,
    sources: sourcesOf(variant.cites, library),
  }));
  const faithful = paraphrases().map((each) => ({ ...each, sources: sourcesOf(each.cites, library) }));
  const measure = (weights: Weights) => {
    const scored = judged.map(({ source, claim, label }) => ({
      label,
      ...checkGrounding(claim, [{ text: source }], weights),
    }));
    const good = scored.filter(({ label }) => label === 1);
    const bad = scored.filter(({ label }) => label !== 1);
    return {
      auroc: auroc(
        good.map(({ score }) => score),
        bad.map(({ score }) => score),
      ),
      balanced: (share(good, ({ supported }) => supported) + share(bad, ({ supported }) => !supported)) / 2,
      stopped: share(hostile, ({ sentence, sources }) => !checkGrounding(sentence, sources, weights).supported),
      passed: share(faithful, ({ sentence, sources }) => checkGrounding(sentence, sources, weights).supported),
    };
  };
  const all = measure(WEIGHTS);
  const ablation = Object.fromEntries(
    (Object.keys(WEIGHTS) as (keyof Weights)[])
      .filter((name) => name !== 'bias')
      .map((name) => [name, rounded(measure({ ...WEIGHTS, [name]: { near: 0, far: 0 } }))]),
  );
  console.table({ 'all signals': rounded(all), ...ablation });
  const figures: Figure[] =
    judged.length === 0
      ? []
      : [
          { name: 'AUROC on judged summaries', value: all.auroc, unit: '', atLeast: 0.8 },
          { name: 'balanced accuracy on judged summaries', value: all.balanced, unit: '', atLeast: 0.74 },
        ];
  for (const [kind, variants] of Map.groupBy(hostile, (variant) => variant.kind)) {
    const value = share(variants, ({ sentence, sources }) => !checkGrounding(sentence, sources).supported);
    figures.push({
      name: `stopped, ${kind}, of ${variants.length}`,
      value,
      unit: '',
      ...(NEVER.has(kind) && { atLeast: 1 }),
    });
  }
  figures.push({ name: `stopped, all ${hostile.length}`, value: all.stopped, unit: '', atLeast: 0.97 });
  for (const held of [false, true]) {
    const some = faithful.filter((each) => each.held === held);
    const value = share(some, ({ sentence, sources }) => checkGrounding(sentence, sources).supported);
    figures.push({ name: `passed, ${held ? 'held out' : 'tuned on'}, of ${some.length}`, value, unit: '' });
  }
  figures.push({ name: `passed, all ${faithful.length}`, value: all.passed, unit: '', atLeast: 0.9 });
  return report('grounding', figures);
}

function share<T>(list: readonly T[], holds: (each: T) => boolean): number {
  return list.length === 0 ? NaN : list.filter(holds).length / list.length;
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(3))]));
}

/** The share of pairs in which a supported claim's score is the higher one; a tie is half a pair. */
function auroc(good: readonly number[], bad: readonly number[]): number {
  const sorted = bad.toSorted((a, b) => a - b);
  const below = (score: number, orEqual: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const value = sorted[middle] ?? 0;
      if (value < score || (orEqual && value === score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = good.reduce((sum, score) => sum + (below(score, false) + below(score, true)) / 2, 0);
  return wins / (good.length * bad.length);
}
