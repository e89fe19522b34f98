import type { IncomingHttpHeaders } from 'node:http';
import { UpstreamError, UserError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { type Answer, type RequestOptions, requestBytes } from './request.ts';

export type { RequestOptions } from './request.ts';

/** What of an answer makes the next request conditional, and when it is due. */
type Freshness = { etag?: string | undefined; lastModified?: string | undefined; maxAgeMs?: number | undefined };

/** A text from the web. `url` is where the redirects led, `movedTo` the same where all of them were permanent. */
export type Fetched = { url: string; movedTo?: string | undefined } & Freshness &
  (
    | { notModified: true }
    | { notModified: false; text: string; type: 'html' | 'xml' | 'json' | 'text'; charset: string }
  );

/**
 * Gets the text behind an address. Throws a UserError where an editor can do something (no such page, no text, not
 * public), with the code `http_404` and so on for a status, and an UpstreamError where trying later may help.
 */
export async function fetchPage(address: string, options: RequestOptions = {}): Promise<Fetched> {
  const answer = await requestBytes(address, options);
  const { url, status, headers, bytes, movedTo } = answer;
  const about = { url, movedTo, etag: headers.etag, lastModified: headers['last-modified'], maxAgeMs: maxAge(headers) };
  if (status === 304) return { ...about, notModified: true };
  if (status < 200 || status > 299) throw refusal(answer);
  const { type, declared } = typeOf(headers['content-type'], bytes);
  return { ...about, notModified: false, type, ...decodeText(bytes, declared) };
}

function refusal({ status, headers, url }: Answer): Error {
  const host = new URL(url).hostname;
  const code = `http_${status}`;
  const retryAfterMs = readRetryAfter(headers['retry-after'], new Date());
  if (status === 404) return new UserError(`${host} has no such page (404); check the address.`, { code });
  if (status === 410) return new UserError(`${host} has taken this page down for good (410).`, { code });
  if (status === 401 || status === 402 || status === 403 || status === 451)
    return new UserError(
      `${host} does not show this page to everyone (${status}); add its text or a saved file instead.`,
      { code },
    );
  if (status === 429)
    return new UpstreamError(`${host} asks for fewer requests (429); try again later.`, { code, retryAfterMs });
  if (status === 503)
    return new UpstreamError(`${host} is out of service (503); try again later.`, { code, retryAfterMs });
  if (status >= 500) return new UpstreamError(`${host} failed (${status}); try again later.`, { code, retryAfterMs });
  return new UserError(`${host} answered with ${status} instead of a page; check the address.`, { code });
}

/** Seconds or a date (RFC 9110, section 10.2.3), in milliseconds from now; undefined where it is neither. */
export function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  const told = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(told)) return Number(told) * 1000;
  const at = /[a-z]{3}/i.test(told) ? Date.parse(told) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

/** Cache-Control's max-age less Age (RFC 9111, section 4.2). */
function maxAge(headers: IncomingHttpHeaders): number | undefined {
  const told = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  if (told === undefined || /no-(?:cache|store)/i.test(headers['cache-control'] ?? '')) return undefined;
  return Math.max(0, Number(told) - (Number(headers.age ?? 0) || 0)) * 1000;
}

function typeOf(
  header: string | undefined,
  bytes: Uint8Array,
): { type: 'html' | 'xml' | 'json' | 'text'; declared: string | undefined } {
  const told = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  const declared = /charset\s*=\s*["']?([^\s"';]+)/i.exec(header ?? '')?.[1];
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(told)) return { type: 'html', declared };
  if (/(?:^text|^application)\/xml$|\+xml$/.test(told) && !told.startsWith('image/')) return { type: 'xml', declared };
  if (/\/json$|\+json$/.test(told)) return { type: 'json', declared };
  if (told.startsWith('text/') && !/css|javascript|calendar|csv/.test(told)) return { type: 'text', declared };
  if (told === '' || told === 'application/octet-stream' || told === 'binary/octet-stream') {
    const start = Buffer.from(bytes.subarray(0, 512))
      .toString('latin1')
      .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
      .trimStart();
    if (/^<(?:!doctype html|html)/i.test(start)) return { type: 'html', declared };
    if (start.startsWith('<')) return { type: 'xml', declared };
    if (/^[{[]/.test(start)) return { type: 'json', declared };
  }
  throw new UserError(
    `That is ${nameOf(told)}, not a page with text; give the article's own address, or add its text.`,
    {
      code: 'not_text',
    },
  );
}

function nameOf(type: string): string {
  if (type === 'application/pdf') return 'a PDF';
  const kind = /^(image|video|audio|font)\//.exec(type)?.[1];
  return kind === undefined ? 'a file of another kind' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} file`;
}
