import type { AtDesk, CommandContext } from '../command.ts';
import type { DraftEntry } from '../curation/desk/store.ts';
import type { DraftFact, DraftQuote } from '../curation/draft.ts';
import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { itemsInOrder } from './words.ts';

/** What a line of /desk says beside its action. */
type DeskLine = {
  what?: string | undefined;
  now?: string | undefined;
  by?: string | undefined;
  why?: string | undefined;
};

/** What an action at the desk is given. */
export type DeskContext = Pick<CommandContext<DeskLine>, 'options' | 'library'> & { at: AtDesk };

/** The words of `what`: a draft and an item, or a verb and what it is for. */
export function parts(what = ''): string[] {
  return what.trim().split(/\s+/).filter(Boolean);
}

/** The item of that id. Throws a UserError. */
export function mustHave(entry: DraftEntry, id: string): DraftFact | DraftQuote {
  const found = itemsInOrder(entry).find((item) => item.id === id);
  if (!found) throw new UserError(`This draft has no item “${echo(id)}”.`, { code: 'unknown_item' });
  return found;
}

/** Throws a UserError where no reason is given. */
export function mustSayWhy(why: string | undefined): string {
  if (why === undefined) throw new UserError('Say why with why:"…"; readers are told.', { code: 'no_reason' });
  return why;
}
