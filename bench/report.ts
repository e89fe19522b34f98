/** One measured figure and the limit that it must not exceed, or must reach (`atLeast`); `unit` “×” is a ratio to the floor of the same run. */
export type Figure = { name: string; value: number; unit: string; limit?: number; atLeast?: number; floor?: number };

/** Prints the figures as a table and as one line of JSON; says whether every limit held. */
export function report(benchmark: string, figures: readonly Figure[]): boolean {
  console.table(
    Object.fromEntries(
      figures.map((figure) => [
        figure.name,
        {
          figure: round(figure.value),
          unit: figure.unit,
          limit: figure.limit ?? (figure.atLeast === undefined ? '' : `≥ ${figure.atLeast}`),
          held: figure.limit === undefined && figure.atLeast === undefined ? '' : isHeld(figure) ? 'yes' : 'NO',
          floor: figure.floor === undefined ? '' : round(figure.floor),
        },
      ]),
    ),
  );
  console.log(JSON.stringify({ benchmark, figures }));
  return figures.every(isHeld);
}

function isHeld({ value, limit, atLeast }: Figure): boolean {
  return (limit === undefined || value <= limit) && (atLeast === undefined || value >= atLeast);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The value below which this share (0 to 1) of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Milliseconds that each task takes on each input. The tasks take turns on every input, or on every `block` of them where one's garbage would be collected in another's time, so that noise hits all alike. */
export async function timeInTurns<Input>(
  inputs: readonly Input[],
  tasks: readonly ((input: Input) => unknown)[],
  block = 1,
): Promise<number[][]> {
  const samples = tasks.map((): number[] => []);
  for (let from = 0; from < inputs.length; from += block) {
    for (let turn = 0; turn < tasks.length; turn += 1) {
      const i = (turn + from / block) % tasks.length;
      if (block > 1) globalThis.gc?.(); // each pays for its own garbage
      for (const input of inputs.slice(from, from + block)) {
        const start = performance.now();
        const result = tasks[i]?.(input);
        if (result instanceof Promise) await result;
        samples[i]?.push(performance.now() - start);
      }
    }
  }
  return samples;
}
