import { resolvePress, type ResolvedPress } from '../../../button.ts';
import type { Picture, Reply } from '../../../reply.ts';
import type { Kept } from '../../../storage/storage.ts';
import type { Html } from '../page.ts';

/** Where else a reply can be shown. */
export const PLACES = ['discord', 'slack'] as const;
export type Place = (typeof PLACES)[number];
export const PLACE_NAMES: Record<Place, string> = { discord: 'Discord', slack: 'Slack' };

/** A message as a platform is sent it; `page` counts from 0. Its pictures are named by the body, its buttons resolved with what is kept. */
export type Message = {
  body: unknown;
  pictures: readonly { name: string; picture: Picture; alt: string }[];
  keep: readonly Kept[];
  page: number;
  pages: number;
};

/** Renders a reply as each platform would be sent it. */
export type Previews = Record<Place, (reply: Reply, page: number) => Promise<Message>>;

/** A reply as a platform shows it, and what the platform is sent. */
export type Preview = { shown: Html; payload: Html };

/** What a preview needs beside the body: which turn it shows, what its buttons do, where its pictures are, and whether the asker alone would see it. */
export type PreviewContext = {
  turn: number;
  page: number;
  forAsker: boolean;
  press(id: string): Promise<ResolvedPress>;
  /** The address of the picture of that name. */
  picture(name: string): string | undefined;
  /** The address of another page of the message, where it is no turn of the chat. */
  pageAddress?: ((page: number) => string) | undefined;
};

/** What a message's buttons do, from the message alone. */
export function pressesOf({ keep }: Message): PreviewContext['press'] {
  const held = new Map(keep.map(({ id, value }) => [id, value]));
  return (id) => resolvePress(id, { kept: async (of) => held.get(of) });
}
