import { detect } from 'chardet';
import { getEncoding } from 'encoding-sniffer';

/** Stands for “nothing says”; no page declares it. */
const NOTHING = 'x-mac-cyrillic';

/**
 * Bytes as text, with the charset found: a byte-order mark, what the server says, what the page says (WHATWG “encoding
 * sniffing algorithm”, XML 1.0 appendix F), else what the bytes look like. Bytes that are UTF-8 throughout are read as
 * such even where an older charset is declared, and those that are not, as what they look like.
 */
export function decodeText(bytes: Uint8Array, declared?: string): { text: string; charset: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const told = getEncoding(buffer, {
    ...(declared !== undefined && isKnown(declared) && { transportLayerEncodingLabel: declared }),
    defaultEncoding: NOTHING,
    maxBytes: 4096,
  }).toLowerCase();
  const isUtf16 = told.startsWith('utf-16');
  const utf8 = isUtf16 ? undefined : decodeUtf8(buffer);
  const charset = isUtf16
    ? told
    : utf8 === undefined
      ? guess(buffer, told)
      : isAscii(buffer) && told !== NOTHING
        ? told
        : 'utf-8';
  return { text: charset === 'utf-8' && utf8 !== undefined ? utf8 : new TextDecoder(charset).decode(buffer), charset };
}

function decodeUtf8(buffer: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return undefined;
  }
}

function guess(buffer: Buffer, told: string): string {
  if (told !== NOTHING && told !== 'utf-8' && isKnown(told)) return told;
  // One broken character in a long page is no reason to doubt what it says.
  if (told === 'utf-8') {
    const text = new TextDecoder().decode(buffer);
    const broken = text.match(/\ufffd/g)?.length ?? 0;
    const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    if (whole > 3 * broken) return 'utf-8';
  }
  const seen = detect(buffer.subarray(0, 100_000))?.toLowerCase() ?? '';
  const isLikely = seen !== 'utf-8' && seen !== 'ascii' && seen !== 'iso-8859-1' && isKnown(seen) && fits(buffer, seen);
  return isLikely ? seen : 'windows-1252';
}

/** Whether all of it can be read in that charset. */
function fits(buffer: Buffer, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(buffer);
    return true;
  } catch {
    return false;
  }
}

function isAscii(buffer: Buffer): boolean {
  return buffer.every((byte) => byte < 0x80 && byte !== 0x1b);
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}
