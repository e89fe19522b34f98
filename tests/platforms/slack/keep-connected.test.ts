import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepConnected } from '../../../src/platforms/slack/keep-connected.ts';
import { TIMING } from '../../../src/platforms/slack/timing.ts';

type Established = { how: string; ended: Promise<string> };

/** A keeper whose connections are these, one after another; each pause lasts for ever. */
function aKeeper(...connections: Promise<Established>[]) {
  const lines: unknown[] = [];
  const log = (line: unknown) => void lines.push(line);
  const keeper = keepConnected({
    log: { info: log, warn: log, error: log, debug: log },
    timing: { ...TIMING, pause: () => new Promise(() => {}) },
    establish: () => connections.shift() ?? Promise.reject(new Error('no network')),
    explain: () => ({ says: 'it failed', waits: true }),
    onConnected: log,
    onGivenUp: log,
  });
  return { keeper, lines };
}

test('hanging up while a connection is being made is no failure', async () => {
  const connecting = Promise.withResolvers<Established>();
  const { keeper, lines } = aKeeper(connecting.promise);
  keeper.start();
  keeper.stop();
  connecting.reject(new Error('the connection closed at once'));
  await turn();
  expect(keeper.status().says).toBe('disconnected from Slack');
  expect(lines).toEqual([]);
});

test('a reply that goes out mends what a reply reported, not a connection that is gone', async () => {
  const ended = Promise.withResolvers<string>();
  const { keeper } = aKeeper(Promise.resolve({ how: 'by Socket Mode', ended: ended.promise }));
  keeper.start();
  await keeper.ready;
  keeper.fail('the token was withdrawn');
  keeper.recover();
  expect(keeper.status()).toEqual({ state: 'connected', says: 'connected by Socket Mode' });
  ended.resolve('link_disabled');
  await turn();
  keeper.recover();
  expect(keeper.status()).toEqual({ state: 'failed', says: 'it failed' });
  keeper.stop();
});
