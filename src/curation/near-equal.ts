const HASHES = 96;
const SHINGLE = 3;
/** Resemblance from which two texts are one article, edited; different reports of one event stay far below. */
const NEAR = 0.4;

/**
 * What is kept of a text to find it again after edits: the least hashes of its three-word runs (MinHash: A. Broder, “On
 * the resemblance and containment of documents”, 1997), as base64; '' for a text without words.
 */
export function textFingerprint(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return '';
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  for (let at = 0; at <= Math.max(0, words.length - SHINGLE); at += 1) {
    const seed = hash(words.slice(at, at + SHINGLE).join(' '));
    for (let each = 0; each < HASHES; each += 1) {
      const mixed = mix(seed ^ Math.imul(each + 1, 0x9e3779b1));
      if (mixed < (least[each] ?? 0)) least[each] = mixed;
    }
  }
  // Sixteen of the bits are enough: two different runs agree in them once in 65,536 times.
  return Buffer.from(Uint16Array.from(least).buffer).toString('base64');
}

/** Whether two fingerprints are of one text, but for edits. */
export function isNearEqual(a: string, b: string): boolean {
  return resemblance(a, b) >= NEAR;
}

/** The share of word runs that two texts have in common, estimated from their fingerprints: 0 to 1. */
export function resemblance(a: string, b: string): number {
  if (a === '' || b === '' || a.length !== b.length) return 0;
  const [one, other] = [Buffer.from(a, 'base64'), Buffer.from(b, 'base64')];
  let same = 0;
  for (let at = 0; at + 1 < one.length; at += 2) if (one.readUInt16LE(at) === other.readUInt16LE(at)) same += 1;
  return same / (one.length / 2);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}

/** The finaliser of MurmurHash3. */
function mix(seed: number): number {
  let value = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
