import { quotationsOf } from '../answers/grounding/quotations.ts';
import { words } from '../facts/words.ts';
import { createMemo } from '../memo.ts';

/** So many words in a row that an article has, too, are its words; fewer are a name, a title or the plain way to say it. */
const ARTICLE_RUN = 9;

/** An article as one row of words; the desk asks of the same few again and again. */
const rowOf = createMemo(4, (source: string) => ` ${words(source).join(' ')} `);

/** Whether a text shares a run of nine words with the article, outside quotation marks. */
export function isArticleWords(text: string, source: string): boolean {
  const row = rowOf(source);
  return outsideQuotations(text).some((part) => {
    const own = words(part);
    for (let at = 0; at + ARTICLE_RUN <= own.length; at += 1)
      if (row.includes(` ${own.slice(at, at + ARTICLE_RUN).join(' ')} `)) return true;
    return false;
  });
}

function outsideQuotations(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const quotation of quotationsOf(text)) {
    parts.push(text.slice(from, quotation.from));
    from = quotation.to;
  }
  return [...parts, text.slice(from)];
}
