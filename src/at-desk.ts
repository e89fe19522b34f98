import type { Asker, AtDesk } from './command.ts';
import type { Desk, Progress } from './curation/desk/desk.ts';
import { UpstreamError, UserError } from './errors.ts';
import type { Origin } from './origin.ts';
import { notice, type Reply } from './reply.ts';

type Asking = { asker: Asker; origin?: Origin | undefined; interim?: ((reply: Reply) => void) | undefined };

const NOT_AN_EDITOR =
  'Only editors work at the desk. Whoever runs me names them in the settings: DISCORD_EDITORS, SLACK_EDITORS, or a sign-in link for the web page.';

/** Lets editors to the desk, with their long work: what it tells is shown once, and `/desk cancel` ends it. */
export function createDeskDoor({
  desk,
  webUrl = () => undefined,
}: {
  desk?: Desk | undefined;
  webUrl?: (() => string | undefined) | undefined;
}): (asking: Asking) => Promise<AtDesk> {
  const underWay = new Map<string, Set<AbortController>>();

  /** The desk for somebody who may work at it: an editor by the platform's word, or whoever sits at the machine. Throws a UserError. */
  return async function atDesk({ asker: { id, name, isOperator }, origin, interim }) {
    if (!desk || !(origin ? await mayEdit(origin) : isOperator))
      throw new UserError(NOT_AN_EDITOR, { code: 'no_editor' });
    return {
      desk,
      editor: { id, name },
      url: webUrl(),
      async work(run) {
        const stopping = new AbortController();
        const mine = underWay.get(id) ?? new Set();
        let tell = interim;
        const onProgress = ({ says }: Progress) => {
          tell?.(notice(`${says} …`, { actions: [{ label: 'Cancel', command: '/desk cancel' }] }));
          tell = undefined; // only one reply takes another's place
        };
        underWay.set(id, mine.add(stopping));
        try {
          return await run({ signal: stopping.signal, onProgress });
        } catch (error) {
          if (stopping.signal.aborted)
            throw new UserError('Cancelled; nothing was changed.', { code: 'cancelled', cause: error });
          // A site that fails is nobody's bug; the editor can come back.
          if (error instanceof UpstreamError) throw new UserError(error.message, { code: error.code, cause: error });
          throw error;
        } finally {
          mine.delete(stopping);
          if (mine.size === 0) underWay.delete(id);
        }
      },
      cancel() {
        const mine = underWay.get(id);
        for (const stopping of mine ?? []) stopping.abort();
        return mine?.size ?? 0;
      },
    };
  };
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
