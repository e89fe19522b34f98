import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';

/** What the refusal says, which is one sentence on one line. */
export function oneSentence(refuse: () => unknown): string {
  try {
    refuse();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message.replace(/“.*”/g, '“”')).toMatch(/^[^\n]+(?<![.!?])\.$/);
    expect(error.message.replace(/“.*”/g, '“”')).not.toMatch(/[.!?] /);
    return error.message;
  }
  throw new Error('It was not refused.');
}
