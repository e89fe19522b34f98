/** What the bot may do, and why it needs it: the least with which everything works. */
export const BOT_SCOPES = [
  { scope: 'commands', why: 'slash commands' },
  { scope: 'app_mentions:read', why: 'questions that mention the bot' },
  { scope: 'chat:write', why: 'answers' },
  { scope: 'im:history', why: 'questions in direct messages' },
  { scope: 'assistant:write', why: 'suggested prompts, status and titles of conversations' },
  { scope: 'files:write', why: 'charts as pictures' },
  { scope: 'files:read', why: 'knowing when an uploaded chart can be shown' },
  { scope: 'channels:read', why: 'the list of your channels on the Home tab, and being told of a removal from one' },
  { scope: 'groups:read', why: 'the same for private channels that the bot is in' },
] as const;

/** What Slack sends, and to what end. */
export const BOT_EVENTS = [
  { event: 'app_home_opened', why: 'the Home tab, and what to ask first under Messages' },
  { event: 'app_mention', why: 'questions that mention the bot' },
  { event: 'message.im', why: 'questions in direct messages' },
  { event: 'channel_left', why: 'the log says that the bot was removed from a channel' },
  { event: 'group_left', why: 'the same for private channels' },
  { event: 'tokens_revoked', why: 'a workspace that withdrew the app is forgotten' },
  { event: 'app_uninstalled', why: 'a workspace that removed the app is forgotten' },
] as const;
