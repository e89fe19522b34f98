import { expect, test } from 'vitest';
import { crashOnce } from '../support/crash/crash-run.ts';
import { quickProgram } from '../support/crash/programs.ts';

const EACH = 10;
const NONE = { lost: 0, doubled: 0, untrue: 0 };

// `npm run bench -- crash` does the same at length, with the bot as it is started in earnest.
// Killed once a message is stored, with the nonces forgotten; while one is under way, and again as one was answered.
test.for([45, 58])(
  'killed amid faults, the bot posts each digest once all the same (seed %i)',
  { concurrent: true },
  async (seed) => {
    const { discord, slack, kills } = await crashOnce(seed, EACH, quickProgram());
    expect({ discord, slack }).toEqual({ discord: NONE, slack: NONE });
    expect(kills).toBeGreaterThan(0);
  },
);
