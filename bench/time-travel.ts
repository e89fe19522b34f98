import { judge, type Verdict } from '../tests/support/delivery-judge.ts';
import { AWKWARD, HOURLY, travel, type Journey } from '../tests/support/delivery-travel.ts';
import { seededRandom } from '../tests/support/crash/seeded-random.ts';

/** Zones whose clocks change in ways of their own, half an hour, at midnight, round Ramadan, or not at all. */
const TODAY = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Chatham',
  'UTC',
];
/** Zones that changed their rules in those years: a day left out, summer time for good, half an hour for good. */
const HISTORIC = [
  'Africa/Cairo',
  'America/Caracas',
  'America/Sao_Paulo',
  'Asia/Pyongyang',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Pacific/Apia',
];

type Span = { name: string; zones: readonly string[]; from: string; to: string; hourly: boolean };

const SPANS: readonly Span[] = [
  { name: '2025 and 2026', zones: TODAY, from: '2025-01-01', to: '2027-01-01', hourly: false },
  { name: '2010 and 2011', zones: HISTORIC, from: '2010-01-01', to: '2012-01-01', hourly: false },
  { name: '2015 and 2016', zones: HISTORIC, from: '2015-01-01', to: '2017-01-01', hourly: false },
  {
    name: 'hourly in 2026',
    zones: ['Australia/Lord_Howe', 'Europe/Berlin'],
    from: '2026-01-01',
    to: '2027-01-01',
    hourly: true,
  },
];
const CALM_DAYS = 4;
const MOST_SHOWN = 20;

/** Two years at a time in many zones, the process stopped and killed, clocks put back and forward, people pausing, the platform failing; each occurrence is held against a walk through every minute of its zone. A number after the name is another seed. */
export async function run(): Promise<boolean> {
  const seed = Number(process.argv[3] ?? 1);
  const table: Record<string, Record<string, number>> = {};
  const violations: string[] = [];
  for (const [i, span] of SPANS.entries()) {
    for (const verdict of await goThrough(span, seed * SPANS.length + i)) {
      table[`${span.name}, ${verdict.zone}`] = { ...verdict.counts, violations: verdict.violations.length };
      violations.push(...verdict.violations);
    }
  }
  console.table(table);
  for (const violation of violations.slice(0, MOST_SHOWN)) console.log(violation);
  console.log(JSON.stringify({ benchmark: 'time-travel', seed, violations: violations.length, zones: table }));
  return violations.length === 0;
}

async function goThrough({ zones, from, to, hourly }: Span, seed: number): Promise<Verdict[]> {
  const journey: Journey = {
    zones,
    schedules: hourly ? [HOURLY] : AWKWARD,
    from: Date.parse(from),
    to: Date.parse(to),
    random: seededRandom(seed),
    calmDays: CALM_DAYS,
  };
  return judge(journey, await travel(journey));
}
