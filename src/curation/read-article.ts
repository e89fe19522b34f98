import { readCast } from './people/cast.ts';
import type { NamedPerson, Quotation } from './quotation.ts';
import { attribute } from './quotes/attribute.ts';
import { findMarked } from './quotes/find-marked.ts';
import { withoutHeadlines } from './quotes/judge-marked.ts';
import { readSentences } from './quotes/lex.ts';

/** The quotations of an article with who speaks, and the people it names, in one pass. Offsets count in the text as given. */
export function readArticle(text: string): { quotations: Quotation[]; people: NamedPerson[] } {
  const marked = withoutHeadlines(text, findMarked(text));
  const outermost = marked.filter(({ isNested }) => !isNested);
  const sentences = readSentences(text, outermost);
  const cast = readCast(text, sentences);
  const attributed = attribute(text, sentences, outermost, cast);
  const quotations = marked.map(
    (each) => attributed.get(each) ?? { start: each.start, end: each.end, text: text.slice(each.start, each.end) },
  );
  const people = cast.entities
    .filter(({ isPerson, words, kind }) => isPerson || kind === 'organisation' || words.length > 1)
    .filter(({ mentions }) => mentions.length > 0)
    .map(({ name, role, kind, aliases, mentions }) => ({
      name,
      role,
      kind,
      aliases: [...aliases].filter((alias) => alias !== name),
      mentions,
    }));
  return { quotations, people };
}
