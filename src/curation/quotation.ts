/** A span of a text, [start, end) in UTF-16 code units. */
export type Span = { start: number; end: number };

/**
 * A direct quotation in an article: [start, end) are the words between the quotation marks, exactly `text`.
 * `speaker` is the fullest name or description that the article gives whoever speaks, undefined where it tells none;
 * `mention` the words that name them there (a pronoun, a surname), `cue` the clause that attributes it (“she told
 * reporters on Tuesday”), where there is one. `isScare`: marks around words that nobody is cited with.
 */
export type Quotation = Span & {
  text: string;
  speaker?: string | undefined;
  mention?: Span | undefined;
  cue?: Span | undefined;
  isScare?: boolean;
};

/** Somebody or something named in an article: the fullest name, what it says they are, other names it uses, and every mention. */
export type NamedPerson = {
  name: string;
  role?: string | undefined;
  kind: 'person' | 'organisation' | 'document';
  aliases: string[];
  mentions: Span[];
};
