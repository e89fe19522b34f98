const MARK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/**
 * What a person typed, from the text that Slack sends: mentions and links as they were seen, `&lt; &gt; &amp;` as the
 * characters, without mentions of `bot` (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function plainText(text: string, bot?: string): string {
  return text
    .replace(MARK, (_, sign: string, target: string, label: string | undefined) => {
      if (sign === '@' && target === bot) return ' ';
      if (sign === '@') return `@${label ?? target}`;
      if (sign === '#') return `#${label || target}`; // of a private channel the label is empty
      if (sign === '!') return label ?? `@${target.split('^')[0]}`;
      return label ?? target;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&') // last: “&amp;lt;” is a typed “&lt;”
    .trim();
}

/** The channels that a text mentions: by `#name`, as `plainText` leaves it, the id. */
export function mentionedChannels(text: string): Map<string, string> {
  return new Map([...text.matchAll(/<#([CG][A-Z0-9]+)\|([^<>]+)>/g)].map(([, id = '', name = '']) => [`#${name}`, id]));
}
