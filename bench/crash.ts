import { crashOnce, type Outcome } from '../tests/support/crash/crash-run.ts';
import { MAIN } from '../tests/support/crash/programs.ts';
import { report } from './report.ts';

/** At least a hundred; each has so many subscriptions due on each platform. */
const RUNS = Number(process.env['CRASH_RUNS'] ?? 100);
const EACH = Number(process.env['CRASH_EACH'] ?? 200);
/** They mostly wait: for the next attempt, and until a message would be there. */
const AT_ONCE = 8;
const FIRST_SEED = Number(process.env['CRASH_SEED'] ?? 1);
const PLATFORMS = ['discord', 'slack'] as const;

/** Kills the bot at every point of its posts while both platforms fail, and counts what they stored: each message once. */
export async function run(): Promise<boolean> {
  const seeds = Array.from({ length: RUNS }, (_, i) => FIRST_SEED + i);
  const outcomes: Outcome[] = [];
  const broken: number[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        try {
          const outcome = await crashOnce(seed, EACH, MAIN);
          outcomes.push(outcome);
          console.log(describe(outcome));
        } catch (error) {
          broken.push(seed);
          console.error(`seed ${seed} broke off:`, error);
        }
      }
    }),
  );
  const total = (of: (outcome: Outcome) => number) => outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  const names = [...new Set(outcomes.flatMap(({ faults }) => [...faults.keys()]))].toSorted();
  return report('crash', [
    { name: 'runs', value: outcomes.length, unit: '', atLeast: 100 },
    { name: 'runs that broke off', value: broken.length, unit: '', limit: 0 },
    { name: 'kills', value: total(({ kills }) => kills), unit: '' },
    ...PLATFORMS.flatMap((platform) => [
      { name: `messages due on ${platform}`, value: outcomes.length * EACH, unit: '' },
      { name: `lost on ${platform}`, value: total((outcome) => outcome[platform].lost), unit: '', limit: 0 },
      { name: `doubled on ${platform}`, value: total((outcome) => outcome[platform].doubled), unit: '', limit: 0 },
      {
        name: `not as in the ledger on ${platform}`,
        value: total((outcome) => outcome[platform].untrue),
        unit: '',
        limit: 0,
      },
    ]),
    ...names.map((name) => ({
      name: `faults: ${name}`,
      value: total(({ faults }) => faults.get(name) ?? 0),
      unit: '',
    })),
  ]);
}

function describe({ seed, kills, faults, discord, slack }: Outcome): string {
  const many = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const ends = [discord, slack].map(
    ({ lost, doubled, untrue }) => `${lost} lost, ${doubled} doubled, ${untrue} untrue`,
  );
  return `seed ${seed}: ${kills} kills, ${many} faults; Discord ${ends[0]}; Slack ${ends[1]}`;
}
