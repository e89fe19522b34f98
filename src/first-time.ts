/** Tells whether a key comes for the first time among the last `many` different ones. */
export function firstTimeAmong(many: number): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return false;
    seen.add(key);
    for (const oldest of seen) {
      if (seen.size <= many) break;
      seen.delete(oldest);
    }
    return true;
  };
}
