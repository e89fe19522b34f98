import type { Asker, AtDesk } from './command.ts';
import type { Desk } from './curation/desk/desk.ts';
import { UpstreamError, UserError } from './errors.ts';
import type { Origin } from './origin.ts';

type Asking = { asker: Asker; origin?: Origin | undefined };

const NOT_AN_EDITOR =
  'Only editors work at the desk. Whoever runs me names them in the settings: DISCORD_EDITORS, SLACK_EDITORS, or a sign-in link for the web page.';

/** The desk for somebody who may work at it: an editor by the platform's word, or whoever sits at the machine. Throws a UserError. */
export async function deskFor(
  { asker: { id, name, isOperator }, origin }: Asking,
  { desk, webUrl = () => undefined }: { desk?: Desk | undefined; webUrl?: (() => string | undefined) | undefined },
): Promise<AtDesk> {
  if (!desk || !(origin ? await mayEdit(origin) : isOperator)) throw new UserError(NOT_AN_EDITOR, { code: 'no_editor' });
  return { desk, editor: { id, name }, url: webUrl() };
}

async function mayEdit(origin: Origin): Promise<boolean> {
  try {
    return await origin.isEditor();
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    throw new UserError(
      `It could not be looked up whether you are an editor: ${cause.message} Try again in a moment.`,
      {
        code: 'editor_unknown',
        cause,
      },
    );
  }
}
