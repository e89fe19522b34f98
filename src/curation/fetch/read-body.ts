import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress, createGunzip, createZstdDecompress, inflate, inflateRaw } from 'node:zlib';
import { UpstreamError, UserError } from '../../errors.ts';

type Most = { rawBytes: number; bytes: number };

/** The decompressed bytes of an answer; stops at once where it grows past a limit, on the line or unpacked. */
export async function readBody(response: IncomingMessage, limits: Most, signal: AbortSignal): Promise<Uint8Array> {
  const told = (response.headers['content-encoding'] ?? '').toLowerCase().split(',');
  const packed = told.map((coding) => coding.trim()).filter((coding) => coding !== '' && coding !== 'identity');
  if (packed.length > 2) throw cannotUnpack();
  if (Number(response.headers['content-length'] ?? 0) > limits.rawBytes) {
    response.destroy();
    throw tooLarge(limits.rawBytes);
  }
  try {
    if (packed[0] === 'deflate' && packed.length === 1)
      return await unpackDeflate(await collect(response, [], limits, signal), limits);
    return await collect(response, packed.toReversed().map(unpacker), limits, signal);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits.bytes);
    if (/^(?:Z_|ERR__?ZLIB|ERR_BROTLI|ERR_ZSTD|ZSTD_)/.test(code))
      throw new UpstreamError('The page is damaged: it cannot be unpacked.', { code: 'bad_encoding', cause });
    throw cause;
  }
}

async function collect(
  response: IncomingMessage,
  [one = new PassThrough(), two = new PassThrough()]: Transform[],
  limits: Most,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const keep = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) chunks.push(chunk);
  };
  await pipeline(response, capped(limits.rawBytes), one, two, capped(limits.bytes), keep, { signal });
  return Buffer.concat(chunks);
}

function capped(limit: number): Transform {
  let size = 0;
  const through = new PassThrough();
  through._transform = (chunk: Uint8Array, _encoding, done) => {
    size += chunk.length;
    done(size > limit ? tooLarge(limit) : null, chunk);
  };
  return through;
}

/** “deflate” is the zlib format (RFC 9110, section 8.4.1.2), which some servers take for the bare one. */
async function unpackDeflate(bytes: Uint8Array, { bytes: maxOutputLength }: Most): Promise<Uint8Array> {
  const isZlib = ((bytes[0] ?? 8) & 0x0f) === 8;
  return promisify(isZlib ? inflate : inflateRaw)(bytes, { maxOutputLength });
}

function unpacker(coding: string): Transform {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip();
  if (coding === 'br') return createBrotliDecompress();
  if (coding === 'zstd') return createZstdDecompress();
  throw cannotUnpack();
}

function cannotUnpack(): UpstreamError {
  return new UpstreamError('The page is packed in a way that cannot be read.', { code: 'bad_encoding' });
}

function tooLarge(limit: number): UserError {
  const most = limit < 1_000_000 ? `${Math.round(limit / 1000)} kB` : `${Math.round(limit / 1_000_000)} MB`;
  return new UserError(`That is larger than ${most}, more than any article; add its text instead.`, {
    code: 'too_large',
  });
}
