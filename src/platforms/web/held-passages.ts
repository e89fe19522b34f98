import { sha256 } from '../../facts/evidence.ts';
import type { Library } from '../../facts/library.ts';
import type { Reply } from '../../reply.ts';

type Sources = { sourceText(sha256: string): Promise<string | undefined> };

/** The words of the passages that a reply cites, where the text is held and the passage still has the hash on record. */
export async function heldPassages(
  reply: Reply,
  library: Library,
  sources: Sources,
): Promise<Map<number, (string | undefined)[]>> {
  const held = new Map<number, (string | undefined)[]>();
  const texts = new Map<string, Promise<string | undefined>>(); // a reply cites few sources, many times
  const textOf = (hash: string) => {
    const text = texts.get(hash) ?? sources.sourceText(hash);
    texts.set(hash, text);
    return text;
  };
  for (const { number, item: ref, passages } of reply.citations) {
    const item = library.item(ref).found;
    const text = item?.ref === ref ? await textOf(item.story.source.sha256) : undefined;
    if (!item || text === undefined) continue;
    held.set(
      number,
      passages.map(({ start, end }) => {
        const hash = item.evidence.find((evidence) => evidence.start === start && evidence.end === end)?.sha256;
        return hash === undefined ? undefined : passageOf(text, start, end, hash);
      }),
    );
  }
  return held;
}

/** The passage, if it has that hash. */
export function passageOf(text: string, start: number, end: number, hash: string): string | undefined {
  const passage = text.slice(start, end);
  return sha256(passage) === hash ? passage : undefined;
}
