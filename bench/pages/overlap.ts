const RUN = 4;

/** Precision and recall of a text's runs of four words against those of the true text, counted as often as they come. */
export function overlap(truth: string, text: string): { precision: number; recall: number } {
  const [wanted, found] = [runs(truth), runs(text)];
  const [all, got] = [sum(wanted), sum(found)];
  let shared = 0;
  for (const [run, times] of wanted) shared += Math.min(times, found.get(run) ?? 0);
  return { precision: got === 0 ? Number(all === 0) : shared / got, recall: all === 0 ? 1 : shared / all };
}

function runs(text: string): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const length = Math.min(RUN, Math.max(1, words.length));
  const counted = new Map<string, number>();
  for (let at = 0; at + length <= words.length; at += 1) {
    const run = words.slice(at, at + length).join(' ');
    counted.set(run, (counted.get(run) ?? 0) + 1);
  }
  return counted;
}

function sum(counted: Map<string, number>): number {
  return [...counted.values()].reduce((total, times) => total + times, 0);
}
