import { Ajv, type ValidateFunction } from 'ajv';
import { parseJson } from '../../src/parse-json.ts';
import { LIMITS } from '../../src/platforms/slack/limits.ts';
import { slackSchema } from './slack-schema.ts';

type Node = Record<string, unknown>;

const ajv = new Ajv({ allErrors: true, strict: false });
const schema = await slackSchema();
ajv.addSchema(schema, 'slack');
const METHODS = Object.keys(schema.definitions?.['SlackBodies']?.properties ?? {});
const checks = new Map<string, ValidateFunction>();

/** What is wrong with a body that goes to a Slack method: its form by @slack/types, then what the types do not say (limits.ts, names used once, nothing empty, markup of others). Of a method that slack-bodies.ts does not name only the latter is checked. */
export function slackFaults(method: string, body: unknown): string[] {
  const decoded = formDecoded(body);
  return [...formFaults(method, decoded), ...ruleFaults(method, decoded)];
}

/** @slack/web-api sends forms: all that is no text is JSON in them. */
function formDecoded(body: unknown): unknown {
  if (!isNode(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const isText = ['text', 'title', 'status', 'channel', 'user', 'ts', 'thread_ts', 'token', 'filename'].includes(
        key,
      );
      return [key, typeof value === 'string' && !isText ? (parseJson(value) ?? value) : value];
    }),
  );
}

function formFaults(method: string, body: unknown): string[] {
  if (!METHODS.includes(method)) return [];
  let check = checks.get(method);
  if (!check) {
    check = ajv.compile({ $ref: `slack#/definitions/SlackBodies/properties/${method}` });
    checks.set(method, check);
  }
  if (check(body)) return [];
  const faults = (check.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params }) => `${instancePath || '/'} ${message}: ${JSON.stringify(params)}`);
  return [...new Set(faults)];
}

function ruleFaults(method: string, body: unknown): string[] {
  if (!isNode(body)) return ['/ must be an object'];
  const view = isNode(body['view']) ? body['view'] : undefined;
  const faults = view
    ? // The Home tab lists channels, which calls nobody.
      blocksFaults(view['blocks'], LIMITS.homeBlocks).filter((fault) => !fault.endsWith('mentions: channel'))
    : [...blocksFaults(body['blocks'], LIMITS.messageBlocks), ...totalFaults(body['blocks'])];
  const { text, prompts } = body;
  if (typeof text === 'string') {
    if (text.trim() === '') faults.push('/text is empty');
    if (text.length > LIMITS.fallbackText) faults.push(`/text has ${text.length} characters`);
    if (/[<>]|&(?!(?:amp|lt|gt);)/.test(text)) faults.push('/text holds an unescaped <, > or &');
  }
  if (Array.isArray(prompts) && prompts.length > LIMITS.suggestedPrompts) faults.push(`/prompts are ${prompts.length}`);
  if (/^chat\.post|^chat\.update/.test(method) && Array.isArray(body['blocks']) && body['blocks'].length === 0)
    faults.push('/blocks is empty');
  return [...faults, ...metadataFaults(body['metadata'])];
}

/** A name of letters, digits and _, and a payload far below whatever `metadata_too_large` means, for which no page gives a number. */
function metadataFaults(metadata: unknown): string[] {
  if (!isNode(metadata)) return [];
  const { event_type: type, event_payload: payload } = metadata;
  const size = JSON.stringify(payload ?? {}).length;
  return [
    ...(/^\w{1,100}$/.test(String(type)) ? [] : [`/metadata/event_type is ${JSON.stringify(type)}`]),
    ...(isNode(payload) && Object.keys(payload).length > 0 ? [] : ['/metadata/event_payload is empty']),
    ...(size > LONGEST_METADATA ? [`/metadata/event_payload has ${size} characters`] : []),
  ];
}

function blocksFaults(blocks: unknown, most: number): string[] {
  if (!Array.isArray(blocks)) return [];
  const faults: string[] = [];
  if (blocks.length > most) faults.push(`/blocks are ${blocks.length}`);
  const used = new Map<string, Set<unknown>>();
  for (const { node, path } of nodesOf(blocks, '/blocks')) {
    for (const id of ['action_id', 'block_id']) {
      const seen = used.get(id) ?? new Set();
      if (node[id] !== undefined && seen.has(node[id])) faults.push(`${path}/${id} is used twice`);
      used.set(id, seen.add(node[id]));
    }
    for (const fault of nodeFaults(node)) faults.push(`${path}${fault}`);
  }
  return faults;
}

/** What a message holds in all; a view takes more. */
function totalFaults(blocks: unknown): string[] {
  const faults: string[] = [];
  const json = JSON.stringify(blocks ?? []).length;
  if (json > LIMITS.messageJson) faults.push(`/blocks have ${json} characters of JSON`);
  const words = nodesOf(blocks, '').reduce(
    (sum, { node }) => sum + (typeof node['text'] === 'string' ? node['text'].length : 0),
    0,
  );
  if (words > LIMITS.messageWords) faults.push(`/blocks have ${words} characters of text`);
  return faults;
}

/** By the `type` of an object: the longest text or list of each field. A path of two names is a field of the object in the first. */
const LONGEST: Record<string, Record<string, number>> = {
  plain_text: { text: LIMITS.text },
  mrkdwn: { text: LIMITS.text },
  header: { 'text/text': LIMITS.header },
  section: { 'text/text': LIMITS.sectionText, fields: LIMITS.sectionFields },
  image: { alt_text: LIMITS.imageAlt, 'title/text': LIMITS.imageTitle },
  context: { elements: LIMITS.contextElements },
  actions: { elements: LIMITS.actionsElements },
  button: {
    'text/text': LIMITS.buttonLabel,
    value: LIMITS.buttonValue,
    url: LIMITS.url,
    accessibility_label: LIMITS.buttonLabel,
  },
  static_select: { options: LIMITS.options, option_groups: LIMITS.options, 'placeholder/text': LIMITS.placeholder },
  link: { url: LIMITS.url },
};
const LONGEST_ANYWHERE = { block_id: LIMITS.blockId, action_id: LIMITS.actionId };
const LONGEST_OF_OPTION = {
  'text/text': LIMITS.optionText,
  'description/text': LIMITS.optionText,
  value: LIMITS.optionValue,
};
/** Slack takes none of these empty (“must be more than 0 characters”, “missing element”). */
const NEVER_EMPTY = ['text', 'elements', 'options', 'alt_text', 'value', 'action_id', 'block_id', 'url', 'rows', 'id'];
const LONGEST_METADATA = 1000;
const MENTIONS = new Set<unknown>(['user', 'usergroup', 'team', 'broadcast', 'channel']);

function nodeFaults(node: Node): string[] {
  const faults: string[] = [];
  const { type, text, options } = node;
  const lengths = { ...LONGEST_ANYWHERE, ...(typeof type === 'string' ? LONGEST[type] : undefined) };
  faults.push(...lengthFaults(node, lengths, ''));
  if (Array.isArray(options)) {
    const values = options.map((option) => (isNode(option) ? option['value'] : undefined));
    if (new Set(values).size < values.length) faults.push('/options hold a value twice');
    for (const [i, option] of options.entries())
      if (isNode(option)) faults.push(...lengthFaults(option, LONGEST_OF_OPTION, `/options/${i}`));
  }
  for (const key of NEVER_EMPTY) {
    const value = node[key];
    if (value === '' || (Array.isArray(value) && value.length === 0)) faults.push(`/${key} is empty`);
  }
  if (type === 'plain_text' && typeof text === 'string' && text.trim() === '') faults.push('/text is blank');
  if (MENTIONS.has(type)) faults.push(` mentions: ${String(type)}`);
  if (type === 'link' && !/^https?:\/\//.test(String(node['url']))) faults.push('/url is neither http nor https');
  if (type === 'mrkdwn' && typeof text === 'string') {
    const unlinked = text.replace(/<https?:\/\/[^<>|\s]+(?:\|[^<>]*)?>/g, '');
    if (/[<>]|&(?!(?:amp|lt|gt);)/.test(unlinked)) faults.push('/text holds an unescaped <, > or &');
  }
  if (type === 'static_select' && (node['options'] === undefined) === (node['option_groups'] === undefined))
    faults.push(' needs either options or option_groups');
  if (type === 'section' && text === undefined && node['fields'] === undefined) faults.push(' needs text or fields');
  return faults;
}

function lengthFaults(node: Node, longest: Readonly<Record<string, number>>, path: string): string[] {
  return Object.entries(longest).flatMap(([name, most]) => {
    const value = name.split('/').reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), node);
    const length = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
    return length > most ? [`${path}/${name} has ${length} of at most ${most}`] : [];
  });
}

/** Every object in it with its path. */
function nodesOf(value: unknown, path: string): { node: Node; path: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => nodesOf(item, `${path}/${i}`));
  if (!isNode(value)) return [];
  return [{ node: value, path }, ...Object.entries(value).flatMap(([key, item]) => nodesOf(item, `${path}/${key}`))];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
