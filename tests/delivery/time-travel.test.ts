import { expect, test } from 'vitest';
import { judge } from '../support/delivery-judge.ts';
import { AWKWARD, HOURLY, travel } from '../support/delivery-travel.ts';
import { seededRandom } from '../support/crash/seeded-random.ts';

const DAY_MS = 86_400_000;
/** Before and after a change of the clocks. */
const DAYS = 25;

// `npm run bench -- time-travel` goes through years in many zones.
test.for([
  { around: '2026-03-29', zones: ['Europe/Berlin', 'America/New_York', 'Africa/Casablanca'], seed: 1 },
  { around: '2026-10-25', zones: ['Europe/Berlin', 'Africa/Cairo', 'Pacific/Chatham'], seed: 2 },
  { around: '2026-04-05', zones: ['Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu'], seed: 3 },
  { around: '2011-12-30', zones: ['Pacific/Apia'], hourly: [HOURLY], seed: 4 },
])(
  'around $around in $zones each occurrence comes once or has its reason, whatever happens to the process, the clock and the platform',
  async ({ around, zones, hourly = [], seed }) => {
    const from = Date.parse(around) - DAYS * DAY_MS;
    const journey = {
      zones,
      schedules: [...AWKWARD, ...hourly],
      from,
      to: from + 2 * DAYS * DAY_MS,
      random: seededRandom(seed),
      calmDays: 1.5,
    };
    const travelled = await travel(journey);
    const verdicts = judge(journey, travelled);
    expect(verdicts.flatMap(({ violations }) => violations)).toEqual([]);
    for (const { counts } of verdicts) expect(counts['sent']).toBeGreaterThan(DAYS);
    expect(travelled.starts).toBeGreaterThan(1);
  },
);
