import type { Reply } from '../reply.ts';
import { cancel, feed, log, signIn } from './around.ts';
import type { DeskContext } from './context.ts';
import { add, discard, list, publish, reword } from './drafts.ts';
import { correct, history, retract, revise, withdraw } from './published.ts';
import { decideOn, edit, review } from './review.ts';

/** The actions as they are typed. */
export const DESK_ACTION_NAMES = [
  'list',
  'add',
  'review',
  'accept',
  'reject',
  'edit',
  'reword',
  'publish',
  'discard',
  'revise',
  'correct',
  'withdraw',
  'retract',
  'feed',
  'history',
  'log',
  'sign-in',
  'cancel',
] as const;

/** What an editor does with `/desk <action> …`, each by its name. */
export const DESK_ACTIONS: Record<(typeof DESK_ACTION_NAMES)[number], (context: DeskContext) => Promise<Reply>> = {
  list,
  add,
  review: (context) => review(context),
  accept: (context) => decideOn(context, 'accepted'),
  reject: (context) => decideOn(context, 'rejected'),
  edit,
  reword,
  publish,
  discard,
  revise,
  correct,
  withdraw,
  retract,
  feed,
  history,
  log,
  'sign-in': signIn,
  cancel,
};
