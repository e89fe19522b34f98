import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

describe('/timeline', () => {
  test('reads its dates and events to who does not see the picture', async () => {
    const [block] = (await run('/timeline')).blocks;
    expect(block?.type === 'image' && block.alt).toBe(
      'Timeline. 6 May 2031: Mira Vale reopened the harbour bridge of Port Ansel on 6 May 2031. ' +
        'The list beneath has every dated fact with its source.',
    );
  });
});
