import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Desk } from '../curation/desk/desk.ts';
import type { Editor } from '../curation/desk/store.ts';
import { count } from '../count.ts';
import { UpstreamError, UserError } from '../errors.ts';
import { shownPath } from '../shown-path.ts';
import { isSystemError } from '../system-error.ts';
import { complain, print } from './output.ts';
import { showProgress } from './progress.ts';
import { operator, withEngine, type GlobalOptions } from './session.ts';

/** A page with its pictures left away; more is no article. */
const MOST_BYTES = 12_000_000;
const ARTICLE = /\.(?:x?html?|txt|md|markdown)$/i;
/** The exit code of what Ctrl+C ended, as shells have it. */
const INTERRUPTED = 130;

/** Brings articles to the desk: addresses, files, and folders of files. Gives the exit code. What is there already is left alone, so that a run cut short goes on where it stopped. */
export async function draftArticles(places: readonly string[], options: GlobalOptions): Promise<number> {
  if (options.stories !== undefined)
    throw new UserError('draft writes to the data folder, which --stories leaves untouched; leave one of them away.', {
      code: 'bad_usage',
    });
  const articles = (await Promise.all(places.map(articlesAt))).flat();
  if (articles.length === 0)
    throw new UserError(`${places.join(', ')}: no articles (*.html, *.txt, *.md).`, { code: 'no_articles' });
  return withEngine(options, async ({ desk }) => addAll(desk, articles, options));
}

/** Whether a path names an article rather than a story file. */
export function isArticleFile(name: string): boolean {
  return ARTICLE.test(name);
}

/** Addresses and files as they are; of a folder the articles in it, by name. */
export async function articlesAt(place: string): Promise<string[]> {
  if (/^https?:\/\//i.test(place)) return [place];
  const about = await stat(place);
  if (!about.isDirectory()) return [place];
  const names = await readdir(place);
  return names
    .filter((name) => ARTICLE.test(name))
    .sort()
    .map((name) => path.join(place, name));
}

async function addAll(desk: Desk, articles: readonly string[], { json = false }: GlobalOptions): Promise<number> {
  const { id, name } = operator();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  const bar = showProgress(process.stderr);
  let [added, known, refused] = [0, 0, 0];
  try {
    for (const [done, place] of articles.entries()) {
      if (stopping.signal.aborted) {
        bar.end();
        complain(
          `Stopped after ${done.toLocaleString('en')} of ${count(articles.length, 'article', 'articles')}; run it again to go on.`,
        );
        return INTERRUPTED;
      }
      bar.tell({ says: path.basename(place), done, of: articles.length });
      const line = await addOne(desk, place, { id, name }, stopping.signal);
      if (stopping.signal.aborted && 'error' in line) continue;
      if ('error' in line) refused += 1;
      else if (line.new) added += 1;
      else known += 1;
      bar.end();
      if (json) await print(JSON.stringify(line));
      else if ('error' in line) complain(`${line.place}: ${line.error}`);
      else if (articles.length === 1)
        await print(
          `${line.new ? 'Drafted' : 'Here already'}: ${line.title} (draft ${line.draft}; ${count(line.facts, 'fact', 'facts')}, ${count(line.quotes, 'quotation', 'quotations')})`,
        );
    }
  } finally {
    bar.end();
    process.off('SIGINT', stop);
  }
  if (!json && articles.length > 1)
    await print(
      `${count(added, 'article', 'articles')} drafted, ${known} here already${refused > 0 ? `, ${refused} refused` : ''}.`,
    );
  return refused > 0 ? 1 : 0;
}

type Line = { place: string } & (
  | { draft: string; title: string; new: boolean; facts: number; quotes: number }
  | { error: string }
);

async function addOne(desk: Desk, place: string, editor: Editor, signal: AbortSignal): Promise<Line> {
  const shown = /^https?:/i.test(place) ? place : shownPath(place);
  try {
    const incoming = /^https?:\/\//i.test(place)
      ? { url: place }
      : { text: await readArticleFile(place), name: path.basename(place) };
    const { entry, isNew } = await desk.add(incoming, editor, { signal });
    const { title, facts, quotes } = entry.draft;
    return { place: shown, draft: entry.id, title, new: isNew, facts: facts.length, quotes: quotes.length };
  } catch (error) {
    if (error instanceof UserError || error instanceof UpstreamError) return { place: shown, error: error.message };
    if (signal.aborted) return { place: shown, error: 'stopped' };
    if (isSystemError(error)) return { place: shown, error: 'cannot be read' };
    throw error;
  }
}

async function readArticleFile(file: string): Promise<string> {
  const about = await stat(file);
  if (!about.isFile()) throw new UserError('is not a file.', { code: 'not_a_file' });
  if (about.size > MOST_BYTES)
    throw new UserError(`is larger than ${MOST_BYTES / 1_000_000} MB.`, { code: 'too_large' });
  const { decodeText } = await import('../curation/fetch/decode-text.ts');
  return decodeText(await readFile(file), undefined).text;
}
