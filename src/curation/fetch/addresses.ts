import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { UserError } from '../../errors.ts';

export type Address = { address: string; family: 4 | 6 };

/** All addresses of a host, as the system resolves it. */
export type Resolve = (host: string) => Promise<Address[]>;

/** Lets a test reach its own server; production passes none. */
export type Allow = (address: string, port: number) => boolean;

/** The ports that web servers use; others belong to services that a page has no business with. */
const PORTS = new Set([80, 443, 8080, 8443]);

/** The system's resolver. */
export const resolveWithSystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/**
 * The address as it may be fetched: http or https, a web port, no user and password. Throws a UserError otherwise. The
 * WHATWG URL parser has made odd spellings of IP addresses plain (0x7f.1, 2130706433).
 */
export function readWebAddress(address: string, base?: string): URL {
  if (!URL.canParse(address, base))
    throw new UserError('That is no web address. Give one such as https://example.org/news/article.', {
      code: 'bad_url',
    });
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UserError('Only addresses that begin with http:// or https:// can be read.', { code: 'bad_url' });
  if (url.username !== '' || url.password !== '')
    throw new UserError('The address has a user name or password in it; give one without.', { code: 'bad_url' });
  return url;
}

/**
 * The addresses to connect to, and to no others: all that the host has, each checked. Throws a UserError where one of
 * them is not on the public internet (IANA's special-purpose registries, RFC 6890), so that no name, redirect or
 * rebinding leads inside.
 */
export async function checkedAddresses(url: URL, resolve: Resolve, allow?: Allow): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const literal = ipaddr.isValid(host);
  const addresses: Address[] = literal ? [{ address: host, family: host.includes(':') ? 6 : 4 }] : await resolve(host);
  if (addresses.length === 0)
    throw new UserError(`There is no site named ${host}; check the address.`, { code: 'no_such_site' });
  const allowed = addresses.every(({ address }) => allow?.(address, port) ?? false);
  if (allowed) return addresses;
  if (!addresses.every(({ address }) => isPublic(address)))
    throw new UserError(`${host} is not on the public internet, so it is not fetched; add its text or file instead.`, {
      code: 'private_address',
    });
  if (!PORTS.has(port))
    throw new UserError(`Port ${port} is none that web pages come from; only 80, 443, 8080 and 8443 are read.`, {
      code: 'bad_url',
    });
  return addresses;
}

/** Whether an IP address is a public unicast one, as is the IPv4 address that a mapped, NAT64 or 6to4 one carries. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  if (ip.kind() === 'ipv4') return ip.range() === 'unicast';
  const bytes = ip.toByteArray();
  const range = ip.range();
  const inner = (from: number): string => bytes.slice(from, from + 4).join('.');
  if (range === 'ipv4Mapped' || range === 'rfc6145') return isPublic(inner(12));
  // Only the well-known prefix, 64:ff9b::/96; the local-use one (RFC 8215) leads into somebody's own network.
  if (range === 'rfc6052') return bytes.slice(4, 12).every((byte) => byte === 0) && isPublic(inner(12));
  if (range === '6to4') return isPublic(inner(2));
  // ::a.b.c.d, deprecated but understood (RFC 4291, section 2.5.5.1)
  if (bytes.slice(0, 12).every((byte) => byte === 0)) return false;
  // Global unicast is 2000::/3; all else is reserved or special (RFC 4291, section 2.4).
  return range === 'unicast' && ((bytes[0] ?? 0) & 0xe0) === 0x20;
}
