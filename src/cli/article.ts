import type { Article } from '../curation/article.ts';
import { UserError } from '../errors.ts';
import { answerFiles, readIncoming } from './incoming-file.ts';
import { print } from './output.ts';

export type ArticleOptions = { jsonl?: boolean; url?: string };

/** Prints the article in a page, a text or Markdown as JSON, or those of many files as JSON lines; gives the exit code. */
export async function article(file: string | undefined, options: ArticleOptions): Promise<number> {
  const { readDocument, withText } = await import('../curation/page/read-document.ts');
  if (options.jsonl) return answerFiles((text, { path, url }) => shown(readDocument(text, { name: path, url })));
  if (file === undefined)
    throw new UserError('Name a file, such as article page.html, or give --jsonl and {"id","path","url"} lines.', {
      code: 'bad_usage',
    });
  const read = readDocument(await readIncoming(file), { name: file, url: options.url });
  await print(JSON.stringify(shown(withText(read)), undefined, 2));
  return 0;
}

/** The fields of the contract; what is not known is null. */
function shown({ title, byline, published, publisher, language, url, text }: Article): object {
  return {
    title,
    byline: byline ?? null,
    date: published ?? null,
    publisher: publisher ?? null,
    language: language ?? null,
    url: url ?? null,
    text,
    ...(text === '' && { says: 'There is no article text on this page.' }),
  };
}
