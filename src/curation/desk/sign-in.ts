import { createHash, randomBytes } from 'node:crypto';
import type { DeskStore, Editor } from './store.ts';

/** How editors sign in to the web page: a link that works once, and the session that it opens. Only hashes of both are kept. */
export type SignIn = {
  /** A key for a link; it works once, within a quarter of an hour. */
  link(editor: Editor): Promise<string>;
  /** The session that a link's key opens; undefined where it was used or is too old. */
  open(key: string): Promise<{ key: string; editor: Editor } | undefined>;
  /** Whose session it is; undefined where it has ended. */
  editor(key: string): Promise<Editor | undefined>;
  end(key: string): Promise<void>;
};

/** Bytes of randomness; nobody guesses as many. */
const KEY_BYTES = 32;
const LINK_MS = 15 * 60_000;
/** A working day: whoever is no editor any more is out by tomorrow. */
export const SESSION_MS = 12 * 3_600_000;

export function createSignIn(store: Pick<DeskStore, 'addKey' | 'useKey' | 'removeKey'>, now: () => Date): SignIn {
  async function issue(kind: 'link' | 'session', editor: Editor, lastsMs: number): Promise<string> {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const expiresAt = new Date(now().getTime() + lastsMs).toISOString();
    await store.addKey({ hash: hashOf(key), kind, editor, expiresAt });
    return key;
  }

  return {
    link: (editor) => issue('link', editor, LINK_MS),
    async open(link) {
      const used = await store.useKey(hashOf(link), 'link');
      return used && { key: await issue('session', used.editor, SESSION_MS), editor: used.editor };
    },
    editor: async (key) => (await store.useKey(hashOf(key), 'session'))?.editor,
    end: (key) => store.removeKey(hashOf(key)),
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
