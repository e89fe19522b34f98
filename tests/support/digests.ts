import type { DigestControls } from '../../src/delivery/digest-controls.ts';

/** A bot without digests, for what has nothing to do with them. */
export const NO_DIGESTS: DigestControls = {
  digests: [],
  now: () => new Date(0),
  subscribe: () => Promise.reject(new Error('there are no digests here')),
  find: async () => undefined,
  list: async () => [],
  preview: async () => ({ skipped: 'there are no digests here' }),
  sendNow: async () => false,
  pause: async () => false,
  resume: async () => false,
  remove: async () => false,
  history: async () => [],
  delivery: async () => undefined,
  next: () => [],
};
