import type { KnownBlock } from '@slack/types';
import { keptReply } from '../../button.ts';
import { pagesOf } from '../../paging.ts';
import type { Picture, Reply } from '../../reply.ts';
import type { Kept } from '../../storage/storage.ts';
import { blocksOf, pictureName, type Files, type Rendered } from './blocks.ts';
import { renderPager, withShare } from './buttons.ts';
import { fallbackText } from './fallback.ts';
import { LIMITS } from './limits.ts';

/** One page of a reply as a message. `pictures` are those that it shows once they are uploaded; `keep` must be stored before it is sent. */
export type SlackMessage = {
  body: { text: string; blocks: KnownBlock[]; unfurl_links: false; unfurl_media: false };
  pictures: { name: string; picture: Picture; alt: string }[];
  keep: Kept[];
  page: number;
  pages: number;
};

/** What the pager and the share button take at most. */
const RESERVED = { blocks: 3, json: 700, words: 60 };
/** What a picture takes at most beyond its words. */
const PICTURE = { blocks: 1, json: 100 };

/** A page (from 0) of a reply within Slack's limits. Pure; a picture whose file is not in `files` is told in words. */
export function renderSlack(reply: Reply, how: { page?: number; share?: boolean; files?: Files } = {}): SlackMessage {
  const { files, share = false } = how;
  let whole: Rendered | undefined;
  // Pages are the same whether the pictures are uploaded or not, so that a page keeps its number.
  const pages = pagesOf(reply, (page) => {
    const rendered = blocksOf(page);
    if (page === reply) whole = rendered;
    return fits(page, rendered.blocks);
  });
  const page = Math.min(Math.max(0, Math.trunc(how.page ?? 0) || 0), pages.length - 1);
  const current = pages[page] ?? reply;
  const { blocks, keep } = (current === reply && !files && whole) || blocksOf(current, files);
  const shares = share && reply.visibility === 'asker' && reply.outcome === 'answer';
  const kept = pages.length > 1 || shares ? [keptReply(reply)] : [];
  const [{ id } = { id: '' }] = kept;
  const turning = pages.length > 1 ? [...blocks, ...renderPager(id, page, pages.length)] : blocks;
  return {
    body: {
      text: fallbackText(current),
      blocks: shares ? withShare(turning, id) : turning,
      unfurl_links: false,
      unfurl_media: false,
    },
    pictures: current.blocks.flatMap((block) =>
      block.type === 'image' ? [{ name: pictureName(block.picture), picture: block.picture, alt: block.alt }] : [],
    ),
    keep: [...keep, ...kept],
    page,
    pages: pages.length,
  };
}

/** Within the limits of a message, with room for the pager and for the pictures. */
function fits(page: Reply, blocks: readonly KnownBlock[]): boolean {
  if (page.blocks.some((block) => block.type === 'image' && block.alt.length > LIMITS.imageAlt)) return false;
  const pictures = page.blocks.filter(({ type }) => type === 'image').length;
  const json = JSON.stringify(blocks).length + pictures * PICTURE.json;
  if (json > LIMITS.messageJson - RESERVED.json) return false;
  if (blocks.length + pictures * PICTURE.blocks > LIMITS.messageBlocks - RESERVED.blocks) return false;
  const mostWords = LIMITS.messageWords - RESERVED.words;
  return json <= mostWords || wordsIn(blocks) <= mostWords; // there are never more words than JSON
}

/** The characters of all texts in it, at any depth. */
function wordsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + wordsIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : wordsIn(item)),
    0,
  );
}
