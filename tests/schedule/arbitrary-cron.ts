import fc from 'fast-check';

type Field = { text: string; open: boolean; has: (value: number) => boolean };

/** A cron expression of the plain forms, and by what it is made of whether a wall time (as if UTC) matches: no parser between. */
export type MadeCron = { expr: string; matches: (wall: number) => boolean };

const WEEKDAYS = ['sun', 'Mon', 'TUE', 'wed', 'thu', 'fri', 'sat'];

const anything: Field = { text: '*', open: true, has: () => true };
const sunday: Field = { text: '7', open: false, has: (day) => day === 0 };

function field(least: number, most: number, names: (value: number) => string = String): fc.Arbitrary<Field> {
  const value = fc.integer({ min: least, max: most });
  const list = fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((values): Field => {
    return { text: values.map(names).join(), open: false, has: (n) => values.includes(n) };
  });
  // From and to differ: a day “to” itself is read as a whole week where it is Sunday, which is 0 and 7.
  const ends = fc.uniqueArray(value, { minLength: 2, maxLength: 2 }).map((both) => both.sort((a, b) => a - b));
  const range = fc.tuple(ends, fc.integer({ min: 1, max: 3 })).map(([[from = 0, to = 0], step]): Field => {
    return {
      text: `${names(from)}-${names(to)}${step > 1 ? `/${step}` : ''}`,
      open: false,
      has: (n) => n >= from && n <= to && (n - from) % step === 0,
    };
  });
  const step = fc.integer({ min: 2, max: Math.min(most, 20) }).map((size): Field => {
    return { text: `*/${size}`, open: false, has: (n) => (n - least) % size === 0 };
  });
  return fc.oneof(list, range, step);
}

/** The field or, more often, `*`. */
function mostlyOpen(restricted: fc.Arbitrary<Field>): fc.Arbitrary<Field> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(anything) }, { weight: 1, arbitrary: restricted });
}

export const arbitraryCron: fc.Arbitrary<MadeCron> = fc
  .record({
    minute: fc.oneof(fc.constant(anything), field(0, 59)),
    hour: fc.oneof(fc.constant(anything), field(0, 23), field(0, 4)),
    day: mostlyOpen(field(1, 31)),
    month: mostlyOpen(field(1, 12)),
    weekday: mostlyOpen(
      fc.oneof(
        field(0, 6),
        field(0, 6, (day) => WEEKDAYS[day] ?? ''),
        fc.constant(sunday),
      ),
    ),
  })
  .map(({ minute, hour, day, month, weekday }) => ({
    expr: [minute, hour, day, month, weekday].map(({ text }) => text).join(' '),
    matches(wall) {
      const at = new Date(wall);
      const onDay = day.has(at.getUTCDate());
      const onWeekday = weekday.has(at.getUTCDay());
      return (
        minute.has(at.getUTCMinutes()) &&
        hour.has(at.getUTCHours()) &&
        month.has(at.getUTCMonth() + 1) &&
        (day.open || weekday.open ? onDay && onWeekday : onDay || onWeekday)
      );
    },
  }));
