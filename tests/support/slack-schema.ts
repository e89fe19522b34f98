import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseJson } from '../../src/parse-json.ts';

/** As much of JSON Schema (draft 7) as the generator writes. */
export type Schema = {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  definitions?: Record<string, Schema>;
  [keyword: string]: unknown;
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BODIES = fileURLToPath(new URL('slack-bodies.ts', import.meta.url));

/** The schema of what each Slack method takes, made from the types of @slack/types; kept in node_modules/.cache, for making it takes a second. */
export async function slackSchema(): Promise<Schema> {
  const { resolve } = createRequire(import.meta.url);
  const version = readFileSync(resolve('@slack/types/package.json'), 'utf8');
  const key = createHash('sha256')
    .update(
      JSON.stringify([version, readFileSync(BODIES, 'utf8'), readFileSync(fileURLToPath(import.meta.url), 'utf8')]),
    )
    .digest('hex')
    .slice(0, 16);
  const file = `${ROOT}node_modules/.cache/pullquote/slack-${key}.json`;
  const kept = readKept(file);
  if (kept) return kept;
  const schema = byType(await generate());
  mkdirSync(`${ROOT}node_modules/.cache/pullquote`, { recursive: true });
  // Several workers may come here at once: each renames a whole file into place.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(schema));
  renameSync(`${file}.${process.pid}`, file);
  return schema;
}

function readKept(file: string): Schema | undefined {
  try {
    return parseJson(readFileSync(file, 'utf8')) as Schema;
  } catch {
    return undefined;
  }
}

async function generate(): Promise<Schema> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const schema = createGenerator({
    path: BODIES,
    tsconfig: `${ROOT}tsconfig.json`,
    type: 'SlackBodies',
    skipTypeCheck: true, // `tsc` checks them
    expose: 'all',
    jsDoc: 'none',
    additionalProperties: false,
  }).createSchema('SlackBodies') as Schema;
  const list = schema.definitions?.['RichTextList']?.properties;
  if (!list) throw new Error('@slack/types has no RichTextList any more');
  // Documented and missing in the types: https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element
  list['offset'] = { type: 'integer', minimum: 0 };
  return schema;
}

/** Unions whose members are told apart by `type` are checked by it, so that a fault is named where it is, not once for each member. */
function byType(schema: Schema): Schema {
  const { definitions = {} } = schema;
  const resolved = ({ $ref, ...rest }: Schema): Schema =>
    $ref === undefined ? rest : (definitions[decodeURIComponent($ref.replace('#/definitions/', ''))] ?? {});
  const members = (union: Schema[]): Schema[] =>
    union.flatMap((member) => {
      const { anyOf } = resolved(member);
      return anyOf ? members(anyOf) : [member];
    });
  const rewritten = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rewritten);
    if (typeof node !== 'object' || node === null) return node;
    const { anyOf, ...rest } = node as Schema;
    const others = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, rewritten(value)]));
    if (!anyOf) return others;
    const all = members(anyOf);
    const types = all.map((member) => resolved(member).properties?.['type']?.const);
    if (!types.every((type) => typeof type === 'string')) return { ...others, anyOf: anyOf.map(rewritten) };
    const kinds = [...new Set(types)];
    if (kinds.length === 1) return { ...others, anyOf: all.map(rewritten) };
    return {
      ...others,
      type: 'object',
      required: ['type'],
      properties: { type: { enum: kinds } },
      allOf: kinds.map((kind) => {
        const of = all.filter((_, i) => types[i] === kind).map(rewritten);
        // oxlint-disable-next-line unicorn/no-thenable -- `then` is a keyword of JSON Schema
        return { if: { properties: { type: { const: kind } } }, then: of.length === 1 ? of[0] : { anyOf: of } };
      }),
    };
  };
  return rewritten(schema) as Schema;
}
