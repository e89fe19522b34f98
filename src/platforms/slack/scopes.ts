/** What the bot may do, and why it needs it: the least with which everything works. */
export const BOT_SCOPES = [
  { scope: 'commands', why: 'slash commands' },
  { scope: 'app_mentions:read', why: 'questions that mention the bot' },
  { scope: 'chat:write', why: 'answers' },
  { scope: 'im:history', why: 'questions in direct messages, and looking for a digest there' },
  { scope: 'im:write', why: 'knowing your own conversation with the bot' },
  { scope: 'assistant:write', why: 'suggested prompts, status and titles of conversations' },
  { scope: 'files:write', why: 'charts as pictures' },
  { scope: 'files:read', why: 'knowing when an uploaded chart can be shown' },
  {
    scope: 'channels:read',
    why: 'your channels on the Home tab, who is in a channel, and being told of a removal from one',
  },
  { scope: 'groups:read', why: 'the same for private channels that the bot is in' },
  { scope: 'channels:history', why: 'looking whether a digest is there already before it is posted again' },
  { scope: 'groups:history', why: 'the same in private channels that the bot is in' },
  { scope: 'users:read', why: 'your time zone, and whether you are an admin who may have digests posted' },
  { scope: 'usergroups:read', why: 'whether you are in a user group that may have digests posted' },
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
