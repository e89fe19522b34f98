import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as breathe } from 'node:timers/promises';
import { judgeMutant } from '../tests/support/judge-mutant.ts';
import { mutants } from '../tests/support/mutants.ts';
import { quantile, report } from './report.ts';

const SEED = 20_261_128;
const COUNT = 10_000;

/** Ten thousand damaged and hostile pages and feeds: none may crash or hang the reading, leave markup in a text, ping, or make it ask a server. */
export async function run(): Promise<boolean> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const trap = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const outcomes = { read: 0, refused: 0, empty: 0 };
  const times: number[] = [];
  let faults = 0;
  for (const mutant of mutants(COUNT, SEED, trap)) {
    const { outcome, fault, ms } = judgeMutant(mutant);
    outcomes[outcome] += 1;
    times.push(ms);
    if (fault !== undefined) {
      faults += 1;
      console.log(`${mutant.number} ${mutant.name} (${mutant.how.join(', ')}): ${fault}`);
    }
    if (mutant.number % 50 === 0) await breathe(); // lets the server see what came
  }
  await breathe();
  server.close();
  return report('mutated', [
    { name: 'read', value: outcomes.read, unit: '' },
    { name: 'refused with a reason', value: outcomes.refused, unit: '' },
    { name: 'read, without any text', value: outcomes.empty, unit: '' },
    { name: `faults, of ${COUNT}`, value: faults, unit: '', limit: 0 },
    { name: 'requests to the trap', value: asked, unit: '', limit: 0 },
    { name: 'median', value: quantile(times, 0.5), unit: 'ms' },
    { name: 'slowest', value: Math.max(...times), unit: 'ms', limit: 2000 },
  ]);
}
