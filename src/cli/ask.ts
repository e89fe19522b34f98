import { z } from 'zod';
import { answerQuestion } from '../answers/answer.ts';
import { ContentError, UserError } from '../errors.ts';
import type { Item } from '../facts/library.ts';
import { createSearch, type Search } from '../facts/search.ts';
import { parseJson } from '../parse-json.ts';
import { readText } from './files.ts';
import { Id, readJsonLine } from './json-lines.ts';
import { describeIssues } from '../describe-issues.ts';
import { complain, inputLines, print } from './output.ts';
import { say } from './say.ts';
import { withEngine, type GlobalOptions } from './session.ts';

export type AskOptions = GlobalOptions & { jsonl?: boolean; facts?: string };

const Question = z.object({ id: Id, question: z.string() });
const Row = z.object({ id: Id, text: z.string() });
type Row = z.infer<typeof Row>;

/** Answers one question for a person, or a stream of them as JSON lines; gives the exit code. */
export async function ask(words: readonly string[], options: AskOptions): Promise<number> {
  if (!options.jsonl) {
    if (options.facts !== undefined)
      throw new UserError('--facts goes with --jsonl: the questions are read from stdin.', { code: 'bad_usage' });
    if (words.length === 0)
      throw new UserError('Give a question, or --jsonl to read questions from stdin.', { code: 'bad_usage' });
    return say(['/ask', ...words], options);
  }
  if (words.length > 0)
    throw new UserError('With --jsonl the questions come from stdin, one {"id","question"} a line.', {
      code: 'bad_usage',
    });
  if (options.facts === undefined)
    return withEngine(options, (engine) => answerLines(engine.library().search, ({ ref }) => ref, citedText));
  const rows = await readRows(options.facts);
  return answerLines(
    createSearch(rows, ({ text }) => ({ text, context: '' })),
    ({ id }) => id,
    ({ text }) => text,
  );
}

async function answerLines<T>(
  search: Search<T>,
  idOf: (item: T) => string | number,
  textOf: (item: T) => string,
): Promise<number> {
  let malformed = 0;
  for await (const line of inputLines()) {
    if (line.trim() === '') continue;
    const { data: question, ...fault } = readJsonLine(Question, line);
    if (!question) {
      malformed += 1;
      await print(JSON.stringify(fault));
      continue;
    }
    const { refused, cited, ranked, score } = answerQuestion(search, question.question);
    const answer = refused ? null : cited.map(textOf).join(' ');
    await print(
      JSON.stringify({
        id: question.id,
        refused,
        answer,
        facts: ranked.map(({ item }) => idOf(item)),
        score,
      }),
    );
  }
  if (malformed > 0)
    complain(
      `${malformed} ${malformed === 1 ? 'line was' : 'lines were'} not {"id","question"}; the others are answered.`,
    );
  return malformed > 0 ? 1 : 0;
}

async function readRows(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  const seen = new Set<Row['id']>();
  for (const [i, line] of (await readText(file))
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const data = parseJson(line);
    const parsed = Row.safeParse(data);
    const at = { file, line: i + 1 };
    if (!parsed.success)
      throw new ContentError(
        at,
        data === undefined ? 'is not JSON' : `is not {"id","text"}: ${describeIssues(parsed.error)}`,
      );
    if (seen.has(parsed.data.id)) throw new ContentError(at, `duplicate id ${JSON.stringify(parsed.data.id)}`);
    seen.add(parsed.data.id);
    rows.push(parsed.data);
  }
  return rows;
}

/** What was said, as it may stand in print: a fact carries its attribution, a quotation gets its speaker. */
function citedText(item: Item): string {
  return item.kind === 'quote' ? `${item.speaker.name}: “${item.text}”` : item.text;
}
