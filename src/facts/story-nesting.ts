import { Lexer } from 'yaml';

/** A story nests five levels. Deeper than this is none, and a parser that recurses could be made to fail. */
const DEEPEST = 40;

/** What the lexer says between the parts of the text: a document begins, brackets end too early, a scalar follows. */
const SCALAR = '\u001f';
const MARKS = new Set(['\u0002', '\u0018', SCALAR]);
/** Blanks (a byte-order mark is one), line ends, comments, commas, colons and document ends open no level. */
const NO_NODE = /^(?:[\s#%,:]|---|\.\.\.)/;

/** Where a YAML text nests too deeply, by brackets, indentation or dashes in a row: the offset of the first such place. */
export function tooDeep(text: string): number | undefined {
  const columns: number[] = []; // of the block levels that the token stands in
  let brackets = 0;
  let offset = 0;
  let lineStart = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    const isScalar = before === SCALAR;
    before = token;
    if (MARKS.has(token)) continue;
    if (isScalar || !NO_NODE.test(token)) {
      if (!isScalar && /^[\]}]$/.test(token)) brackets = Math.max(0, brackets - 1);
      else {
        if (brackets === 0) {
          const column = offset - lineStart;
          while ((columns.at(-1) ?? -1) >= column) columns.pop();
          columns.push(column);
        }
        if (!isScalar && /^[[{]$/.test(token)) brackets += 1;
        if (columns.length + brackets > DEEPEST) return offset;
      }
    }
    offset += token.length;
    const lastBreak = token.lastIndexOf('\n');
    if (lastBreak >= 0) lineStart = offset - token.length + lastBreak + 1;
  }
  return undefined;
}
