import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { parseJson } from '../parse-json.ts';

/** What a line of input and the answer to it have in common. */
export const Id = z.union([z.string(), z.number()]);

type Read<Data> = { data: Data } | { data?: never; id?: string | number; error: string };

/** One line of JSON; what does not fit is told in a line, with the id where there is one. */
export function readJsonLine<Data>(schema: z.ZodType<Data>, line: string): Read<Data> {
  const read = parseJson(line);
  if (read === undefined) return { error: 'not JSON' };
  const parsed = schema.safeParse(read);
  if (parsed.success) return { data: parsed.data };
  const known = z.object({ id: Id }).safeParse(read);
  return { ...(known.success && { id: known.data.id }), error: describeIssues(parsed.error) };
}
