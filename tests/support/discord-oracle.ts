import * as spec from 'discord-api-spec/zod';
import { z } from 'zod';

/** What goes to Discord: a new message, the callback to an interaction, an edit of either, a follow-up, or all commands at once. */
export type DiscordBody = 'message' | 'interaction' | 'edit' | 'followup' | 'commands';

const IS_COMPONENTS_V2 = 1 << 15;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;
const ROW = 1;
const BUTTON = 2;
const SELECTS = new Set([3, 5, 6, 7, 8]);
const STRING_SELECT = 3;
const TEXT_DISPLAY = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const CONTAINER = 17;
/** https://docs.discord.com/developers/components/reference: everything but rows and what stands in them needs the flag. */
const NEEDS_V2 = new Set([9, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, 14, CONTAINER]);
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Only what the rules below read; the specification's own schema checks the rest. */
const Component = z.looseObject({
  type: z.number(),
  id: z.number().optional(),
  custom_id: z.string().optional(),
  style: z.number().optional(),
  label: z.string().optional(),
  url: z.string().optional(),
  sku_id: z.string().optional(),
  emoji: z.unknown().optional(),
  content: z.string().optional(),
  disabled: z.boolean().optional(),
  min_values: z.number().optional(),
  max_values: z.number().optional(),
  options: z.array(z.looseObject({ label: z.string(), value: z.string() })).optional(),
  items: z.array(z.looseObject({ media: z.looseObject({ url: z.string() }) })).optional(),
  media: z.looseObject({ url: z.string() }).optional(),
  file: z.looseObject({ url: z.string() }).optional(),
  accessory: z.unknown().optional(),
  get components() {
    return z.array(Component).optional();
  },
});
type Component = z.infer<typeof Component>;

const Message = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  sticker_ids: z.array(z.unknown()).nullish(),
  poll: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  components: z.array(Component).nullish(),
  flags: z.number().nullish(),
  allowed_mentions: z.looseObject({ parse: z.array(z.unknown()).optional() }).nullish(),
});
type Message = z.infer<typeof Message>;

type Option = z.infer<typeof Option>;
const Option = z.looseObject({
  type: z.number(),
  name: z.string(),
  description: z.string().nullish(),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(z.looseObject({ name: z.string(), value: z.unknown().optional() })).nullish(),
  get options() {
    return z.array(Option).nullish();
  },
});
const Command = z.looseObject({
  type: z.number().nullish(),
  name: z.string(),
  description: z.string().nullish(),
  options: z.array(Option).nullish(),
});

const Callback = z.looseObject({ type: z.number(), data: z.unknown().optional() });

/**
 * What Discord would refuse in a body, and what it would take but we never send; nothing where it is right. The schema
 * is Discord's own (discord-api-spec), the rest is documented on https://docs.discord.com/developers. `uploads` are the
 * names of the files that go with it, where they are known.
 */
export function discordFaults(kind: DiscordBody, body: unknown, uploads?: readonly string[]): string[] {
  switch (kind) {
    case 'message':
      return [...against(spec.MessageCreateRequestSchema, body), ...messageFaults(body, uploads)];
    case 'followup':
      return [...against(spec.IncomingWebhookInteractionRequestSchema, body), ...messageFaults(body, uploads)];
    case 'edit':
      return [...against(spec.MessageEditRequestPartialSchema, body), ...messageFaults(body, uploads, true)];
    case 'interaction':
      return callbackFaults(body, uploads);
    case 'commands':
      return [...against(z.array(spec.ApplicationCommandUpdateRequestSchema).max(100), body), ...commandFaults(body)];
  }
}

/** A schema's complaints, and the fields that it does not know. */
function against(schema: { safeParse(body: unknown): z.ZodSafeParseResult<unknown> }, body: unknown): string[] {
  const { success, data, error } = schema.safeParse(body);
  return success ? unknownFields(body, data, '') : error.issues.flatMap((issue) => told(issue, []));
}

/** An issue in words; of a union, those of the alternative that came nearest. */
function told(issue: z.core.$ZodIssue, above: PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.find((issues) => !issues.some(isOfOtherType)) ?? issue.errors[0];
    if (nearest && nearest.length > 0) return nearest.flatMap((each) => told(each, path));
  }
  return [`${path.map(String).join('.') || 'body'}: ${issue.message}`];
}

function isOfOtherType({ path }: z.core.$ZodIssue): boolean {
  return path.length === 0 || (path.length === 1 && path[0] === 'type');
}

/** Zod drops what it does not know: what is there before and not after. */
function unknownFields(before: unknown, after: unknown, path: string): string[] {
  if (Array.isArray(before) && Array.isArray(after))
    return before.flatMap((each, i) => unknownFields(each, after[i], `${path}${i}.`));
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) return [];
  const kept = new Map<string, unknown>(Object.entries(after));
  return Object.entries(before).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return kept.has(key) ? unknownFields(value, kept.get(key), `${path}${key}.`) : [`${path}${key}: unknown field`];
  });
}

function callbackFaults(body: unknown, uploads?: readonly string[]): string[] {
  const { success, data: callback } = Callback.safeParse(body);
  if (!success) return ['body: no interaction callback'];
  const { type, data } = callback;
  if (type === 1 || type === 6) return data === undefined ? [] : [`data: a callback of type ${type} has none`];
  if (type === 5) {
    const deferred = z.strictObject({ flags: z.number().optional() }).optional().safeParse(data);
    return deferred.success ? [] : ['data: a deferred callback has flags at most'];
  }
  if (type === 4 || type === 7)
    return [
      ...against(spec.IncomingWebhookInteractionRequestSchema, data),
      ...messageFaults(data, uploads, type === 7),
    ].map((fault) => `data.${fault}`);
  if (type === 8) return against(spec.ApplicationCommandAutocompleteCallbackRequestSchema, body);
  if (type === 9) return against(spec.ModalInteractionCallbackRequestSchema, body);
  return [`type: no callback type ${type}`];
}

function messageFaults(body: unknown, uploads: readonly string[] | undefined, isEdit = false): string[] {
  const { success, data: message } = Message.safeParse(body);
  if (!success) return ['body: no message'];
  const { content, embeds, sticker_ids, poll, attachments, allowed_mentions } = message;
  const components = message.components ?? [];
  const all = components.flatMap(withNested);
  const isV2 = ((message.flags ?? 0) & IS_COMPONENTS_V2) !== 0;
  const faults: string[] = [];
  const fault = (when: boolean, text: string) => {
    if (when) faults.push(text);
  };
  const filled = [content, embeds, sticker_ids, poll, attachments].some(isFilled) || (uploads ?? []).length > 0;
  fault(!isEdit && !filled && components.length === 0, 'body: empty');
  fault(isEdit && Object.keys(message).length === 0, 'body: empty');
  fault((content ?? '').length > 2000, 'content: longer than 2,000');
  fault((filled || all.length > 0) && allowed_mentions?.parse?.length !== 0, 'allowed_mentions: it could ping');
  fault((uploads ?? []).length > 10, 'files: more than 10');
  if (isV2) {
    for (const [name, value] of Object.entries({ content, embeds, sticker_ids, poll }))
      fault(value !== undefined && value !== null, `${name}: stands beside the flag for Components V2`);
    fault(components.length === 0, 'components: none, with the flag for Components V2');
    fault(all.length > 40, `components: ${all.length} in all, more than 40`);
    const text = all.reduce(
      (sum, { type, content: words = '' }) => sum + (type === TEXT_DISPLAY ? words.length : 0),
      0,
    );
    fault(text > 4000, `components: ${text} characters of text, more than 4,000`);
  } else {
    fault(components.length > 5, 'components: more than 5 rows');
    for (const { type } of all)
      fault(NEEDS_V2.has(type), `components: type ${type} without the flag for Components V2`);
    for (const { type } of components) fault(type !== ROW, `components: type ${type} outside a row`);
  }
  return [...faults, ...all.flatMap((component) => componentFaults(component, uploads)), ...twins(all)];
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

function withNested(component: Component): Component[] {
  const accessory = component.accessory === undefined ? undefined : Component.parse(component.accessory);
  return [component, ...(component.components ?? []).flatMap(withNested), ...(accessory ? withNested(accessory) : [])];
}

function componentFaults(component: Component, uploads: readonly string[] | undefined): string[] {
  const { type, components = [], options = [] } = component;
  switch (type) {
    case ROW: {
      const selects = components.filter((each) => SELECTS.has(each.type)).length;
      return selects > 0 && components.length > 1 ? ['row: a select menu stands alone in its row'] : [];
    }
    case BUTTON:
      return buttonFaults(component);
    case STRING_SELECT: {
      const { min_values: least = 1, max_values: most = 1, placeholder } = component;
      return [
        ...(new Set(options.map(({ value }) => value)).size < options.length
          ? ['select: two options of one value']
          : []),
        ...(least > most || most > options.length ? ['select: more to choose than there is'] : []),
        ...(options.some(({ label }) => isBlank(label)) ? ['select: an option without a label'] : []),
        ...(options.some(({ value }) => isBlank(value)) ? ['select: an option without a value'] : []),
        ...(options.some(({ description }) => typeof description === 'string' && isBlank(description))
          ? ['select: a blank description']
          : []),
        ...(typeof placeholder === 'string' && isBlank(placeholder) ? ['select: a blank placeholder'] : []),
      ];
    }
    case TEXT_DISPLAY:
      return isBlank(component.content ?? '') ? ['text: blank'] : [];
    case GALLERY:
      return (component.items ?? []).flatMap(({ media, description }) => [
        ...mediaFaults(media.url, uploads),
        ...(typeof description === 'string' && isBlank(description) ? ['media: a blank description'] : []),
      ]);
    case THUMBNAIL:
      return component.media ? mediaFaults(component.media.url, uploads) : [];
    case FILE:
      return component.file ? mediaFaults(component.file.url, uploads) : [];
    default:
      return [];
  }
}

function buttonFaults({ style, url, custom_id, sku_id, label, emoji }: Component): string[] {
  if (style === LINK_STYLE)
    return [
      ...(url === undefined ? ['button: a link without an address'] : []),
      ...(custom_id === undefined ? [] : ['button: a link with a custom_id']),
      ...(isBlank(label ?? '') && !emoji ? ['button: neither label nor emoji'] : []),
    ];
  if (style === PREMIUM_STYLE) return sku_id === undefined ? ['button: a premium one without sku_id'] : [];
  return [
    ...(custom_id === undefined ? ['button: no custom_id'] : isBlank(custom_id) ? ['button: a blank custom_id'] : []),
    ...(url === undefined ? [] : ['button: an address, but the style is not that of a link']),
    ...(isBlank(label ?? '') && !emoji ? ['button: neither label nor emoji'] : []),
  ];
}

function mediaFaults(url: string, uploads: readonly string[] | undefined): string[] {
  if (/^https?:\/\//.test(url)) return [];
  const [, name] = /^attachment:\/\/([\w.-]+)$/.exec(url) ?? [];
  if (name === undefined) return [`media: ${url} is neither on the web nor attached`];
  return uploads && !uploads.includes(name) ? [`media: ${name} is not uploaded`] : [];
}

function repeated(ids: (string | number | undefined)[]): boolean {
  const given = ids.filter((id) => id !== undefined && id !== 0);
  return given.length > new Set(given).size;
}

/** Two components under one id. */
function twins(all: readonly Component[]): string[] {
  return [
    ...(repeated(all.map(({ custom_id }) => custom_id)) ? ['components: two of one custom_id'] : []),
    ...(repeated(all.map(({ id }) => id)) ? ['components: two of one id'] : []),
  ];
}

function commandFaults(body: unknown): string[] {
  const { success, data: commands } = z.array(Command).safeParse(body);
  if (!success) return ['body: no list of commands'];
  const names = commands.map(({ type, name }) => `${type ?? 1} ${name}`);
  return [
    ...(new Set(names).size < names.length ? ['commands: two of one name'] : []),
    ...commands.flatMap((command) => {
      const { type, name, description } = command;
      const isTyped = (type ?? 1) === 1;
      return [
        ...(isTyped ? nameFaults(name) : []),
        ...(isTyped && isBlank(description ?? '') ? [`${name}: no description`] : []),
        ...(!isTyped && isFilled(description) ? [`${name}: only typed commands have a description`] : []),
        ...(sizeOf(command) > 8000 ? [`${name}: more than 8,000 characters in all`] : []),
        ...optionFaults(name, command.options ?? []),
      ];
    }),
  ];
}

function optionFaults(of: string, options: readonly Option[]): string[] {
  const names = options.map(({ name }) => name);
  const firstOptional = options.findIndex(({ required, type }) => type > 2 && required !== true);
  return [
    ...(new Set(names).size < names.length ? [`${of}: two options of one name`] : []),
    ...(firstOptional >= 0 && options.slice(firstOptional).some(({ required }) => required === true)
      ? [`${of}: a required option after one that may be left away`]
      : []),
    ...options.flatMap(({ name, description, autocomplete, choices, options: nested }) => [
      ...nameFaults(name),
      ...(isBlank(description ?? '') ? [`${of} ${name}: no description`] : []),
      ...(autocomplete === true && (choices ?? []).length > 0 ? [`${of} ${name}: both choices and autocomplete`] : []),
      ...optionFaults(`${of} ${name}`, nested ?? []),
    ]),
  ];
}

function nameFaults(name: string): string[] {
  return COMMAND_NAME.test(name) && name === name.toLowerCase() ? [] : [`${name}: not a command’s or option’s name`];
}

/** Names, descriptions and values, as Discord adds them up. */
function sizeOf({ name, description, options }: Pick<Option, 'name' | 'description' | 'options'>): number {
  return [name, description ?? '', ...(options ?? [])].reduce<number>((sum, part) => {
    if (typeof part === 'string') return sum + part.length;
    const choices = (part.choices ?? []).flatMap((choice) => [choice.name, String(choice.value)]);
    return sum + sizeOf(part) + choices.join('').length;
  }, 0);
}

function isBlank(text: string): boolean {
  return !/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text);
}
