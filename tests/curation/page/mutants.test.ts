import { describe, expect, test } from 'vitest';
import { judgeMutant } from '../../support/judge-mutant.ts';
import { mutants } from '../../support/mutants.ts';

describe('damaged and hostile pages and feeds', () => {
  test('are read or refused with a reason, without markup, deceit, pings or a crash', () => {
    const faults = [...mutants(100, 7, 'http://127.0.0.1:1')].flatMap((mutant) => {
      const { fault } = judgeMutant(mutant);
      return fault === undefined ? [] : [`${mutant.number} ${mutant.name} (${mutant.how.join(', ')}): ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});
