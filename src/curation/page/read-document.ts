import { UserError } from '../../errors.ts';
import type { Article } from '../article.ts';
import { readPage } from './read-page.ts';
import { readText } from './read-text.ts';

/** An article out of a page, a text or Markdown, by the file's name and what it looks like; `text` is '' where there is none. */
export function readDocument(
  source: string,
  { name = '', url }: { name?: string | undefined; url?: string | undefined } = {},
): Article {
  if (/\.(?:txt|text|md|markdown|mdown|mkd)$/i.test(name)) return readText(source, name);
  const isPage =
    /\.(?:x?html?|php|aspx?)$/i.test(name) ||
    /<(?:!doctype|html|head|body|article|div|p|br|h1)\b/i.test(source.slice(0, 100_000));
  return isPage ? readPage(source, { url }) : { ...readText(source, name), ...(url !== undefined && { url }) };
}

/** The article, where it has a text; else a UserError that says what to do. */
export function withText(article: Article): Article {
  if (article.text !== '') return article;
  throw new UserError(
    'There is no article text on this page: it may need scripts or a subscription. Copy the text and add that instead.',
    { code: 'no_text' },
  );
}
