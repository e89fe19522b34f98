import { ComponentType, MessageFlags, MessageType, type APIMessage, type APIUser, type Snowflake } from 'discord.js';
import { z } from 'zod';
import { ISO_NOW } from './world.ts';

/** What the fake reads of a message that the bot sends; the oracle checks the rest. */
export const MessageBody = z.looseObject({
  content: z.string().nullish(),
  flags: z.number().nullish(),
  components: z.array(z.looseObject({ type: z.number() })).nullish(),
  attachments: z
    .array(z.looseObject({ id: z.union([z.string(), z.number()]), description: z.string().nullish() }))
    .nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.looseObject({ message_id: z.string(), fail_if_not_exists: z.boolean().nullish() }).nullish(),
});
export type MessageBody = z.infer<typeof MessageBody>;

/** A file as it arrived. */
export type Uploaded = { name: string; type: string; bytes: Uint8Array };

/** A message as Discord holds it after the bot sent it. */
export type Stored = {
  id: Snowflake;
  channel: Snowflake;
  body: MessageBody;
  files: Uploaded[];
  /** Seen by the person who asked alone. */
  ephemeral: boolean;
  edits: number;
  deleted: boolean;
  /** Who wrote it where it was not the bot. */
  by?: APIUser;
};

const Component: z.ZodType<Component> = z.lazy(() =>
  z.looseObject({
    type: z.number(),
    content: z.string().optional(),
    custom_id: z.string().optional(),
    label: z.string().optional(),
    options: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
    components: z.array(Component).optional(),
    accessory: Component.optional(),
  }),
);
type Component = {
  type: number;
  content?: string | undefined;
  custom_id?: string | undefined;
  label?: string | undefined;
  options?: { label: string; value: string }[] | undefined;
  components?: Component[] | undefined;
  accessory?: Component | undefined;
};

const BUTTON: number = ComponentType.Button;

/** All components of a message, nested ones too. */
function componentsOf(message: Pick<Stored, 'body'>): Component[] {
  const flat = (list: readonly Component[]): Component[] =>
    list.flatMap((one) => [one, ...flat(one.components ?? []), ...(one.accessory ? flat([one.accessory]) : [])]);
  return flat(z.array(Component).parse(message.body.components ?? []));
}

/** The words of a message. */
export function wordsOf(message: Pick<Stored, 'body'>): string {
  return [message.body.content ?? '', ...componentsOf(message).map(({ content }) => content ?? '')].join('\n').trim();
}

/** The buttons of a message that do something here, in order. */
export function buttonsOf(message: Pick<Stored, 'body'>): { id: string; label: string }[] {
  return componentsOf(message)
    .filter(({ type }) => type === BUTTON)
    .flatMap(({ custom_id: id, label = '' }) => (id === undefined ? [] : [{ id, label }]));
}

/** What a message can be found by: its nonce and its controls. */
export function slim({ nonce, flags, components, message_reference: beneath }: MessageBody): MessageBody {
  const controls = componentsOf({ body: { components } }).flatMap(({ type, custom_id, options }) =>
    custom_id === undefined ? [] : [{ type, custom_id, options }],
  );
  const reference = beneath ? { message_reference: beneath } : {};
  return { nonce, flags, ...reference, components: [{ type: ComponentType.ActionRow, components: controls }] };
}

export function storedMessage(id: Snowflake, channel: Snowflake, body: MessageBody, files: Uploaded[]): Stored {
  const ephemeral = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return { id, channel, body, files, ephemeral, edits: 0, deleted: false };
}

/** A stored message as Discord gives it back. */
export function toApi({ id, channel, body, files }: Stored, author: APIUser): APIMessage {
  return {
    id,
    channel_id: channel,
    author,
    content: body.content ?? '',
    timestamp: ISO_NOW,
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: files.map(({ name, bytes }, i) => ({
      id: String(i),
      filename: name,
      size: bytes.length,
      url: `https://cdn.example/${name}`,
      proxy_url: `https://cdn.example/${name}`,
    })),
    embeds: [],
    pinned: false,
    type: MessageType.Default,
    flags: body.flags ?? 0,
    components: JSON.parse(
      JSON.stringify(body.components ?? []).replaceAll('attachment://', 'https://cdn.example/'),
    ) as APIMessage['components'] & {},
    nonce: body.nonce ?? '',
  };
}
