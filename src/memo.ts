import { keepRecent } from './keep-recent.ts';

/** Remembers what a function gives for the `most` keys that were asked for last; what throws is not kept. */
export function createMemo<Key, Value>(most: number, make: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>();
  return (key) => {
    const value = kept.get(key) ?? make(key);
    keepRecent(kept, key, value, most);
    return value;
  };
}
