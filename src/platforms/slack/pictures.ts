import type { WebClient } from '@slack/web-api';
import { keepRecent } from '../../keep-recent.ts';
import type { Log } from '../../log.ts';
import type { Picture } from '../../reply.ts';
import { asUpstream } from './explain.ts';
import type { SlackMessage } from './render.ts';
import type { Timing } from './timing.ts';

type Wanted = SlackMessage['pictures'][number];

/** Uploaded pictures of a workspace: for each name the id of a file that a message can show. */
export type Pictures = {
  /** What of these can be shown, uploaded now where it has not been; never throws, and leaves out what fails or takes too long. */
  ready(client: WebClient, team: string, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>>;
  /** Forgets files that Slack would not show, for they are no longer there. */
  forget(team: string, names: Iterable<string>): void;
};

/** File ids remembered; a picture's name is made from its content, so an old one only costs another upload. */
const REMEMBERED = 500;

/** Uploads pictures as PNG files that only the bot holds, each once. `draw` stands in for the drawing in tests. */
export function uploadPictures(
  log: Log,
  { pause, picturePause, pictureLooks }: Timing,
  draw: (picture: Picture) => Promise<{ png: Uint8Array }> = drawIt,
): Pictures {
  const files = new Map<string, Promise<string>>();

  async function upload(client: WebClient, { name, picture, alt }: Wanted): Promise<string> {
    const { png } = await draw(picture);
    const { files: uploads } = await client.filesUploadV2({
      file: Buffer.from(png),
      filename: name,
      title: 'title' in picture ? picture.title : name,
      alt_text: alt,
    });
    const id = uploads[0]?.files?.[0]?.id;
    if (id === undefined) throw new Error('Slack gave no file id');
    // Slack takes a file for a block only once it has processed it, which its media type shows (node-slack-sdk#1865).
    for (let look = 0; look < pictureLooks; look += 1) {
      const { file } = await client.files.info({ file: id });
      if (file?.mimetype) return id;
      await pause(picturePause);
    }
    throw new Error(`Slack has not processed it after ${pictureLooks} looks`);
  }

  async function ready(client: WebClient, team: string, wanted: Wanted): Promise<[string, string][]> {
    const key = `${team} ${wanted.name}`;
    const file = files.get(key) ?? upload(client, wanted);
    keepRecent(files, key, file, REMEMBERED);
    try {
      return [[wanted.name, await file]];
    } catch (error) {
      if (files.get(key) === file) files.delete(key);
      log.warn(`the picture ${wanted.name} is left out of a reply in Slack: ${asUpstream(error).message}`);
      return [];
    }
  }

  return {
    async ready(client, team, wanted) {
      return new Map((await Promise.all(wanted.map((each) => ready(client, team, each)))).flat());
    },
    forget(team, names) {
      for (const name of names) files.delete(`${team} ${name}`);
    },
  };
}

/** Loaded with the first picture: drawing needs the two largest packages. */
async function drawIt(picture: Picture): Promise<{ png: Uint8Array }> {
  const { drawPng } = await import('../../pictures/png.ts');
  return drawPng(picture);
}
