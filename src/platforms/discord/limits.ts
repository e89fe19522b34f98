/** Components of one message, nested ones counted, and characters of all its texts (https://docs.discord.com/developers/components/reference#component-object). */
export const MOST_COMPONENTS = 40;
export const TEXT_LENGTH = 4000;
/** The length of a button's, a menu's and a choice's id (https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id). */
export const ID_LENGTH = 100;
/** Buttons of one row (https://docs.discord.com/developers/components/reference#action-row). */
export const MOST_BUTTONS_IN_ROW = 5;
/** The length of a button's label (https://docs.discord.com/developers/components/reference#button). */
export const LABEL_LENGTH = 80;
/** Options of one menu, and the length of an option's label and description (https://docs.discord.com/developers/components/reference#string-select). */
export const MOST_MENU_OPTIONS = 25;
export const OPTION_TEXT_LENGTH = 100;
/** The length of a picture's alternative text (https://docs.discord.com/developers/components/reference#media-gallery). */
export const ALT_LENGTH = 1024;
/** Files of one message (https://docs.discord.com/developers/resources/message#create-message). */
export const MOST_PICTURES = 10;
/** Discord must have a first answer within this many milliseconds (https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages). */
export const ANSWER_WITHIN_MS = 3000;
/** What takes longer than this is acknowledged first; the rest of the three seconds is for drawing, uploading and the way there. */
export const ACKNOWLEDGE_AFTER_MS = 1000;
/** The typing sign is shown for 10 s (https://docs.discord.com/developers/resources/channel#trigger-typing-indicator); shown again before, it stays. */
export const TYPE_AGAIN_AFTER_MS = 8000;
/** Values shown while an option is typed, and the length of a shown name and of a value (https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure). */
export const MOST_CHOICES = 25;
export const CHOICE_LENGTH = 100;
/** Options of one command, and the length of a description (https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure). */
export const MOST_OPTIONS = 25;
export const DESCRIPTION_LENGTH = 100;
/** The most that `max_length` of a text option may be (the same page). */
export const OPTION_LENGTH = 6000;
/** The length of an activity's name or state (https://docs.discord.com/developers/events/gateway-events#activity-object; longer ones are refused). */
export const ACTIVITY_LENGTH = 128;
/** The length of a nonce (https://docs.discord.com/developers/resources/message#create-message). */
export const NONCE_LENGTH = 25;
/** Requests a second of one bot, answers to interactions not counted (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). */
export const REQUESTS_PER_SECOND = 50;
/** Milliseconds between two messages to one channel. How many Discord takes it says in its answers only (https://docs.discord.com/developers/topics/rate-limits#header-format): 5 in 5 s as a rule. */
export const CHANNEL_GAP_MS = 1000;
/** Messages of one page of a channel's history (https://docs.discord.com/developers/resources/message#get-channel-messages). */
export const MESSAGES_OF_PAGE = 100;
