import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../facts/evidence.ts';

export type Asset = { body: string; type: string; etag: string };

const OWN = new URL('assets/', import.meta.url);
const SCRIPT = 'text/javascript; charset=utf-8';

/** Everything the pages load, by the path under /assets/. Read once: an edit takes a restart, which `npm run dev` does. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const own = (name: string, type: string) => asset(name, type, new URL(name, OWN));
  return new Map([
    own('pullquote.css', 'text/css; charset=utf-8'),
    own('previews.css', 'text/css; charset=utf-8'),
    own('schedule.css', 'text/css; charset=utf-8'),
    own('desk.css', 'text/css; charset=utf-8'),
    own('chat.js', SCRIPT),
    own('composer.js', SCRIPT),
    own('desk.js', SCRIPT),
    own('desk-keys.js', SCRIPT),
    own('desk-open.js', SCRIPT),
    own('desk-order.js', SCRIPT),
    own('desk-passages.js', SCRIPT),
    own('desk-review.js', SCRIPT),
    own('desk-send.js', SCRIPT),
    own('desk-work.js', SCRIPT),
    own('look.js', SCRIPT),
    own('take-place.js', SCRIPT),
    own('icon.svg', 'image/svg+xml'),
    asset('vendor/combobox-nav.js', SCRIPT, new URL(import.meta.resolve('@github/combobox-nav'))),
  ]);
}

function asset(path: string, type: string, file: URL): [string, Asset] {
  const body = readFileSync(fileURLToPath(file), 'utf8');
  return [path, { body, type, etag: `"${sha256(body).slice(0, 32)}"` }];
}
