import { measureDiscord, measureSlack } from './delivery/rates.ts';
import { measureThroughput } from './delivery/throughput.ts';
import { report } from './report.ts';

/** While working on it a tenth will do. */
const SHARE = process.argv.includes('--quick') ? 0.1 : 1;

/** How fast digests go out where the platforms set the pace, and where only the data file does. */
export async function run(): Promise<boolean> {
  return report('delivery', [
    ...(await measureThroughput(10_000 * SHARE)),
    ...(await measureSlack(2000 * SHARE)),
    ...(await measureDiscord(10_000 * SHARE)),
  ]);
}
