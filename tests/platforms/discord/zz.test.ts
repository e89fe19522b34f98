import * as fc from 'fast-check';
import { test, expect } from 'vitest';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import { arbitraryReply } from '../../support/arbitrary-reply.ts';
import { discordFaults } from '../../support/discord-oracle.ts';
import { run } from '../../support/run.ts';
test('faults', () => {
  const times: number[] = [];
  let pages = 0;
  fc.assert(
    fc.property(arbitraryReply, fc.boolean(), (r, share) => {
      const t = performance.now();
      const first = renderDiscord(r, { share });
      times.push(performance.now() - t);
      pages += first.pages;
      for (let page = 0; page < first.pages; page += 1) {
        const m = renderDiscord(r, { share, page });
        expect(
          discordFaults(
            'message',
            m.body,
            m.pictures.map((p) => p.name),
          ),
        ).toEqual([]);
        const w = renderDiscord(r, { share, page, withoutPictures: true });
        expect(w.pages).toBe(m.pages);
        if (page > 4) break;
      }
    }),
    { numRuns: 300 },
  );
  times.sort((a, b) => a - b);
  console.log(times.at(times.length >> 1), times.at(-30), times.at(-1), pages);
});
test('see', async () => {
  for (const line of [
    '/summary',
    '/quote vale',
    '/who vale',
    '/numbers',
    '/facts',
    '/stories',
    '/help',
    '/source opening',
    '/timeline',
    'what did the work cost?',
  ]) {
    const r = await run(line);
    const m = renderDiscord(r, { share: true });
    console.log(line, JSON.stringify(m.body, null, 1));
    for (let i = 0; i < 300; i++) renderDiscord(r);
    const t = performance.now();
    for (let i = 0; i < 1000; i++) renderDiscord(r);
    console.log(line, (performance.now() - t) / 1000, 'ms');
  }
});
