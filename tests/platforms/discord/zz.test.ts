import * as fc from 'fast-check';
import { test } from 'vitest';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import { arbitraryReply } from '../../support/arbitrary-reply.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { readMarkdown } from '../../support/discord-markdown.ts';
test('x', () => {
  let [first, rest, oracle, read, pages, chars] = [0, 0, 0, 0, 0, 0];
  for (const r of fc.sample(arbitraryReply, { numRuns: 300, seed: 3 })) {
    chars += JSON.stringify(r).length;
    let t = performance.now();
    const m = renderDiscord(r);
    first += performance.now() - t;
    t = performance.now();
    const all = Array.from({ length: m.pages }, (_, page) => renderDiscord(r, { page }));
    rest += performance.now() - t;
    t = performance.now();
    pages += m.pages;
    for (const a of all) discordFaults('message', a.body);
    oracle += performance.now() - t;
    t = performance.now();
    for (const a of all) JSON.stringify(a.body.components, (k, v) => (k === 'content' ? readMarkdown(v).text : v));
    read += performance.now() - t;
  }
  console.log({ first, rest, oracle, read, pages, chars });
});
