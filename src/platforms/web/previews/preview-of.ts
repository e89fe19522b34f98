import { html } from 'hono/html';
import type { Turn } from '../conversations.ts';
import { pictureKey, type PictureShelf } from '../picture-shelf.ts';
import { PLACE_NAMES, type Place, type Preview, type PreviewContext, type Previews } from './message.ts';

/** Renders a turn's reply as a platform shows it, with its pictures on the shelf; what draws is loaded with the first preview. One that fails says so, and the chat stays. */
export async function previewOf(
  { number, reply, look }: Pick<Turn, 'number' | 'reply' | 'look'>,
  on: Place,
  previews: Previews,
  {
    shelf,
    fault,
    pageAddress,
  }: { shelf: Pick<PictureShelf, 'put'>; fault: (error: unknown) => string } & Pick<PreviewContext, 'pageAddress'>,
): Promise<Preview> {
  try {
    const { renderPreview } = await import('./preview.ts');
    const message = await previews[on](reply, look.page);
    for (const { picture } of message.pictures) shelf.put(picture);
    const keys = new Map(message.pictures.map(({ name, picture }) => [name, pictureKey(picture)]));
    const picture = (name: string) => (keys.has(name) ? `/pictures/${keys.get(name)}.png` : undefined);
    return renderPreview(on, message, { turn: number, reply, picture, pageAddress });
  } catch (error) {
    const id = fault(error);
    return {
      shown: html`<p>
        This reply could not be shown as on ${PLACE_NAMES[on]}; the operator finds why in the log under ${id}.
      </p>`,
      payload: html``,
    };
  }
}
