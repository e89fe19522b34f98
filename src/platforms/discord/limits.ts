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
