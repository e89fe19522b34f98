import { LineCounter, isMap, isNode, isSeq, parseDocument, stringify, type Document } from 'yaml';
import { ContentError } from '../errors.ts';
import { Story } from './story.ts';

/** A story is a few hundred items; anything larger is not one. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Reads one story file. Each fault becomes a ContentError with file, line and path; `story` is there only without any. */
export function parseStoryFile(
  file: string,
  text: string,
): { story: Story; faults: [] } | { story?: never; faults: ContentError[] } {
  if (Buffer.byteLength(text) > MAX_BYTES) return fault(file, `is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0 || document.warnings.length > 0) {
    const faults = [...document.errors, ...document.warnings].map(
      ({ pos: [offset], message, code }) =>
        new ContentError({ file, line: lines.linePos(offset).line }, firstLine(message), { code: code.toLowerCase() }),
    );
    return { faults };
  }
  let data: unknown;
  try {
    // Aliases are refused outright: a story needs none, and nested ones can expand without bound.
    data = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    return {
      faults: [
        new ContentError({ file, line: aliasLine(text) }, 'YAML aliases are not allowed in a story', {
          code: 'yaml_alias',
          cause,
        }),
      ],
    };
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

function fault(file: string, reason: string): { faults: ContentError[] } {
  return { faults: [new ContentError({ file }, reason)] };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

function aliasLine(text: string): number {
  return text.split('\n').findIndex((line) => /(?:^|[\s:[,-])\*[\w-]/.test(line)) + 1;
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
