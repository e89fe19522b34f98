import {
  ComponentType,
  MessageFlags,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
} from 'discord.js';
import { keptReply } from '../../button.ts';
import { pagesOf } from '../../paging.ts';
import { pictureHash } from '../../pictures/hash.ts';
import type { Picture, Reply } from '../../reply.ts';
import type { Kept } from '../../storage/storage.ts';
import { altText, blockText, headingLine } from './block.ts';
import { actionControls, pager, shareRow, sourceControls, type Controls } from './controls.ts';
import { escapeClean } from './escape.ts';
import { sources } from './footer.ts';
import { ALT_LENGTH, MOST_COMPONENTS, MOST_PICTURES, TEXT_LENGTH } from './limits.ts';

/** A message to Discord. What `keep` holds must be kept before it is sent; each picture is uploaded under its name. The presses of menus are the values of their options. */
export type DiscordMessage = {
  body: { flags: number; components: APIMessageTopLevelComponent[]; allowed_mentions: { parse: [] } };
  pictures: { name: string; picture: Picture; alt: string }[];
  keep: Kept[];
  page: number;
  pages: number;
};

/** `share` offers to show an answer that is for the asker alone to the channel; `mark` is put into the first control's press and every pager's. */
type How = { page?: number; share?: boolean; withoutPictures?: boolean; mark?: string };

/** The bar beside an answer is of our own colour, beside a mistake red; a reply says in words what it is. */
const ACCENT: Partial<Record<Reply['outcome'], number>> = { answer: 0x2f5bb7, error: 0xc0392b, bug: 0xc0392b };
const NOTHING = 'There is nothing to show.';
const ONLY_ACTIONS = 'There is more to see:';
/** The pager's row with its three buttons, and the row of the button that shares with it. */
const PAGER_SIZE = 4;
const SHARE_SIZE = 2;

type Page = { inner: APIComponentInContainer[]; controls: Controls; pictures: DiscordMessage['pictures'] };

/** A page of a reply as a message of Components V2, as long as a message may be; the last one where there are fewer. Pure. Nothing of the reply acts on Discord: it shows the text that it holds. */
export function renderDiscord(reply: Reply, how: How = {}): DiscordMessage {
  const isShareable = how.share === true && reply.visibility === 'asker' && reply.outcome === 'answer';
  const spare = isShareable ? SHARE_SIZE : 0;
  const whole = layOut(reply, spare, how);
  const list = whole ? [reply] : pagesOf(reply, (page) => layOut(page, spare + PAGER_SIZE, how) !== undefined);
  const page = Math.min(Math.max(0, how.page ?? 0), list.length - 1);
  const { inner, controls, pictures } = whole ?? layOut(list[page] ?? reply, spare + PAGER_SIZE, how) ?? tooLong();
  const kept = isShareable || list.length > 1 ? keptReply(reply) : undefined;
  const accent = ACCENT[reply.outcome];
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    ...(accent !== undefined && { accent_color: accent }),
    components: inner,
  };
  return {
    body: {
      flags: MessageFlags.IsComponentsV2 | (reply.visibility === 'asker' ? MessageFlags.Ephemeral : 0),
      components: [
        container,
        ...controls.rows,
        ...(kept && list.length > 1 ? [pager(kept.id, page, list.length, how.mark)] : []),
        ...(kept && isShareable ? [shareRow(kept.id)] : []),
      ],
      allowed_mentions: { parse: [] },
    },
    pictures,
    keep: [...controls.keep, ...(kept ? [kept] : [])],
    page,
    pages: list.length,
  };
}

/** A reply as one message with room for so many components more; undefined where it does not fit into one. */
function layOut(reply: Reply, spare: number, { withoutPictures = false, mark }: How): Page | undefined {
  const { inner, pictures, words } = body(reply, withoutPictures);
  if (words > TEXT_LENGTH || pictures.length > MOST_PICTURES) return undefined;
  if (pictures.some(({ alt }) => alt.length > ALT_LENGTH)) return undefined;
  if (reply.citations.length > 0) {
    const room = TEXT_LENGTH - words;
    const text = (['full', 'short'] as const)
      .map((form) => sources(reply.citations, form))
      .find(({ length }) => length <= room);
    if (text === undefined) return undefined;
    if (inner.length > 0) inner.push({ type: ComponentType.Separator });
    inner.push({ type: ComponentType.TextDisplay, content: text });
  }
  if (inner.length === 0)
    inner.push({ type: ComponentType.TextDisplay, content: reply.actions.length === 0 ? NOTHING : ONLY_ACTIONS });
  const ofSources = sourceControls(reply.citations, reply.actions, mark);
  const ofActions = actionControls(reply.actions, ofSources.rows.length === 0 ? mark : undefined);
  const rows = [...ofSources.rows, ...ofActions.rows];
  const size = 1 + inner.length + rows.reduce((sum, { components }) => sum + 1 + components.length, 0);
  if (size + spare > MOST_COMPONENTS) return undefined;
  return {
    inner,
    controls: { rows, keep: [...ofSources.keep, ...ofActions.keep] },
    pictures: withoutPictures ? [] : [...new Map(pictures.map((each) => [each.name, each])).values()],
  };
}

/** The title and the blocks; `words` is their length with pictures told in words, so that pages are the same with pictures and without. */
function body(
  { title, blocks }: Reply,
  withoutPictures: boolean,
): Pick<Page, 'inner' | 'pictures'> & { words: number } {
  const inner: APIComponentInContainer[] = [];
  const pictures: DiscordMessage['pictures'] = [];
  let words = 0;
  let above = title === undefined ? '' : headingLine(title, '##');
  const put = (text: string) => {
    if (text === '') return;
    inner.push({ type: ComponentType.TextDisplay, content: text });
    words += text.length;
  };
  for (const block of blocks) {
    if (block.type === 'heading') {
      put(above);
      above = blockText(block);
      continue;
    }
    if (block.type !== 'image' && block.type !== 'divider') {
      put([above, blockText(block)].filter((part) => part !== '').join('\n'));
      above = '';
      continue;
    }
    put(above);
    above = '';
    if (block.type === 'divider') {
      inner.push({ type: ComponentType.Separator });
      continue;
    }
    const alt = altText(block);
    const told = escapeClean(alt);
    const name = pictureName(block.picture);
    pictures.push({ name, picture: block.picture, alt });
    words += told.length;
    inner.push(
      withoutPictures
        ? { type: ComponentType.TextDisplay, content: told }
        : { type: ComponentType.MediaGallery, items: [{ media: { url: `attachment://${name}` }, description: alt }] },
    );
  }
  put(above);
  return { inner, pictures, words };
}

/** A name that tells nothing but the kind, and is the same for the same picture. */
function pictureName(picture: Picture): string {
  return `${picture.type}-${pictureHash(picture).slice(0, 16)}.png`;
}

/** Pages are made to fit, so this is a bug. */
function tooLong(): never {
  throw new Error('A page of a reply is longer than a message.');
}
