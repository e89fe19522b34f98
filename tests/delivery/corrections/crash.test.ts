import { expect, test } from 'vitest';
import { correctEveryone } from '../../support/crash/correct-everyone.ts';
import { quickProgram } from '../../support/crash/programs.ts';

const ALL = { missed: 0, doubled: 0, unedited: 0 };

// `npm run bench -- corrections` does the same with five thousand messages, at the platforms' limits.
test('killed in the middle, the bot tells of a correction beneath each message once all the same, and edits each', async () => {
  const told = await correctEveryone({ discord: 8, slack: 5, killAfter: 3, program: quickProgram() });
  expect(told).toMatchObject({ discord: ALL, slack: ALL, kills: 1 });
});
