/** What Slack takes at most: characters (UTF-16 code units) of a text, or how many of a thing. Pages are under https://docs.slack.dev/reference/. */
export const LIMITS = {
  /** block-kit/blocks: “up to 50 blocks in each message, and 100 blocks in modals or Home tabs”. */
  messageBlocks: 50,
  homeBlocks: 100,
  /**
   * No page gives a total, yet `msg_blocks_too_long` comes. Measured with rich text: 9,597 characters in all texts and
   * 15,561 of JSON were taken, 11,341 and 17,694 refused (https://github.com/slackapi/bolt-js/issues/2867); we stay
   * below what was taken, by both measures.
   */
  messageWords: 9500,
  messageJson: 15_000,
  /** methods/chat.postMessage, “Truncating content”: 4,000 for best results (40,000 are cut off). */
  fallbackText: 4000,
  /** block-kit/blocks, for every block and element: `block_id` and `action_id`. */
  blockId: 255,
  actionId: 255,
  /** block-kit/composition-objects/text-object. */
  text: 3000,
  /** block-kit/blocks/header-block. */
  header: 150,
  /** block-kit/blocks/section-block. */
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  /** block-kit/blocks/image-block. */
  imageAlt: 2000,
  imageTitle: 2000,
  /** block-kit/blocks/context-block. */
  contextElements: 10,
  /** block-kit/blocks/actions-block. */
  actionsElements: 25,
  /** block-kit/block-elements/button-element. */
  buttonLabel: 75,
  buttonValue: 2000,
  /** block-kit/block-elements/button-element, `url`; held for other links too, for which no page gives a number. */
  url: 3000,
  /** block-kit/block-elements/select-menu-element. */
  options: 100,
  placeholder: 150,
  /** block-kit/composition-objects/option-object. The page gives 150 for the value, the JSDoc of @slack/types 75: the smaller holds. */
  optionText: 75,
  optionValue: 75,
  /** methods/assistant.threads.setSuggestedPrompts: “up to four suggested prompts”. */
  suggestedPrompts: 4,
  /** methods/chat.update: Tier 3, “50+ per minute” (https://docs.slack.dev/apis/web-api/rate-limits#tiers), of one workspace; several share it here. */
  updatesPerMinute: 50,
} as const;
