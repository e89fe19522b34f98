import { z } from 'zod';
import { findFacts } from '../curation/facts/find-facts.ts';
import type { Quotation } from '../curation/quotation.ts';
import { readArticle } from '../curation/read-article.ts';
import { UserError } from '../errors.ts';
import { Id, readJsonLine } from './json-lines.ts';
import { complain, inputLines, print } from './output.ts';

export type ExtractOptions = { jsonl?: boolean };

const Text = z.object({ id: Id, text: z.string() });

/** Finds the quotations and facts of articles, as JSON lines; gives the exit code. */
export async function extract(options: ExtractOptions): Promise<number> {
  if (!options.jsonl)
    throw new UserError('Give --jsonl: the articles come from stdin, one {"id","text"} a line.', { code: 'bad_usage' });
  let malformed = 0;
  for await (const line of inputLines()) {
    if (line.trim() === '') continue;
    const { data, ...fault } = readJsonLine(Text, line);
    if (!data) {
      malformed += 1;
      await print(JSON.stringify(fault));
      continue;
    }
    await print(JSON.stringify({ id: data.id, ...extractFrom(data.text) }));
  }
  if (malformed > 0)
    complain(`${malformed} ${malformed === 1 ? 'line was' : 'lines were'} not {"id","text"}; the others are read.`);
  return malformed > 0 ? 1 : 0;
}

/** An article's quotations and facts as they are printed. */
export function extractFrom(article: string) {
  const known = readArticle(article);
  return {
    quotes: spoken(known.quotations).map(({ text, start, end, speaker }) => ({
      text,
      start,
      end,
      speaker: speaker ?? null,
    })),
    facts: findFacts(article, { known }).map(({ text, start, end }) => ({ text, start, end })),
  };
}

/** What somebody says: names and titles in marks are left away, and what is quoted within a quotation is printed as a part of it. */
function spoken(quotations: readonly Quotation[]): Quotation[] {
  let reach = 0;
  return quotations.filter(({ start, end, isScare, text }) => {
    if (end <= reach || (isScare && /^\p{Lu}/u.test(text))) return false;
    reach = end;
    return start < end;
  });
}
