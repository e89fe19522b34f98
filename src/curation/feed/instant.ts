/** Hours east of UTC for the zone names that feeds use, RFC 822's own and others (RFC 822, section 5.1). */
const ZONES: Record<string, number> = {
  UT: 0, UTC: 0, GMT: 0, Z: 0, WET: 0, WEST: 1, BST: 1, IST: 5.5, CET: 1, CEST: 2, MEZ: 1, MESZ: 2, EET: 2, EEST: 3, MSK: 3, AST: -4, ADT: -3,
  EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10, SGT: 8, HKT: 8, JST: 9, KST: 9, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
}; // prettier-ignore
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?`;
const ZONE = String.raw`\s*((?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,5})?`;
const ISO = new RegExp(String.raw`^(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+${TIME}${ZONE})?`, 'i');
const RFC822 = new RegExp(
  String.raw`(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s,-]+(\d{4}|\d\d)(?:,?\s+(?:at\s+)?${TIME}${ZONE})?`,
  'i',
);
const AMERICAN = new RegExp(
  String.raw`([A-Za-z]{3})[A-Za-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?${TIME}${ZONE})?`,
  'i',
);
const CTIME = new RegExp(String.raw`([A-Za-z]{3})\s+(\d{1,2})\s+${TIME}${ZONE}\s+(\d{4})$`, 'i');

/**
 * A feed's date as an ISO instant in UTC: RFC 3339 and its near relations, RFC 822 with two-digit years and named zones,
 * ctime, “March 3, 2026 9:00 AM”. Without a zone it is read as UTC; undefined where it is no date.
 */
export function instantOf(written: string | undefined): string | undefined {
  const text = written?.trim().slice(0, 100) ?? '';
  const [iso, rfc, american, c] = [ISO, RFC822, AMERICAN, CTIME].map((form) => form.exec(text));
  return (
    (iso && build(iso[1], Number(iso[2]), iso[3], iso.slice(4))) ??
    (rfc && build(rfc[3], monthOf(rfc[2]), rfc[1], rfc.slice(4))) ??
    (american && build(american[3], monthOf(american[1]), american[2], american.slice(4))) ??
    (c ? build(c[8], monthOf(c[1]), c[2], c.slice(3, 8)) : undefined)
  );
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

function build(
  year = '',
  month: number,
  day = '',
  [h = '0', m = '0', s = '0', half, zone]: (string | undefined)[],
): string | undefined {
  const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  const hour = half ? (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(h);
  const date = Number(day);
  if (month < 1 || month > 12 || date < 1 || date > 31 || hour > 24 || Number(m) > 59 || full < 1900 || full > 2200)
    return undefined;
  const midnight = new Date(Date.UTC(full, month - 1, date));
  if (midnight.getUTCMonth() !== month - 1) return undefined; // 31 February
  return new Date(
    midnight.getTime() + ((hour - hoursEast(zone)) * 60 + Number(m)) * 60_000 + Math.min(Number(s), 59) * 1000,
  ).toISOString();
}

function hoursEast(zone = ''): number {
  const offset = /([+-])(\d{1,2}):?(\d\d)?$/.exec(zone.trim());
  if (!offset) return ZONES[zone.trim().toUpperCase()] ?? 0;
  return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) + Number(offset[3] ?? 0) / 60);
}
