import { Parser } from 'htmlparser2';

/** Elements that a reader sees nothing of, or nothing to read: they go with all that is in them. */
const DROPPED = new Set(
  'script style noscript template iframe frame frameset object embed applet canvas audio video svg math map select option datalist textarea button input progress meter dialog'.split(
    ' ',
  ),
);

/** What the readings look at; the rest (style, event handlers, sources, data) is left behind. */
const KEPT_ATTRIBUTES = new Set(
  'class id rel href lang dir role itemprop itemtype itemscope property name content http-equiv datetime title aria-label type charset data-testid data-component data-qa data-type'.split(
    ' ',
  ),
);

const VOID = new Set('area base br col hr img link meta source track wbr'.split(' '));

/** As deep as Blink nests elements before it flattens them (its own limit is 512); the libraries behind recurse. */
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 8000;
const MAX_WEIGHT = 400_000;
const MAX_TEXT = 500_000;
const MAX_MARKS = 10_000;
/** Past it no page is read on: what opens so many elements closes none. */
const MAX_OPEN = 2000;
class Enough extends Error {}
const MAX_ATTRIBUTE = 2000;

const FRAME = new Set(['html', 'head', 'body']);
const HEAD = new Set(['meta', 'link', 'base', 'title']);

/** `weight` grows with the number of elements, their depths, and the text at each depth: what looks at each and walks up takes so many steps. */
export type Tidy = { html: string; structured: string[]; weight: number };

/**
 * A page without scripts, styles, forms, hidden elements and event handlers, bounded in depth and number of elements,
 * as HTML with one head and one body; `structured` is what its JSON-LD scripts hold. Hidden elements stay where
 * `keepHidden` asks for it.
 */
export function tidyHtml(html: string, { keepHidden = false } = {}): Tidy {
  const head: string[] = [];
  const out: string[] = [];
  const structured: string[] = [];
  let root = '';
  const open: boolean[] = []; // for each open element, whether it is written
  let written = 0;
  let elements = 0;
  let weight = 0;
  let length = 0;
  let dropped = 0; // how many open elements are inside a dropped one, itself counted
  let json: string[] | undefined;
  let inTitle = false;

  // The DOM has a node for each character reference, so there are only so many.
  let marks = 0;
  const escaped = (text: string): string =>
    text
      .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (told, hex?: string, decimal?: string) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        const isPlain = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
        return isPlain ? String.fromCodePoint(code) : told;
      })
      .replace(/[<&]/g, (mark) => ((marks += 1) > MAX_MARKS ? ' ' : mark === '<' ? '&lt;' : mark));

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (dropped + open.length > MAX_OPEN) throw new Enough();
        if (dropped > 0) {
          dropped += 1;
          return;
        }
        if (name === 'script' && /^application\/ld\+json/i.test(attributes['type']?.trim() ?? '')) json = [];
        const gone =
          DROPPED.has(name) ||
          elements >= MAX_ELEMENTS ||
          weight >= MAX_WEIGHT ||
          (!keepHidden && !FRAME.has(name) && isHidden(attributes));
        if (gone) {
          dropped = 1;
          return;
        }
        if (name === 'html') root ||= attributesOf(name, attributes);
        const write =
          VOID.has(name) ||
          HEAD.has(name) ||
          (!FRAME.has(name) && written < MAX_DEPTH && /^[a-z][\w:-]{0,40}$/.test(name));
        if (!VOID.has(name)) open.push(write);
        if (!write) return;
        if (!VOID.has(name)) written += 1;
        elements += 1;
        weight += written + 12;
        inTitle = name === 'title';
        (HEAD.has(name) ? head : out).push(`<${name}${attributesOf(name, attributes)}>`);
      },
      ontext(text) {
        if (json) json.push(text);
        else if (dropped === 0 && length < MAX_TEXT) {
          const part = text.slice(0, MAX_TEXT - length);
          length += part.length;
          weight += (part.length * written) / 100;
          // A mark left alone must not make up a tag with what comes after the next one.
          (inTitle ? head : out).push(escaped(part.replace(/<[/!?]?$/, '$& ')));
        }
      },
      onclosetag(name) {
        if (dropped > 0) {
          dropped -= 1;
          if (dropped === 0 && json) {
            structured.push(json.join(''));
            json = undefined;
          }
          return;
        }
        if (VOID.has(name)) return;
        inTitle = false;
        if (!open.pop()) return;
        written -= 1;
        const into = name === 'title' ? head : out;
        // What holds nothing shows nothing.
        if (name !== 'td' && name !== 'th' && into.at(-1)?.startsWith(`<${name}`) && /^<\w/.test(into.at(-1) ?? '')) {
          into.pop();
          elements -= 1;
        } else into.push(`</${name}>`);
      },
    },
    { decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  try {
    parser.end(html);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return { html: `<html${root}><head>${head.join('')}</head><body>${out.join('')}</body></html>`, structured, weight };
}

function attributesOf(name: string, attributes: Record<string, string>): string {
  let written = '';
  for (const [key, value] of Object.entries(attributes)) {
    if (!KEPT_ATTRIBUTES.has(key) || value.length > MAX_ATTRIBUTE) continue;
    if (name === 'img' && key !== 'class') continue;
    written += ` ${key}="${value.replaceAll('"', '&quot;')}"`;
  }
  return written;
}

/** What browsers do not show, as far as the markup itself tells. */
function isHidden(attributes: Record<string, string>): boolean {
  return (
    ('hidden' in attributes && attributes['hidden'] !== 'until-found') ||
    attributes['aria-hidden'] === 'true' ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes['style'] ?? '')
  );
}
