import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { UpstreamError, UserError } from '../../errors.ts';

/** The decompressed bytes of an answer; stops at once where it grows past a limit, on the line or unpacked. */
export async function readBody(
  response: IncomingMessage,
  limits: { rawBytes: number; bytes: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  const codings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  const packed = codings.filter((coding) => coding !== '' && coding !== 'identity').toReversed();
  if (packed.length > 2)
    throw new UpstreamError('The page is packed in a way that cannot be read.', { code: 'bad_encoding' });
  if (Number(response.headers['content-length'] ?? 0) > limits.rawBytes) {
    response.destroy();
    throw tooLarge(limits.rawBytes);
  }
  const chunks: Uint8Array[] = [];
  const raw = capped(limits.rawBytes);
  const first = packed[0] === 'deflate' ? await sniff(response) : undefined;
  const [one = new PassThrough(), two = new PassThrough()] = packed.map((coding, index) =>
    unpacker(coding, index === 0 ? first : undefined),
  );
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.bytes) throw tooLarge(limits.bytes);
      chunks.push(chunk);
    }
  };
  try {
    await pipeline(response, raw, one, two, collect, { signal });
  } catch (cause) {
    if (
      cause instanceof Error &&
      'code' in cause &&
      /^(?:Z_|ERR__?ZLIB|ERR_BROTLI|ERR_ZSTD|ZSTD_)/.test(String(cause.code))
    )
      throw new UpstreamError('The page is damaged: it cannot be unpacked.', { code: 'bad_encoding', cause });
    throw cause;
  }
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
async function sniff(response: IncomingMessage): Promise<number | undefined> {
  const chunk = await new Promise<Buffer | null>((done) => {
    response.once('readable', () => done(response.read() as Buffer | null));
    response.once('error', () => done(null));
    response.once('end', () => done(null));
  });
  if (chunk && chunk.length > 0) response.unshift(chunk);
  return chunk?.[0];
}

function unpacker(coding: string, first: number | undefined): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return first === undefined || (first & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new UpstreamError('The page is packed in a way that cannot be read.', { code: 'bad_encoding' });
  }
}

function tooLarge(limit: number): UserError {
  return new UserError(
    `That is larger than ${Math.round(limit / 1_000_000) || '1'} MB, more than any article; add its text instead.`,
    {
      code: 'too_large',
    },
  );
}
