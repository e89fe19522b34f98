import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

describe('/numbers', () => {
  test('reads its figures to who does not see the chart', async () => {
    const [block] = (await run('/numbers')).blocks;
    expect(block?.type === 'image' && block.alt).toBe(
      'Bar chart. Cost of the work: 42 million crowns. The table beneath has every figure with its source.',
    );
  });
});
