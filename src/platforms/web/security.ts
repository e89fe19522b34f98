import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import { plainPage } from './page.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '']);

const MAX_BODY = 64 * 1024;

/** Whether only this machine reaches the address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** What proxies add to a request that they pass on. */
const FROM_PROXY = /^(?:forwarded|x-forwarded-.+|x-real-ip|via)$/;

/** Whether the request says that it came through a proxy, which speaks for people elsewhere, even where it runs on this machine. */
export function isForwarded(c: Context): boolean {
  return Object.keys(c.req.header()).some((name) => FROM_PROXY.test(name));
}

/** Headers of every response: nothing inline, nothing from elsewhere, no referrer, no framing. */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: false, // the page is plain http on one's own machine
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    overwrite: false, // pictures bring their own policy
  });
}

/**
 * Answers only to names that are its own: a page of someone else's that has its name resolve to this machine (DNS
 * rebinding) sends that name as Host. `publicUrl` is the address that people use, where it is another one. A server on every address also answers to bare addresses, which nobody can rebind.
 */
export function knownHostOnly(host: string, publicUrl?: string): MiddlewareHandler {
  const known = publicUrl === undefined ? undefined : URL.parse(publicUrl)?.hostname;
  return async (c, next) => {
    const name = hostName(c.req.header('host') ?? new URL(c.req.url).host);
    const own =
      name !== undefined &&
      (isLoopback(name) ||
        name === known ||
        name === host.toLowerCase() ||
        name === `[${host.toLowerCase()}]` ||
        (EVERY_ADDRESS.has(host) && isIP(name.replace(/^\[|\]$/g, '')) > 0));
    return own ? next() : c.text('This address is not one of mine.', 421);
  };
}

/** Refuses what a page of another site sends: a browser says where a POST comes from. */
export function sameOriginOnly(): MiddlewareHandler {
  return async (c, next) =>
    c.req.method === 'GET' || c.req.method === 'HEAD' || isSameOrigin(c)
      ? next()
      : c.text('This request did not come from a page of mine.', 403);
}

/** Refuses what is too long to be a line or a form; `isOther` says which paths have a limit of their own. */
export function limitBodies(isOther: (path: string) => boolean): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: MAX_BODY,
    onError: (c) => c.html(plainPage('That is too long', html`<p>I read at most 64 KiB at once.</p>`), 413),
  });
  return (c, next) => (isOther(c.req.path) ? next() : limit(c, next));
}

function isSameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  // Sent by every browser with a POST; absent Sec-Fetch-Site means plain http on another machine.
  const origin = c.req.header('origin');
  return origin !== undefined && URL.parse(origin)?.host === (c.req.header('host') ?? new URL(c.req.url).host);
}

function hostName(host: string): string | undefined {
  return URL.parse(`http://${host}`)?.hostname;
}
