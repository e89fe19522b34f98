import { z } from 'zod';
import { checkGrounding } from '../answers/grounding.ts';
import { UserError } from '../errors.ts';
import { Id, readJsonLine } from './json-lines.ts';
import { complain, inputLines, print } from './output.ts';

export type GroundOptions = { jsonl?: boolean };

const Claim = z.object({ id: Id, source: z.string(), claim: z.string() });

/** Reads claims against their sources, as JSON lines; gives the exit code. */
export async function ground(options: GroundOptions): Promise<number> {
  if (!options.jsonl)
    throw new UserError('Give --jsonl: the claims come from stdin, one {"id","source","claim"} a line.', {
      code: 'bad_usage',
    });
  let malformed = 0;
  for await (const line of inputLines()) {
    if (line.trim() === '') continue;
    const { data, ...fault } = readJsonLine(Claim, line);
    if (!data) {
      malformed += 1;
      await print(JSON.stringify(fault));
      continue;
    }
    await print(JSON.stringify({ id: data.id, ...checkGrounding(data.claim, [{ text: data.source }]) }));
  }
  if (malformed > 0)
    complain(
      `${malformed} ${malformed === 1 ? 'line was' : 'lines were'} not {"id","source","claim"}; the others are read.`,
    );
  return malformed > 0 ? 1 : 0;
}
