import edtf from 'edtf';

/** A stretch of time: inclusive ISO days (UTC), and whether the source only lets us place it approximately. */
export type Period = { from: string; to: string; approximate: boolean };

const ISO_DAY = 10;
const TYPES = ['Date', 'Interval'];
/** Years 0000 to 9999 and the qualifiers of level 1; EDTF also knows open ends, masks and seasons, which no reader expects here. */
const PLAIN = /^\d{4}[\d~?%/-]*$/;
const parsed = new Map<string, Period | undefined>();

/** Reads a date, month, year or closed interval in EDTF (ISO 8601-2, level 1); undefined where it is none of these. */
export function parseWhen(text: string): Period | undefined {
  if (!parsed.has(text)) parsed.set(text, read(text));
  return parsed.get(text);
}

function read(text: string): Period | undefined {
  if (!PLAIN.test(text)) return undefined;
  try {
    const { min, max } = edtf(text, { level: 1, types: TYPES });
    if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) return undefined;
    return { from: day(min), to: day(max), approximate: /[~?%]/.test(text) };
  } catch {
    return undefined; // the parser throws on anything it does not know
  }
}

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, ISO_DAY);
}

const FORMATS = {
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' }),
};

/** An EDTF value as people read it: “18 Oct 2023”, “Mar 2023”, “2022”, “Jan 2023 – Jul 2023”, “about 18 Oct 2023”. */
export function formatWhen(text: string): string {
  const [from = '', to] = text.split('/');
  return to === undefined ? formatOne(from) : `${formatOne(from)} – ${formatOne(to)}`;
}

function formatOne(text: string): string {
  const bare = text.replace(/[~?%]/g, '');
  const precision = bare.length > 7 ? 'day' : bare.length > 4 ? 'month' : 'year';
  const date = FORMATS[precision].format(new Date(bare));
  return bare === text ? date : `about ${date}`;
}
