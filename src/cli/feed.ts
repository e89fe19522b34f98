import { UserError } from '../errors.ts';
import { answerFiles, readIncoming } from './incoming-file.ts';
import { print } from './output.ts';

export type FeedOptions = { jsonl?: boolean; url?: string };

/** Prints a feed and its entries as JSON, or those of many files as JSON lines; gives the exit code. */
export async function feed(file: string | undefined, options: FeedOptions): Promise<number> {
  const { readFeed } = await import('../curation/feed/read-feed.ts');
  if (options.jsonl) return answerFiles((text, { url }) => readFeed(text, { url }));
  if (file === undefined)
    throw new UserError('Name a file, such as feed feed.xml, or give --jsonl and {"id","path","url"} lines.', {
      code: 'bad_usage',
    });
  await print(JSON.stringify(readFeed(await readIncoming(file), { url: options.url }), undefined, 2));
  return 0;
}
