import { cleanLine } from '../clean-line.ts';
import type { Picture } from '../reply.ts';

/** What the shortest platform takes: Discord's description of an attachment or media item (1,024), then Slack's alt_text (2,000). */
export const LONGEST_ALT = 1_024;

const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });
const SHORTEST_PART = 24;

/** What a picture shows, in words and figures, for who does not see it; `closing` is a sentence at its end. At most 1,024 characters. */
export function altText(picture: Picture, closing = ''): string {
  const end = closing === '' ? '' : ` ${closing}`;
  switch (picture.type) {
    case 'quote': {
      const said = [picture.speaker, picture.role, picture.said ?? ''].filter(Boolean).join(', ');
      return clip(`Quote card: “${cleanLine(picture.text)}” ${said}. ${picture.source}.${end}`, LONGEST_ALT);
    }
    case 'bars': {
      const several = picture.groups.length === 1 ? 'Bar chart' : 'Bar charts';
      const parts = picture.groups.flatMap(({ unit, bars }) =>
        bars.map(({ label, value }) => `${label}: ${FIGURE.format(value)}${unit === '%' ? '' : ' '}${unit}`),
      );
      return listed(`${several}. `, parts, end);
    }
    case 'timeline':
      return listed(
        'Timeline. ',
        picture.events.map(({ when, label }) => `${when}: ${label.replace(/\.$/, '')}`),
        end,
      );
  }
}

/** All parts, each shortened alike where they are too long together; those that even so find no room are counted. */
function listed(opening: string, parts: string[], end: string): string {
  const clean = parts.map(cleanLine);
  const whole = `${opening}${clean.join('; ')}.${end}`;
  if (whole.length <= LONGEST_ALT) return whole;
  const room = LONGEST_ALT - opening.length - end.length - more(clean.length).length - 1;
  const each = Math.max(SHORTEST_PART, Math.floor(room / clean.length) - 2);
  const shown: string[] = [];
  let used = 0;
  for (const part of clean) {
    const short = clip(part, each);
    if (used + short.length + 2 > room) break;
    shown.push(short);
    used += short.length + 2;
  }
  return `${opening}${shown.join('; ')}${more(clean.length - shown.length)}.${end}`;
}

function more(count: number): string {
  return count === 0 ? '' : `; and ${count} more`;
}

/** Text that is not longer than this, cut at a word. */
function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > most / 2 ? space : undefined).replace(/[\s,;:.]+$/, '')}…`;
}
