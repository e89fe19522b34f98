import { parseHTML } from 'linkedom';
import type { Article } from '../article.ts';
import { aboutPage } from './about-page.ts';
import { readBody } from './body.ts';
import { removeClutter } from './clutter.ts';
import { keepFirstArticle } from './first-article.ts';
import { readStructured } from './structured.ts';
import { tidyHtml } from './tidy-html.ts';

/** Below this a page may well hide its text from readers without scripts. */
const TOO_LITTLE = 200;

/** An article out of a web page's HTML; `text` is '' where the page holds none (a paywall, or a page that scripts fill). */
export function readPage(html: string, { url }: { url?: string | undefined } = {}): Article {
  const read = readOnce(html, url, false);
  if (read.text.length >= TOO_LITTLE) return read;
  const hidden = readOnce(html, url, true);
  return hidden.text.length > 2 * read.text.length && hidden.text.length > TOO_LITTLE ? hidden : read;
}

function readOnce(html: string, url: string | undefined, keepHidden: boolean): Article {
  const tidy = tidyHtml(html, { keepHidden });
  const { document } = parseHTML(tidy.html);
  const structured = readStructured(tidy.structured);
  const about = aboutPage(document, structured, url);
  keepFirstArticle(document, about.title);
  removeClutter(document);
  return { ...about, text: readBody(document, { title: about.title, told: structured.body, weight: tidy.weight }) };
}
