const FIRST_MS = 5000;
const LONGEST_MS = 300_000;

/** How long to wait before another attempt, after so many: doubled each time up to five minutes, and by chance up to half of it less, so that many do not come back at once. */
export function backoffMs(attempts: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole * (1 - random() / 2));
}
