export { answerQuestion, LONGEST_QUESTION, understand } from './answers/answer.ts';
export { answerOfLast, askedOfLast } from './answers/last-answer.ts';
export { chooseStory, nothingPublished, storyOption } from './choose-story.ts';
export { chooseSubscription, placeToPost, subscriptionToChange, zoneToUse } from './choose-subscription.ts';
export { commandLine, findCommand, optionSpecs, usage } from './command-line.ts';
export { count } from './count.ts';
export { defineCommand, type Command, type CommandContext } from './command.ts';
export { frameDigest } from './delivery/frame.ts';
export { defineDigest, skip, type Digest, type DigestContext } from './digest.ts';
export { DESK_ACTION_NAMES, DESK_ACTIONS } from './desk/actions.ts';
export { echo } from './echo.ts';
export { UserError } from './errors.ts';
export type { Change } from './facts/changes.ts';
export { attributionOf, citation, startCitations } from './facts/cite.ts';
export { textFragmentUrl } from './facts/evidence.ts';
export type { FactItem, Item, Library, PersonEntry, QuoteItem, StoryEntry } from './facts/library.ts';
export { formatWhen, parseWhen } from './facts/when.ts';
export { fold, words } from './facts/words.ts';
export { describePerson, offerNames, theNearest } from './offer-names.ts';
export { altText } from './pictures/alt.ts';
export { datedFacts, figuresOf, numbersPicture, quotePicture, timelinePicture } from './pictures/of-story.ts';
export { formatTime } from './schedule/say-when.ts';
export { channelKey, type DigestOptions } from './schedule/subscription.ts';
export { readSchedule } from './schedule/when-to-post.ts';
export { ownWords, tellComposition, tellExtract, tellOfLast, type Told } from './tell-answer.ts';
export { tellChanges } from './tell-changes.ts';
export { tellCorrection } from './tell-correction.ts';
export {
  GRACE_MINUTES,
  subscriptionActions,
  tellOutcome,
  tellSchedule,
  tellSubscription,
} from './tell-subscription.ts';
export {
  code,
  emphasis,
  notice,
  paragraph,
  post,
  spans,
  strong,
  type Action,
  type Block,
  type Reply,
  type Span,
} from './reply.ts';
