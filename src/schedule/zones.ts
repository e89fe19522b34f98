import { echo } from '../echo.ts';
import { UserError } from '../errors.ts';
import { indexNames } from '../facts/nearest.ts';
import { fold } from '../facts/words.ts';
import { ABBREVIATIONS, COMMON_ZONES, OTHER_CITIES, RENAMED } from './zone-names.ts';

const LONGEST = 60;
/** In shorter names every typo is another word. */
const SHORTEST = 4;
const EXAMPLES = ['Europe/Berlin', 'Asia/Kolkata'];
const OFFSET = /^(?:utc|gmt)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?$/i;

type Index = {
  names: ReadonlyMap<string, string>;
  nearest: ReturnType<typeof indexNames<string>>;
};

let made: Index | undefined;

/** Made when it is first asked for: it takes some milliseconds, and most runs name no zone. */
function index(): Index {
  made ??= makeIndex();
  return made;
}

/** Each zone's own name, its city and its old name, as `simplify` leaves them. */
function makeIndex(): Index {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED.get(zone) ?? zone)];
  const names = new Map(
    [
      ['gmt', 'UTC'] as const,
      ...OTHER_CITIES,
      ...[...RENAMED].flatMap(([old, zone]) => [old, cityOf(old)].map((name) => [name, zone] as const)),
      ...zones.flatMap((zone) => [cityOf(zone), zone].map((name) => [name, zone] as const)),
    ].map(([name, zone]) => [simplify(name), zone]),
  );
  const together = [...Map.groupBy(names, ([, zone]) => zone).values()].flat();
  const nearest = indexNames(
    together.map(([name, value]) => ({ name, value })),
    (zone) => zone,
    2,
  );
  return { names, nearest };
}

/**
 * The zone that is meant by an IANA name in any case, old or new, or by a city. Throws a UserError that says what to
 * type: for an abbreviation or an offset, which say nothing of clock changes, and for what is unknown.
 */
export function findZone(typed: string): string {
  const name = simplify(typed);
  if (OFFSET.test(typed.trim()))
    throw refusal(`“${echo(typed)}” is an offset, which does not follow clock changes; ${suchAs(EXAMPLES)}`);
  const meant = ABBREVIATIONS.get(name);
  if (meant)
    throw refusal(
      `“${echo(typed)}” is an abbreviation, which may mean several zones or only half of a year; ${suchAs(meant)}`,
    );
  const found = index().names.get(name) ?? findLink(typed);
  if (found !== undefined) return found;
  if (name.length < SHORTEST || name.length > LONGEST)
    throw refusal(`“${echo(typed)}” is no time zone that I know; ${suchAs(EXAMPLES)}`);
  const near = index().nearest(name);
  const guesses = near.found === undefined ? near.nearest : [near.found];
  throw refusal(`I know no time zone “${echo(typed)}”; the nearest I know: ${either(guesses)}`);
}

/** Zones to complete what was typed, at most so many: by the start of their city or name, then by any part of it. */
export function suggestZones(typed: string, most: number): string[] {
  const name = simplify(typed);
  if (name === '') return COMMON_ZONES.slice(0, most);
  const known = [...index().names];
  const starting = known.filter(([each]) => each.startsWith(name));
  const cities = starting.filter(([each]) => !each.includes('/')).map(([, zone]) => zone);
  return [
    ...new Set([
      ...(ABBREVIATIONS.get(name) ?? []),
      ...cities.filter((zone) => COMMON_ZONES.includes(zone)),
      ...cities,
      ...starting.map(([, zone]) => zone),
      ...known.filter(([each]) => each.includes(name)).map(([, zone]) => zone),
    ]),
  ].slice(0, most);
}

/** Whether a word of a command line can only be meant as a zone, right or wrong. */
export function looksLikeZone(word: string): boolean {
  const name = simplify(word);
  return (
    index().names.has(name) ||
    ABBREVIATIONS.has(name) ||
    OFFSET.test(word) ||
    /^[a-z]{2,}\/[a-z][a-z0-9 +/]*$/.test(name)
  );
}

/** The city after which a zone is named, or the zone itself: “New York”, “UTC”. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** “GB”, “US/Eastern”, “Etc/GMT+5”: names that only Intl knows. Its own abbreviations of three letters are left out. */
function findLink(typed: string): string | undefined {
  const name = typed.trim().replace(/\s+/g, '_');
  if (/^[a-z]{3}$/i.test(name) || name.length > LONGEST) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    const zone = RENAMED.get(timeZone) ?? timeZone;
    return index().names.has(simplify(zone)) || zone.startsWith('Etc/') ? zone : undefined;
  } catch {
    return undefined; // Intl throws on what it does not know
  }
}

/** Case, diacritics, and what stands between the words of a name, folded. */
function simplify(text: string): string {
  return fold(text)
    .replace(/[\s_.,-]+/g, ' ')
    .trim();
}

/** “a, b or c”. The formatter is slow to make and not kept: only refusals need it. */
function either(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);
}

function suchAs(zones: readonly string[]): string {
  return `name a city, such as ${either(zones)}`;
}

function refusal(sentence: string): UserError {
  return new UserError(`${sentence}.`, { code: 'unknown_zone' });
}
