import { cleanLine } from '../clean-line.ts';
import type { Palette } from './palette.ts';

/** Inter first, which an upload is drawn in; a page has its own. No quotation marks: it stands in attributes as it is. */
export const FONT_FAMILY = 'Inter, system-ui, Roboto, Helvetica, Arial, sans-serif';

const CORNER = 12;

/** Text from outside as one line that XML 1.0 allows (production 2, Char, and the discouraged noncharacters). */
export function drawable(text: string): string {
  return cleanLine(text)
    .replace(/\p{Noncharacter_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The surface of a picture that stands alone, with an edge that shows on a surface of its own colour. */
export function frame(width: number, height: number, { surface, edge }: Palette): string {
  return `<rect x="0.75" y="0.75" width="${width - 1.5}" height="${height - 1.5}" rx="${CORNER}" fill="${surface}" stroke="${edge}" stroke-width="1.5"/>`;
}
