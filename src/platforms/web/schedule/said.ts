import { html } from 'hono/html';
import type { Html } from '../page.ts';
import type { View } from './view.ts';

export const ACTIONS = ['pause', 'resume', 'send', 'remove'] as const;
export type Action = (typeof ACTIONS)[number];

/** What an action came to; `idle` where it had been done already. */
export type Said = Action | `${Action}-idle`;

const WORDS: Record<Said, string> = {
  pause: 'is paused; nothing is posted until it is resumed.',
  'pause-idle': 'was paused already; nothing was changed.',
  resume: 'goes on; of what fell into its rest, at most the latest still comes, late.',
  'resume-idle': 'was not paused; nothing was changed.',
  send: 'is being posted now; how it went stands under “Delivered”.',
  'send-idle': 'was asked for within this minute already; nothing was added.',
  remove: 'is removed; what was posted of it stays.',
  'remove-idle': 'was removed already; nothing was changed.',
};

/** One line on what an action came to, where the address says so. */
export function saidWords({ said, of }: Pick<View, 'said' | 'of'>): Html | '' {
  const words = Object.entries(WORDS).find(([name]) => name === said)?.[1];
  return words === undefined || of === undefined
    ? ''
    : html`<p class="said-so" role="status"><code>${of}</code> ${words}</p>`;
}
