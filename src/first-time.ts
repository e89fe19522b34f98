import { keepRecent } from './keep-recent.ts';

/** Tells whether a key comes for the first time among the last `many` different ones. */
export function firstTimeAmong(many: number): (key: string) => boolean {
  const seen = new Map<string, true>();
  return (key) => {
    if (seen.has(key)) return false;
    keepRecent(seen, key, true, many);
    return true;
  };
}
