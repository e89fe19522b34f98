import { expect, onTestFinished, test } from 'vitest';
import type { Asker } from '../../src/command.ts';
import { openEngine, type Engine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import type { Origin } from '../../src/origin.ts';
import type { Reply } from '../../src/reply.ts';
import type { Place } from '../../src/schedule/subscription.ts';
import { OPERATOR, READER, textOf } from '../support/run.ts';

const CHANNEL = 'slack:T1:C1';
const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const MONDAY = new Date('2026-11-23T10:00:00Z');

/** A channel whose members may have digests, unless a refusal says otherwise. */
function anOrigin(parts: Partial<Origin> = {}): Origin {
  return {
    place: HERE,
    isDirect: false,
    placeNamed: async (typed) =>
      typed === 'C2' ? { ...HERE, channel: 'C2' } : { refusal: `I know no channel “${typed}”.` },
    refusal: async () => undefined,
    isEditor: async () => true,
    zone: async () => undefined,
    ...parts,
  };
}

async function anEngine(): Promise<Engine> {
  let at = MONDAY.getTime();
  const engine = await openEngine({
    memory: true,
    storiesDir: 'stories',
    log: createLog('silent'),
    now: () => new Date(at++), // no two are made in the same instant
  });
  onTestFinished(() => engine.close());
  return engine;
}

type Asking = { origin?: Origin | undefined; asker?: Asker; channel?: string };

function asker(engine: Engine) {
  return (line: string, { origin = anOrigin(), asker = READER, channel = CHANNEL }: Asking = {}): Promise<Reply> =>
    engine.dispatch({ line, channel, asker, origin });
}

const said = async (reply: Promise<Reply>) => textOf(await reply);
const lines = (reply: Reply) => reply.actions.map(({ command }) => command);

test('a subscription is echoed in words with its next three times and can be undone', async () => {
  const engine = await anEngine();
  const reply = await asker(engine)('/digest subscribe daily-brief 9am weekdays Europe/Berlin xi-putin');
  expect(reply).toMatchObject({ outcome: 'answer', visibility: 'channel' });
  expect(textOf(reply)).toContain(
    'daily-brief here, at 09:00, Monday through Friday, Berlin time (Europe/Berlin), about xi-putin.',
  );
  expect(textOf(reply)).toContain('Next: Tue 24 Nov, 09:00 CET; Wed 25 Nov, 09:00 CET; Thu 26 Nov, 09:00 CET.');
  const [held] = await engine.digests.list(CHANNEL);
  expect(held).toMatchObject({
    place: HERE,
    cron: '0 9 * * 1-5',
    zone: 'Europe/Berlin',
    options: { story: 'xi-putin' },
  });
  expect(lines(reply)).toEqual(['preview', 'send-now', 'pause', 'remove'].map((what) => `/digest ${what} ${held?.id}`));
});

test('whoever gives no time zone gets their own, else the channel’s, else UTC, and is told', async () => {
  const ask = asker(await anEngine());
  expect(await said(ask('/digest subscribe quote-of-the-day'))).toContain('I do not know your time zone and took UTC');
  const kolkata = anOrigin({ zone: async () => 'Asia/Kolkata' });
  expect(await said(ask('/digest subscribe weekly-recap', { origin: kolkata, channel: 'slack:T1:C9' }))).toContain(
    'Asia/Kolkata',
  );
  await ask('/digest subscribe daily-brief Asia/Kathmandu');
  expect(await said(ask('/digest subscribe weekly-recap 5pm'))).toContain('Asia/Kathmandu');
});

test.for([
  ['/digest subscribe', /Which digest\? There is daily-brief, quote-of-the-day,? or weekly-recap/],
  ['/digest subscribe morning-news', /There is no digest “morning-news”/],
  ['/digest subscribe daily-brief at:25:00', /25:00/],
  ['/digest subscribe daily-brief timezone:CET', /CET/],
  ['/digest subscribe daily-brief days:someday', /someday/],
  ['/digest subscribe daily-brief "* * * * *"', /hour/],
  ['/digest subscribe daily-brief about:atlantis', /I know no story and no topic “atlantis”/],
  ['/digest subscribe daily-brief channel:nowhere', /I know no channel “nowhere”/],
  ['/digest subscribe daily-brief late:90', /late/],
  ['/digest pause', /Nothing is scheduled here/],
  ['/digest pause d-222222', /Nothing is scheduled here under “d-222222”/],
  ['/digest dance', /Please give the action: subscribe, list, preview/],
] as [string, RegExp][])('%s is a clear error and changes nothing', async ([line, says]) => {
  const engine = await anEngine();
  const reply = await asker(engine)(line);
  expect(reply).toMatchObject({ outcome: 'error', visibility: 'asker' });
  expect(textOf(reply)).toMatch(says);
  expect(await engine.digests.list()).toEqual([]);
});

test('who may not, and where nothing can be posted, gets the reason and nothing happens', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  const closed = anOrigin({ refusal: async () => 'Ask an admin of this workspace.' });
  expect(await said(ask('/digest subscribe daily-brief', { origin: closed }))).toBe('Ask an admin of this workspace.');
  const nowhere = anOrigin({ place: undefined, why: 'I am no member of this server.' });
  expect(await said(ask('/digest subscribe daily-brief', { origin: nowhere }))).toBe('I am no member of this server.');
  await ask('/digest subscribe daily-brief');
  const [held] = await engine.digests.list();
  const other = { id: 'u7', name: 'Other', isOperator: false };
  for (const what of ['pause', 'resume', 'remove', 'send-now'])
    expect(await said(ask(`/digest ${what} ${held?.id}`, { origin: closed, asker: other }))).toBe(
      'Ask an admin of this workspace.',
    );
  expect(await engine.digests.find(held?.id ?? '')).toMatchObject({ paused: undefined });
  // Whoever made it may always stop it, never start it again.
  expect(await said(ask(`/digest pause ${held?.id}`, { origin: closed }))).toContain('Paused');
  expect(await said(ask(`/digest resume ${held?.id}`, { origin: closed }))).toBe('Ask an admin of this workspace.');
  expect(await said(ask(`/digest remove ${held?.id}`, { origin: closed }))).toContain('Removed');
});

test('a shell has no channel: it previews, and an operator there may still stop what runs', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  await ask('/digest subscribe daily-brief');
  const [held] = await engine.digests.list();
  const shell = (line: string) => engine.dispatch({ line, channel: 'terminal', asker: OPERATOR });
  expect(await said(shell('/digest subscribe daily-brief'))).toContain('here you can preview them');
  expect(await said(shell('/digest preview quote-of-the-day'))).toContain(
    'A preview, as of Mon 23 Nov, 10:00 UTC; nothing was posted.',
  );
  expect(await said(shell(`/digest pause ${held?.id}`))).toContain('Paused: daily-brief');
});

test('another channel’s subscription is nobody’s business but its maker’s and the operator’s', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  await ask('/digest subscribe daily-brief');
  const [held] = await engine.digests.list();
  const elsewhere = { channel: 'slack:T1:C2' };
  const stranger = { id: 'u9', name: 'Stranger', isOperator: false };
  const line = `/digest pause ${held?.id}`;
  expect(await said(ask(line, { ...elsewhere, asker: stranger }))).toContain('Nothing is scheduled here under');
  expect(await said(ask(`/digest list`, elsewhere))).toContain('Nothing is scheduled here');
  expect(await said(ask(line, elsewhere))).toContain('Paused');
});

test('a second click changes nothing more and says so', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  await ask('/digest subscribe daily-brief 9am');
  expect(await said(ask('/digest subscribe daily-brief 9am'))).toMatch(/has exactly that already: daily-brief, d-/);
  expect(await engine.digests.list()).toHaveLength(1);
  for (const [line, first, second] of [
    ['/digest send-now', 'is on its way', 'asked for within this minute already'],
    ['/digest pause', 'Paused', 'is paused already'],
    ['/digest resume', 'Resumed', 'is not paused'],
  ] as const) {
    expect(await said(ask(line))).toContain(first);
    expect(await said(ask(line))).toContain(second);
  }
  expect(await said(ask('/digest remove'))).toContain('Removed');
  expect(await said(ask('/digest remove'))).toContain('Nothing is scheduled here');
});

test('the list tells state and next time, and asks which one is meant where there are several', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  expect(await said(ask('/digest list'))).toContain('Nothing is scheduled here. Try /digest subscribe');
  await ask('/digest subscribe daily-brief 9am Europe/Berlin');
  await ask('/digest subscribe daily-brief 5pm Europe/Berlin late:2');
  expect(await said(ask('/digest pause daily-brief'))).toMatch(
    /Which one\? This channel has d-\w+ \(daily-brief\) or d-\w+ \(daily-brief\)/,
  );
  const [, later] = await engine.digests.list();
  await ask(`/digest pause ${later?.id}`);
  const list = await ask('/digest list');
  expect(list).toMatchObject({ visibility: 'asker', title: '2 digests in this channel' });
  expect(textOf(list)).toContain('next Tue 24 Nov, 09:00 CET; subscribed by Reader');
  expect(textOf(list)).toContain('up to 2 h late; paused: paused by Reader');
  expect(lines(list)).toContain(`/digest resume ${later?.id}`);
});

test('a mistyped name acts on nothing', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  await ask('/digest subscribe daily-brief');
  for (const line of ['/digest remove weekly', '/digest pause d-abc12', '/digest send-now brief'])
    expect(await said(ask(line))).toContain('Nothing is scheduled here under');
  expect(await engine.digests.list()).toMatchObject([{ digest: 'daily-brief', paused: undefined }]);
  expect(await said(ask('/digest subscribe nonsense 9am'))).toContain('There is no digest “nonsense”');
});

test('two clicks at once make one subscription', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  const line = '/digest subscribe daily-brief 9am';
  const replies = await Promise.all([said(ask(line)), said(ask(line))]);
  expect(replies.filter((text) => text.startsWith('Subscribed'))).toHaveLength(1);
  expect(await engine.digests.list()).toHaveLength(1);
});

test('a channel has at most 25 subscriptions', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  for (let i = 0; i < 25; i += 1) await ask(`/digest subscribe daily-brief at:${i % 24}:${i < 24 ? '00' : '30'}`);
  expect(await engine.digests.list()).toHaveLength(25);
  expect(await said(ask('/digest subscribe weekly-recap'))).toContain('which is the most; remove one first');
});

test('the history says what became of each occurrence and why', async () => {
  const engine = await anEngine();
  const ask = asker(engine);
  expect(await said(ask('/digest history'))).toContain('Nothing was due here yet');
  await ask('/digest subscribe daily-brief 9am Europe/Berlin');
  await ask('/digest send-now');
  const [claimed] = await engine.storage.ledger.claim({
    platform: 'slack',
    at: '2026-11-23T10:00:01.000Z',
    until: '2026-11-23T10:02:00.000Z',
    holder: 'test',
    most: 1,
  });
  await engine.storage.ledger.settle(
    [{ id: claimed?.id ?? '', state: 'failed', says: 'the channel is archived' }],
    '2026-11-23T10:00:02.000Z',
  );
  expect(await said(ask('/digest history'))).toBe(
    'Mon 23 Nov, 11:00 CET | daily-brief (asked for) | failed: the channel is archived',
  );
});
