/** What Discord makes of Markdown: the text that a reader sees, and what in it is more than text. */
export type Reading = { text: string; acts: string[] };

/**
 * Reads Markdown as Discord's apps do (https://docs.discord.com/developers/reference#message-formatting and
 * https://support.discord.com/hc/en-us/articles/210298617): what comes first opens, nothing is escaped in the words of
 * a masked link, and what nothing closes is text. Knows no names of emoji, so any word is taken for one.
 */
export function readMarkdown(markdown: string): Reading {
  const acts: string[] = [];
  const text = lines(markdown, { acts, escapes: true, quoted: false });
  return { text, acts };
}

type State = { acts: string[]; escapes: boolean; quoted: boolean };

/** What is read at the start of a line. */
function lines(source: string, state: State): string {
  let text = '';
  let rest = source;
  while (rest !== '') {
    const [whole, inner] = opensLine(rest, state) ?? [];
    if (whole !== undefined && inner !== undefined) {
      text += inner;
      rest = rest.slice(whole.length);
      continue;
    }
    // Inline code and marks may run over several lines, so the inline reader says where the next line starts.
    const { shown, read } = inline(rest, state, true);
    text += shown;
    rest = rest.slice(read);
  }
  return text;
}

function opensLine(rest: string, state: State): [whole: string, shown: string] | undefined {
  const quote = state.quoted ? null : /^( *>>> +[^]*|(?: *>(?!>>) +[^\n]*(?:\n|$))+)/.exec(rest);
  if (quote) {
    state.acts.push('quotation');
    const bare = quote[0].replace(/^ *>>> ?/, '').replace(/^ *> ?/gm, '');
    return [quote[0], lines(bare, { ...state, quoted: true })];
  }
  const heading = /^ *#{1,3}\s+([^\n]+?)#*\s*(?:\n|$)/.exec(rest);
  if (heading) {
    state.acts.push('heading');
    return [heading[0], `${lines(heading[1] ?? '', state)}\n`];
  }
  const small = /^ *-# +([^\n]+)(?:\n|$)/.exec(rest);
  if (small) {
    state.acts.push('small print');
    return [small[0], `${lines((small[1] ?? '').trim(), state)}\n`];
  }
  const list = /^ *(?:[*-]|\d+\.) +([^\n]*(?:\n +(?!(?:[*-]|\d+\.) )[^\n]*)*)(?:\n|$)/.exec(rest);
  if (list) {
    state.acts.push('list');
    return [list[0], `${lines((list[1] ?? '').replace(/\n +/g, '\n'), state)}\n`];
  }
  return undefined;
}

/** Reads on to the next line's start where `toLine` says so, else to the end. */
function inline(source: string, state: State, toLine: boolean): { shown: string; read: number } {
  let shown = '';
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const [length, text] = opens(rest, state) ?? [1, rest.slice(0, 1)];
    shown += text;
    at += length;
    if (toLine && rest.slice(0, length).endsWith('\n')) break;
  }
  return { shown, read: at };
}

function opens(rest: string, state: State): [length: number, shown: string] | undefined {
  const { acts, escapes } = state;
  const act = (name: string, whole: string, shown = whole): [number, string] => {
    acts.push(name);
    return [whole.length, shown];
  };
  switch (rest.charAt(0)) {
    case '\\': {
      const [whole, sign = ''] = (escapes && /^\\([^0-9A-Za-z\s])/su.exec(rest)) || [];
      return whole === undefined ? undefined : [whole.length, sign];
    }
    case '¯':
      return rest.startsWith('¯\\_(ツ)_/¯') ? act('emoticon', '¯\\_(ツ)_/¯') : undefined;
    case '<': {
      const [whole] =
        /^<(?:@[!&$]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|id:[\w-]+(?::\d+)?|\d+:[\w-]+|sound:[^>]*|\/[^>\n]+:\d+|@time:[^>]*|[^\s<>@]+@[^\s<>@]+|(?:tel:|sms:)?\+?[\d()][\d()\- ./]+|[^: >]+:\/[^ >]+)>/.exec(
          rest,
        ) ?? [];
      return whole === undefined ? undefined : act('angle brackets', whole);
    }
    case '@': {
      const [whole] = /^@(?:everyone|here|silent)/.exec(rest) ?? [];
      return whole === undefined ? undefined : act('mention', whole);
    }
    case ':': {
      const [whole] = /^:[\w+-]+(?:::skin-tone-\d)?:/.exec(rest) ?? [];
      return whole === undefined ? undefined : act('emoji', whole);
    }
    case 'h':
    case 's': {
      const [whole] = /^(?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s]/.exec(rest) ?? [];
      return whole === undefined ? undefined : act(`address ${whole}`, whole);
    }
    case '[': {
      const link =
        /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"]([^]*?)['"])?\s*\)/.exec(
          rest,
        );
      if (!link) return undefined;
      const shown = inline(link[1] ?? '', { ...state, escapes: false }, false).shown;
      return act(`link ${link[2] ?? ''}`, link[0], shown);
    }
    case '`': {
      const block = /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][^]*?)\n*```/i.exec(rest);
      if (block) return act('block of code', block[0], block[1]);
      const code = /^(`+)([^]*?[^`])\1(?!`)/.exec(rest);
      return code ? act('code', code[0], code[2]) : undefined;
    }
    case '|': {
      const spoiler = /^\|\|([^]+?)\|\|/.exec(rest);
      return spoiler ? act('spoiler', spoiler[0], lines(spoiler[1] ?? '', state)) : undefined;
    }
    case '~': {
      const struck = /^~~([^]+?)~~(?!_)/.exec(rest);
      return struck ? act('strikethrough', struck[0], lines(struck[1] ?? '', state)) : undefined;
    }
    case '*':
    case '_': {
      const [longest] = [
        ['bold', /^\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/.exec(rest)] as const,
        ['underlined', /^__((?:\\[^]|[^\\])+?)__(?!_)/.exec(rest)] as const,
        ['italic', /^_((?:__|\\[^]|[^\\_])+?)_(?!\w)/.exec(rest)] as const,
        ['italic', /^\*(?=\S)((?:\*\*|\\[^]|\s+(?:\\[^]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/.exec(rest)] as const,
      ].sort(([, a], [, b]) => (b?.[0].length ?? 0) - (a?.[0].length ?? 0));
      const [name, found] = longest ?? [];
      return name && found ? act(name, found[0], lines(found[1] ?? '', state)) : undefined;
    }
    default:
      return undefined;
  }
}
