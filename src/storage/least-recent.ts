/** The ref that was had longest ago, by the number it was had under; one never had comes first, in the order given. */
export function leastRecent(refs: readonly string[], had: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let lowest = Infinity;
  for (const ref of refs) {
    const sequence = had.get(ref);
    if (sequence === undefined) return ref;
    if (sequence < lowest) [best, lowest] = [ref, sequence];
  }
  return best;
}
