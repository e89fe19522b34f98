import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_MS, type SignIn } from '../../../curation/desk/sign-in.ts';
import type { Editor } from '../../../curation/desk/store.ts';

const COOKIE = 'pullquote-desk';
const MS_PER_SECOND = 1000;

/** Who is signed in; undefined for everybody else. */
export async function editorOf(c: Context, signIn: Pick<SignIn, 'editor'>): Promise<Editor | undefined> {
  const key = getCookie(c, COOKIE);
  return key === undefined ? undefined : signIn.editor(key);
}

/** Keeps a session in the browser; over https only, where the page is reached by it. */
export function keepSession(c: Context, key: string, publicUrl: string | undefined): void {
  setCookie(c, COOKIE, key, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: isHttps(c, publicUrl),
    maxAge: SESSION_MS / MS_PER_SECOND,
  });
}

export async function endSession(c: Context, signIn: Pick<SignIn, 'end'>): Promise<void> {
  const key = getCookie(c, COOKIE);
  if (key !== undefined) await signIn.end(key);
  deleteCookie(c, COOKIE, { path: '/' });
}

/** A proxy in front of the page speaks plain http with it; the address that people use tells what they see. */
function isHttps(c: Context, publicUrl: string | undefined): boolean {
  if (new URL(c.req.url).protocol === 'https:') return true;
  const known = publicUrl === undefined ? null : URL.parse(publicUrl);
  return known?.protocol === 'https:' && known.host === c.req.header('host');
}
