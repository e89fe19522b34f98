import { parseJson } from '../../parse-json.ts';
import { plainText } from './plain-text.ts';

/** What a page's JSON-LD says of the article: as it stands there, not yet checked against the page. */
export type Structured = {
  headline?: string | undefined;
  authors: string[];
  published?: string | undefined;
  publisher?: string | undefined;
  language?: string | undefined;
  url?: string | undefined;
  body?: string | undefined;
};

type Node = Record<string, unknown>;

/** schema.org's Article and its subtypes, with the postings of a live blog. */
const ARTICLE = /(?:Article|Posting|Report|Review|Report(?:age)?NewsArticle)$/;
const MAX_NODES = 2000;

/** The article among JSON-LD scripts: alone, in arrays, in @graph, or as another thing's mainEntity (schema.org/Article). */
export function readStructured(scripts: readonly string[]): Structured {
  const nodes = scripts.flatMap((script) => nodesOf(parseLoosely(script))).slice(0, MAX_NODES);
  const articles = nodes.filter((node) => types(node).some((type) => ARTICLE.test(type)));
  const article = articles.find((node) => text(node['headline']) && node['datePublished']) ?? articles[0];
  const page = nodes.find((node) => types(node).includes('WebPage'));
  const find = (value: unknown): unknown => {
    const id = isNode(value) && Object.keys(value).length === 1 ? value['@id'] : undefined;
    return id === undefined
      ? value
      : (nodes.find((node) => node['@id'] === id && Object.keys(node).length > 1) ?? value);
  };
  const source = article ?? {};
  const main = source['mainEntityOfPage'];
  return {
    headline: text(source['headline']) ?? text(source['name']),
    authors: list(source['author'] ?? source['creator']).flatMap((author) => nameOf(find(author))),
    published: text(source['datePublished'] ?? source['dateCreated'] ?? page?.['datePublished']),
    publisher: nameOf(find(source['publisher'] ?? page?.['publisher']))[0],
    language: text(source['inLanguage'] ?? page?.['inLanguage']),
    url: text(isNode(main) ? main['@id'] : main) ?? text(source['url']),
    body: bodyOf(source),
  };
}

/** A live blog's updates stand in `liveBlogUpdate`, newest first; read in the page's order. */
function bodyOf(source: Node): string | undefined {
  const whole = text(source['articleBody']);
  if (whole !== undefined) return whole;
  const updates = list(source['liveBlogUpdate']).filter(isNode);
  const parts = updates.flatMap((update) => [text(update['headline']), text(update['articleBody'])]);
  return parts.some(Boolean) ? parts.filter(Boolean).join('\n\n') : undefined;
}

/** Scripts in the wild hold raw line ends in strings, CDATA and comment marks, and semicolons at the end. */
function parseLoosely(script: string): unknown {
  const bare = script
    .replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)/, '')
    .replace(/(?:\/\/\s*)?(?:\]\]>|-->)\s*$/, '')
    .trim()
    .replace(/;$/, '');
  return parseJson(bare) ?? parseJson(bare.replace(/[\p{Cc}]+/gu, ' '));
}

function nodesOf(root: unknown): Node[] {
  const found: Node[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0 && found.length < MAX_NODES) {
    const next = waiting.shift();
    if (Array.isArray(next)) waiting.unshift(...next.slice(0, MAX_NODES));
    else if (isNode(next)) {
      found.push(next);
      for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'author', 'publisher', 'hasPart'])
        if (typeof next[key] === 'object') waiting.push(next[key]);
    }
  }
  return found;
}

function types(node: Node): string[] {
  return list(node['@type']).filter((type): type is string => typeof type === 'string');
}

function nameOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(nameOf);
  const name = isNode(value) ? text(value['name']) : text(value);
  return name === undefined ? [] : [name];
}

function text(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'string') return undefined;
  const plain = plainText(first);
  return plain === '' ? undefined : plain;
}

function list(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
