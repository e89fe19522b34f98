import {
  LineCounter,
  isMap,
  isNode,
  isSeq,
  parseDocument,
  stringify,
  visit,
  type Document,
  type YAMLError,
} from 'yaml';
import { ContentError } from '../errors.ts';
import { tooDeep } from './story-nesting.ts';
import { Story } from './story.ts';

/** A story is a few hundred items; anything larger is not one. */
export const STORY_LIMIT = { bytes: 2 * 1024 * 1024, says: 'is larger than 2 MiB' };
/** One slip of the pen breaks all that follows it: of syntax errors the first ones tell. */
const MOST_SYNTAX_ERRORS = 3;
const TOO_DEEP = 'is nested too deeply for a story';

/** Reads one story file. Each fault becomes a ContentError with file, line and path; `story` is there only without any. */
export function parseStoryFile(
  file: string,
  text: string,
): { story: Story; faults: [] } | { story?: never; faults: ContentError[] } {
  if (Buffer.byteLength(text) > STORY_LIMIT.bytes) return fault({ file }, STORY_LIMIT.says);
  const lines = new LineCounter();
  let document: Document.Parsed;
  let data: unknown;
  try {
    const deep = tooDeep(text);
    if (deep !== undefined)
      return fault({ file, line: text.slice(0, deep).split('\n').length }, TOO_DEEP, 'yaml_nesting');
    document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true, prettyErrors: false });
    const errors = [...document.errors, ...document.warnings];
    if (errors.length > 0) return { faults: syntaxFaults(file, errors, lines) };
    // Aliases are refused outright: a story needs none, and nested ones can expand without bound.
    const alias = firstAlias(document);
    if (alias !== undefined)
      return fault({ file, line: lines.linePos(alias).line }, 'YAML aliases are not allowed in a story', 'yaml_alias');
    data = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause; // the call stack is full
    return fault({ file }, TOO_DEEP, 'yaml_nesting');
  }
  const parsed = Story.safeParse(data);
  if (parsed.success) return { story: parsed.data, faults: [] };
  return {
    faults: parsed.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      return new ContentError({ file, path: formatPath(path), line: lineOf(document, path, lines) }, issue.message);
    }),
  };
}

/** A story as the YAML an editor reads: one passage a line, long text unfolded. */
export function formatStoryFile(story: Story): string {
  const pairs = { flowCollectionPadding: true, lineWidth: 0 };
  return stringify(story, pairs);
}

function fault(at: { file: string; line?: number }, reason: string, code = 'bad_content'): { faults: ContentError[] } {
  return { faults: [new ContentError(at, reason, { code })] };
}

function syntaxFaults(file: string, errors: readonly YAMLError[], lines: LineCounter): ContentError[] {
  const faults = errors
    .slice(0, MOST_SYNTAX_ERRORS)
    .map(
      ({ pos: [offset], message, code }) =>
        new ContentError({ file, line: lines.linePos(offset).line }, firstLine(message), { code: code.toLowerCase() }),
    );
  const rest = errors.length - faults.length;
  return rest === 0
    ? faults
    : [...faults, new ContentError({ file }, `and ${rest} more ${rest === 1 ? 'fault' : 'faults'} of syntax`)];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

/** Where the first alias stands. */
function firstAlias(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias(_, { range }) {
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');
}

/** The line of the deepest node on the path that exists: a missing key is reported at its parent. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && 'value' in item.key && item.key.value === key);
      if (!pair) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}
