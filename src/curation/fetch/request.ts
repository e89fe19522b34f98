import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { UserError, UpstreamError } from '../../errors.ts';
import {
  type Address,
  type Allow,
  checkedAddresses,
  readWebAddress,
  type Resolve,
  resolveWithSystem,
} from './addresses.ts';
import { readBody } from './read-body.ts';

type Limits = {
  totalMs: number; // from the first look-up to the last byte
  redirects: number;
  rawBytes: number; // as they come over the line
  bytes: number; // decompressed
};

const LIMITS: Limits = { totalMs: 20_000, redirects: 5, rawBytes: 6_000_000, bytes: 12_000_000 };

export type RequestOptions = {
  /** Whom a site's owner can ask: an address or e-mail address, told in the User-Agent header. */
  contact?: string | undefined;
  signal?: AbortSignal | undefined;
  limits?: Partial<Limits> | undefined;
  accept?: string;
  /** What an earlier answer said, to be told when nothing changed (RFC 9110, sections 13.1.2 and 13.1.3). */
  etag?: string | undefined;
  lastModified?: string | undefined;
  resolve?: Resolve;
  allow?: Allow;
};

/** An answer with any status but a redirect's; `movedTo` is set where all redirects were permanent. */
export type Answer = {
  url: string;
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Uint8Array;
  movedTo: string | undefined;
};

const PERMANENT = new Set([301, 308]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** “Pullquote/0.1 (+https://example.org/contact)”, as RFC 9110, section 10.1.5 and RFC 9309, section 2.2.1 have it. */
function userAgent(contact: string | undefined): string {
  const told = contact?.replace(/[^\x21-\x7e]/g, '') ?? '';
  return told === '' ? 'Pullquote/0.1 (news digest bot)' : `Pullquote/0.1 (news digest bot; +${told})`;
}

/**
 * Gets an address over http(s), on the public internet only, each redirect checked as the first address was, within
 * limits. Throws a UserError where the address is at fault and an UpstreamError where the site or the network is.
 */
export async function requestBytes(address: string, options: RequestOptions = {}): Promise<Answer> {
  const limits = { ...LIMITS, ...options.limits };
  const timeout = AbortSignal.timeout(limits.totalMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let url = readWebAddress(address);
  let isPermanent = true;
  try {
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(url, options, signal);
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (!REDIRECTS.has(status) || location === undefined) {
        const bytes = status === 304 ? new Uint8Array() : await readBody(response, limits, signal);
        const movedTo = redirects > 0 && isPermanent ? url.href : undefined;
        return { url: url.href, status, headers: response.headers, bytes, movedTo };
      }
      response.destroy();
      if (redirects >= limits.redirects)
        throw new UserError('That address redirects again and again; give the one that the article ends up at.', {
          code: 'redirects',
        });
      isPermanent &&= PERMANENT.has(status);
      // Header values come as Latin-1; sites put UTF-8 there.
      url = readWebAddress(Buffer.from(location, 'latin1').toString('utf8'), url.href);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explain(error, url.hostname, timeout.aborted ? limits.totalMs : undefined);
  }
}

async function send(url: URL, options: RequestOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const addresses = await Promise.race([
    checkedAddresses(url, options.resolve ?? resolveWithSystem, options.allow),
    aborted(signal),
  ]);
  const { etag, lastModified } = options;
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        agent: false, // one connection each: a kept one would skip the check of its address
        signal,
        lookup: only(addresses),
        headers: {
          'user-agent': userAgent(options.contact),
          accept: options.accept ?? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5',
          'accept-encoding': 'gzip, deflate, br, zstd',
          ...(etag !== undefined && { 'if-none-match': etag }),
          ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
        },
        maxHeaderSize: 64_000,
      },
      done,
    );
    request.once('error', fail).end();
  });
}

/** Connects to the addresses that were checked, whatever the name resolves to by now. */
function only(addresses: readonly Address[]): LookupFunction {
  return (_host, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else if (first) answer(null, first.address, first.family);
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    const reason = (): void => fail(new Error('The request was stopped.', { cause: signal.reason }));
    if (signal.aborted) reason();
    else signal.addEventListener('abort', reason, { once: true });
  });
}

/** What went wrong with the network, in a line for an editor. */
function explain(cause: unknown, host: string, tooLong: number | undefined): unknown {
  if (cause instanceof UserError || cause instanceof UpstreamError) return cause;
  if (tooLong !== undefined)
    return new UpstreamError(`${host} took longer than ${Math.round(tooLong / 1000)} seconds to answer.`, {
      code: 'too_slow',
      cause,
    });
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (/^(?:ENOTFOUND|ENODATA)$/.test(code))
    return new UserError(`There is no site named ${host}; check the address.`, { code: 'no_such_site', cause });
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(code))
    return new UpstreamError(`${host} has no valid certificate, so what it sends cannot be trusted.`, {
      code: 'certificate',
      cause,
    });
  return new UpstreamError(`${host} could not be reached${code === '' ? '' : ` (${code})`}.`, {
    code: 'unreachable',
    cause,
  });
}
