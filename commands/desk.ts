import { z } from 'zod';
import { defineCommand, DESK_ACTION_NAMES, DESK_ACTIONS } from '../src/kit.ts';

const words = (most: number) => z.string().trim().min(1).max(most).optional();

const Options = z.strictObject({
  action: z.enum(DESK_ACTION_NAMES).default('list').meta({ description: 'What to do; list if left away' }),
  what: words(2000).meta({ description: 'An address, a draft, a story or an item, as the action wants', kind: 'text' }),
  now: words(500).meta({ description: 'What it says from now on' }),
  by: words(120).meta({ description: 'Who speaks' }),
  why: words(500).meta({ description: 'Why; readers are told' }),
});

/** `/desk <action> …`: articles come in, are reviewed, published, corrected and taken back; for editors. */
export default defineCommand({
  name: 'desk',
  description: 'For editors: add articles, review drafts, publish, correct, retract',
  options: Options,

  async run({ options: { action, ...options }, library, atDesk }) {
    return DESK_ACTIONS[action]({ options, library, at: await atDesk() });
  },
});
