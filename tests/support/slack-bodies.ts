import type { HomeView, KnownBlock, MessageMetadata } from '@slack/types';

/** What we may send to each method. Narrower than @slack/web-api's own arguments, which take any block; `unfurl_*` is ignored where a method does not name it. */
export type SlackBodies = {
  'chat.postMessage': Message & {
    channel: string;
    thread_ts?: string;
    reply_broadcast?: boolean;
    metadata?: MessageMetadata;
    mrkdwn?: boolean;
    parse?: 'none';
    link_names?: false;
  };
  'chat.update': Message & { channel: string; ts: string; metadata?: MessageMetadata; parse?: 'none' };
  'chat.postEphemeral': Message & { channel: string; user: string; thread_ts?: string; parse?: 'none' };
  'chat.delete': Call & { channel: string; ts: string };
  /** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
  response_url: Message & {
    response_type?: 'ephemeral' | 'in_channel';
    replace_original?: boolean;
    delete_original?: boolean;
    thread_ts?: string;
    metadata?: MessageMetadata;
  };
  'views.publish': Call & { user_id: string; view: Home; hash?: string };
  'assistant.threads.setStatus': Call & {
    channel_id: string;
    thread_ts: string;
    status: string;
    loading_messages?: string[];
  };
  'assistant.threads.setSuggestedPrompts': Call & {
    channel_id: string;
    thread_ts?: string;
    title?: string;
    prompts: { title: string; message: string }[];
  };
  'assistant.threads.setTitle': Call & { channel_id: string; thread_ts: string; title: string };
  'files.getUploadURLExternal': Call & {
    filename: string;
    length: number;
    alt_text?: string;
    alt_txt?: string;
    snippet_type?: string;
  };
  'files.completeUploadExternal': Call & {
    files: { id: string; title?: string }[];
    channel_id?: string;
    thread_ts?: string;
    initial_comment?: string;
  };
};

type Call = { token?: string };

type Message = Call & { text: string; blocks?: KnownBlock[]; unfurl_links?: boolean; unfurl_media?: boolean };

type Home = Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };
