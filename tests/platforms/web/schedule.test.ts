import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startDeliveries } from '../../../src/delivery/deliveries.ts';
import type { Engine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { createWebApp } from '../../../src/platforms/web/app.ts';
import { createConversations } from '../../../src/platforms/web/conversations.ts';
import { createOutlet } from '../../../src/platforms/web/outlet.ts';
import { createPreviews } from '../../../src/previews.ts';
import { channelKey } from '../../../src/schedule/subscription.ts';
import {
  aMessage,
  aScheduleEngine,
  aSubscription,
  COOKIE,
  fillSchedule,
  NOW,
  record,
  SUBSCRIPTIONS,
  VISITOR,
} from './schedule-fixture.ts';

const ORIGIN = 'http://127.0.0.1:3000';
/** A visitor who comes through a proxy is no operator. */
const READER = { via: '1.1 proxy' };

type On = ReturnType<typeof createWebApp>;

async function get(on: On, path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await on.request(`${ORIGIN}${path}`, { headers: { cookie: COOKIE, ...headers } })).text();
}

function submit(on: On, path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return on.request(`${ORIGIN}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { cookie: COOKIE, 'sec-fetch-site': 'same-origin', ...headers },
  });
}

function say(on: On, said: { line: string; zone?: string }, headers: Record<string, string> = {}) {
  return on.request(`${ORIGIN}/say`, {
    method: 'POST',
    body: JSON.stringify(said),
    headers: { cookie: COOKIE, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
  });
}

/** The words of a page, as one reads them. */
function words(page: string): string {
  return page
    .replace(/<\/?(?:a|abbr|code|em|span|strong)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:])/g, '$1');
}

/** What stands on one day of the month. */
function day(page: string, date: string): string {
  return words(new RegExp(`<time datetime="${date}">(.*?)</td>`, 's').exec(page)?.[1] ?? 'no such day').trim();
}

function cards(page: string): string[] {
  return [...page.matchAll(/<article\s+class="subscription.*?<\/article>/gs)].map(([card]) => card);
}

async function filled(): Promise<{ engine: Engine; on: On }> {
  const engine = await aScheduleEngine();
  await fillSchedule(engine);
  return { engine, on: createWebApp(engine, { previews: createPreviews(engine.commands) }) };
}

test('a digest is completed by its name as the line is typed', async () => {
  const { engine, on } = await filled();
  const [digest] = engine.digests.digests;
  const line = `/digest subscribe digest:${digest?.name.slice(0, 4)}`;
  const offered = await get(on, `/complete?line=${encodeURIComponent(line)}`);
  expect(JSON.parse(offered)).toContainEqual(
    expect.objectContaining({ line: `/digest subscribe digest:${digest?.name}` }),
  );
});

describe('subscriptions', () => {
  test('of all platforms are told to the operator: where, when, what and by whom', async () => {
    const { on } = await filled();
    const [discord = '', slack = '', web = '', resting = ''] = cards(await get(on, '/schedule')).map(words);
    expect(discord).toContain('Discord, channel 900000000000000002 server 900000000000000001');
    expect(discord).toContain('at 09:00, Monday through Friday, Berlin time (Europe/Berlin)');
    expect(discord).toContain('Wed 21 May, 09:00 CEST Thu 22 May, 09:00 CEST Fri 23 May, 09:00 CEST');
    expect(discord).toContain('by Ada Lindqvist, Mon 28 Apr, 14:00 CEST');
    expect(slack).toContain('Slack, channel C024BE91L workspace T024BE7LD, thread 1934567890.000100');
    expect(slack).toContain('story harbour-bridge, repeats an older one when nothing is new, as a picture card');
    expect(web).toContain('This conversation');
    expect(web).toContain('topic transport');
    expect(resting).toContain('Paused by itself, Mon 12 May, 09:00 CEST: the channel is archived.');
    expect(resting).toContain('Slack, direct message with U024BE7LH');
    expect(resting).toContain('90 min late');
    expect(resting).toContain('none while it is paused');
  });

  test('of others are nobody else’s, nor can another visitor change their own', async () => {
    const { on } = await filled();
    const page = await get(on, '/schedule', READER);
    expect(cards(page)).toHaveLength(1);
    expect(page).toContain('d-webweb');
    expect(page).not.toMatch(/d-discrd|d-slack2|C024BE91L|name="action"/);
    expect(words(await get(on, '/schedule?subscription=d-discrd', READER))).toContain('removed or never was');
  });

  test('of other visitors do not give away their names, which are as good as keys', async () => {
    const { on } = await filled();
    const page = await get(on, '/schedule', { cookie: 'pullquote=AnotherAnotherAnother1' });
    expect(page).toContain('Visit…');
    expect(page).not.toContain(VISITOR);
  });

  test('are shown one at a time where that is asked, with a history also after they were removed', async () => {
    const { engine, on } = await filled();
    expect(cards(await get(on, '/schedule?subscription=d-slack2'))).toHaveLength(1);
    await engine.digests.remove('d-slack2');
    const page = await get(on, '/schedule?subscription=d-slack2');
    expect(cards(page)).toHaveLength(0);
    expect(words(page)).toContain('Only d-slack2, which is removed or never was.');
    expect(day(page, '2031-05-14')).toContain('12:30 sent quote-of-the-day');
  });

  test('that are very many are counted, and twenty shown', async () => {
    const engine = await aScheduleEngine();
    for (let i = 0; i < 120; i += 1)
      await engine.storage.subscriptions.add(
        aSubscription({ id: `d-${i}`, place: { platform: 'slack', workspace: 'T1', channel: `C${i}` } }),
      );
    const page = await get(createWebApp(engine), '/schedule');
    expect(cards(page)).toHaveLength(20);
    expect(words(page)).toContain('These are the first 20 of 120 subscriptions.');
    expect(day(page, '2031-05-21')).toContain('daily-brief ◇120 planned');
  });

  test('whose zone or times can be read no more do not take the page with them', async () => {
    const engine = await aScheduleEngine();
    await engine.storage.subscriptions.add(aSubscription({ id: 'd-zone22', zone: 'Atlantis/Capital' }));
    await engine.storage.subscriptions.add(aSubscription({ id: 'd-cron22', cron: 'when it suits', zone: 'UTC' }));
    await record(engine, aSubscription({ id: 'd-zone22' }), '2031-05-19T07:00:00.000Z', { state: 'sent' });
    const page = await get(createWebApp(engine), '/schedule');
    expect(cards(page)).toHaveLength(2);
    expect(words(page)).toContain('at “when it suits”, UTC');
    expect(day(page, '2031-05-19')).toContain('07:00 sent');
  });
});

describe('the month', () => {
  test('has what became of each post, and what is still to come, by sign and word', async () => {
    const { on } = await filled();
    const page = await get(on, '/schedule');
    expect(day(page, '2031-05-07')).toBe('Wed 7 ✓09:00 sent daily-brief ✓14:30 sent quote-of-the-day');
    expect(day(page, '2031-05-08')).toContain('✕09:00 failed');
    expect(day(page, '2031-05-12')).toContain('–14:30 skipped');
    expect(day(page, '2031-05-15')).toContain('!14:30 missed');
    expect(day(page, '2031-05-19')).toContain('◷09:00 late');
    expect(day(page, '2031-05-19')).toContain('→14:30 sending');
    expect(day(page, '2031-05-20')).toBe('Tue 20 ◔09:00 due daily-brief ◇14:30 planned quote-of-the-day');
    expect(day(page, '2031-05-24')).toBe('Sat 24 ◇14:30 planned quote-of-the-day');
  });

  test('is told in another zone and for another month where that is asked', async () => {
    const { on } = await filled();
    const page = await get(on, '/schedule?month=2031-06&zone=asia/tokyo');
    expect(day(page, '2031-06-02')).toBe('Mon 2 ◇16:00 planned daily-brief ◇21:30 planned quote-of-the-day');
    expect(page).toContain('href="/schedule?month=2031-07&amp;zone=asia%2Ftokyo#the_month"');
    expect(day(page, '2031-06-01')).toBe('Sun 1 ◇21:30 planned quote-of-the-day'); // the other one rests
  });

  test.for([
    'month=2031-13',
    'month=0001-01',
    'month=x',
    'zone=Nowhere',
    'zone=&month=',
    'subscription=%3Cb%3E',
    'said=x&of=y',
  ])('takes any query, such as %s', async (query) => {
    const { on } = await filled();
    const page = await get(on, `/schedule?${query}`);
    expect(page).toContain('May 2031');
    expect(page).not.toContain('role="status"');
  });

  test('in which nothing happens says so', async () => {
    const { on } = await filled();
    expect(words(await get(on, '/schedule?month=1999-01'))).toContain(
      'Nothing was posted, and nothing is planned, in January 1999.',
    );
  });
});

describe('a delivery', () => {
  const path = /\/schedule\/deliveries\/[\w-]{22}/;

  test('is listed with its lag and its reason', async () => {
    const { on } = await filled();
    const page = words(/<table class="deliveries".*<\/table>/s.exec(await get(on, '/schedule'))?.[0] ?? '');
    expect(page).toContain('Mon 19 May, 09:42 CEST 42 min after its time 1 Pullquote was not running then');
    expect(page).toContain('the bot may not send messages in this channel');
    expect(page).toContain('Thu 1 May, 07:00 CEST 1 the channel is archived');
  });

  test('has a page with the very message and what it cites, here and as on a platform', async () => {
    const engine = await aScheduleEngine();
    const on = createWebApp(engine, { previews: createPreviews(engine.commands) });
    await engine.storage.subscriptions.add(SUBSCRIPTIONS.discord);
    const id = await record(engine, SUBSCRIPTIONS.discord, '2031-05-19T07:00:00.000Z', { state: 'sent' });
    const page = await get(on, `/schedule/deliveries/${id}`);
    expect(words(page)).toContain('Your daily brief Mira Vale reopened the harbour bridge');
    expect(page).toContain('href="/stories/harbour-bridge#opening"');
    expect(page).toContain('1234567890123456789');
    for (const name of ['Discord', 'Slack'])
      expect(await get(on, `/schedule/deliveries/${id}?on=${name.toLowerCase()}`)).toContain(
        `aria-label="Pullquote, as on ${name}"`,
      );
  });

  test('of many pages is turned by links, for it is no turn of the chat', async () => {
    const engine = await aScheduleEngine();
    const on = createWebApp(engine, { previews: createPreviews(engine.commands) });
    const items = Array.from({ length: 150 }, (_, i) => [{ type: 'text' as const, text: `${i} ${'x '.repeat(25)}` }]);
    const { place, digest, id: subscription } = SUBSCRIPTIONS.discord;
    await engine.storage.subscriptions.add(SUBSCRIPTIONS.discord);
    const content = { ...aMessage(), blocks: [{ type: 'list' as const, ordered: true, items }] };
    await engine.storage.ledger.add(
      {
        id: 'many-pages',
        subscription,
        kind: 'asked',
        occurrence: NOW.toISOString(),
        place,
        digest,
        expiresAt: '2032',
        content,
      },
      NOW.toISOString(),
    );
    const page = await get(on, '/schedule/deliveries/many-pages?on=discord&page=1');
    expect(page).toContain('as on Discord, page 2 of');
    expect(page).toContain('href="?on=discord&amp;page=2#the_message"');
    expect(page).not.toContain('action="/look"');
  });

  test('is seen by whom it was sent to and by the operator, and by nobody else', async () => {
    const { on } = await filled();
    const theirs = path.exec(await get(on, '/schedule?subscription=d-discrd'))?.[0] ?? '';
    const own = path.exec(await get(on, '/schedule', READER))?.[0] ?? '';
    const status = async (address: string, headers = {}) =>
      (await on.request(`${ORIGIN}${address}`, { headers: { cookie: COOKIE, ...headers } })).status;
    expect(await Promise.all([status(theirs), status(own, READER)])).toEqual([200, 200]);
    expect(await status(theirs, READER)).toBe(404);
    expect(await status(own, { ...READER, cookie: 'pullquote=AnotherAnotherAnother1' })).toBe(404);
    expect(await status('/schedule/deliveries/none')).toBe(404);
  });
});

describe('a button', () => {
  test.for([
    { action: 'pause', id: 'd-discrd', said: 'd-discrd is paused', again: 'd-discrd was paused already' },
    { action: 'resume', id: 'd-rest22', said: 'd-rest22 goes on', again: 'd-rest22 was not paused' },
    {
      action: 'send',
      id: 'd-discrd',
      said: 'd-discrd is being posted now',
      again: 'd-discrd was asked for within this',
    },
    { action: 'remove', id: 'd-discrd', said: 'd-discrd is removed', again: 'd-discrd was removed already' },
  ])('does $action once, and says what it came to', async ({ action, id, said, again }) => {
    const { on } = await filled();
    for (const expected of [said, again]) {
      const response = await submit(on, `/schedule/${id}?month=2031-06`, { action });
      expect(response.status).toBe(303);
      const address = response.headers.get('location') ?? '';
      expect(address).toMatch(/^\/schedule\?month=2031-06&/);
      expect(words(await get(on, address))).toContain(expected);
    }
  });

  test('really changes what it says', async () => {
    const { engine, on } = await filled();
    await submit(on, '/schedule/d-discrd', { action: 'pause' });
    expect((await engine.digests.find('d-discrd'))?.paused?.says).toBe('paused on the schedule page');
    await submit(on, '/schedule/d-discrd', { action: 'resume' });
    expect((await engine.digests.find('d-discrd'))?.paused).toBeUndefined();
    await submit(on, '/schedule/d-discrd', { action: 'send' });
    expect((await engine.digests.history({ most: 1 }))[0]).toMatchObject({ kind: 'asked', subscription: 'd-discrd' });
    await submit(on, '/schedule/d-discrd', { action: 'remove' });
    expect(await engine.digests.find('d-discrd')).toBeUndefined();
  });

  test.for([
    { from: READER, form: { action: 'remove' }, status: 403 },
    { from: { 'sec-fetch-site': 'cross-site' }, form: { action: 'remove' }, status: 403 },
    { from: {}, form: { action: 'explode' }, status: 400 },
    { from: {}, form: {}, status: 400 },
  ] as { from: Record<string, string>; form: Record<string, string>; status: number }[])(
    'pressed with $form from $from is answered with $status, and changes nothing',
    async ({ from, form, status }) => {
      const { engine, on } = await filled();
      expect((await submit(on, '/schedule/d-discrd', form, from)).status).toBe(status);
      expect(await engine.digests.find('d-discrd')).toMatchObject({ paused: undefined });
    },
  );
});

describe('with nothing scheduled', () => {
  test('the page has a line that works as it stands', async () => {
    const engine = await aScheduleEngine();
    const on = createWebApp(engine);
    const line = /<code>(\/digest subscribe [^<]+)<\/code>/.exec(await get(on, '/schedule'))?.[1] ?? '';
    await say(on, { line });
    const [made] = await engine.digests.list();
    expect(made).toMatchObject({ place: { platform: 'web', workspace: '', channel: VISITOR }, cron: '0 9 * * 1-5' });
    expect(made && channelKey(made.place)).toBe(`web:${VISITOR}`);
    expect(cards(await get(on, '/schedule'))).toHaveLength(1);
  });

  test('it says to others where they can subscribe', async () => {
    const on = createWebApp(await aScheduleEngine());
    expect(words(await get(on, '/schedule', READER))).toContain('On this page only the operator can subscribe');
  });
});

describe('a line said on the page', () => {
  test.for([
    { sent: 'America/New_York', zone: 'America/New_York' },
    { sent: 'Nowhere/<b>', zone: 'UTC' },
    { sent: undefined, zone: 'UTC' },
  ])('is meant in the browser’s time zone: $sent is $zone', async ({ sent, zone }) => {
    const engine = await aScheduleEngine();
    await say(createWebApp(engine), { line: '/digest subscribe daily-brief 9am', ...(sent && { zone: sent }) });
    expect((await engine.digests.list()).map((each) => each.zone)).toEqual([zone]);
  });

  test('subscribes nobody but the operator, and to nowhere but here', async () => {
    const engine = await aScheduleEngine();
    const on = createWebApp(engine);
    const reader = await say(on, { line: '/digest subscribe daily-brief 9am' }, READER);
    expect(await reader.text()).toContain('On this page only the operator can do that');
    const elsewhere = await say(on, { line: '/digest subscribe daily-brief 9am channel:#news' });
    expect(await elsewhere.text()).toContain('This page has no channels');
    expect(await engine.digests.list()).toEqual([]);
  });
});

/** A page whose conversations are posted to. */
async function posting() {
  const time = { now: NOW };
  const engine = await aScheduleEngine(time);
  const conversations = createConversations();
  const on = createWebApp(engine, { conversations });
  const outlet = createOutlet(conversations, engine.digests);
  return { time, engine, on, outlet };
}

describe('a scheduled post', () => {
  test('comes into the conversation that subscribed to it, with its address', async () => {
    const { time, engine, on, outlet } = await posting();
    await say(on, { line: '/digest subscribe quote-of-the-day 14:00', zone: 'Europe/Berlin' });
    const { digestParts: parts, storage } = engine;
    const now = () => time.now;
    const deliveries = await startDeliveries({ parts, storage, outlets: [outlet], log: createLog('silent'), now });
    time.now = new Date('2031-05-20T12:00:20.000Z');
    await deliveries.tick();
    await deliveries.idle();
    const page = await get(on, '/');
    expect(page).toMatch(
      /<p class="scheduled"><a href="\/schedule\/deliveries\/[\w-]{22}">Scheduled: quote-of-the-day/,
    );
    expect(page).toContain('because you subscribed to it');
    expect(words(await get(on, '/schedule'))).toContain('20 s after its time');
    await deliveries.close();
  });

  test('comes once, however often it is posted, and only where the conversation is held', async () => {
    const { engine, on, outlet } = await posting();
    const place = SUBSCRIPTIONS.web.place;
    const post = { id: 'one-delivery', place, reply: aMessage() };
    expect(await outlet.post(post)).toEqual({ message: 'one-delivery' });
    expect(await get(on, '/')).toContain('Every sentence traced');
    await say(on, { line: '/help' });
    await outlet.post(post);
    await outlet.post(post);
    expect((await get(on, '/')).match(/class="scheduled"/g)).toHaveLength(1);
    expect(await outlet.find(post, NOW)).toBeUndefined();
    await submit(on, '/restart', {});
    await outlet.post(post);
    expect(await get(on, '/')).toContain('Every sentence traced');
    expect(await engine.digests.list()).toEqual([]);
  });

  test('is kept from others', async () => {
    const { on, outlet } = await posting();
    await say(on, { line: '/help' });
    await outlet.post({ id: 'one-delivery', place: SUBSCRIPTIONS.web.place, reply: aMessage() });
    expect(await get(on, '/', { cookie: 'pullquote=AnotherAnotherAnother1' })).not.toContain('one-delivery');
  });
});

/** A page whose deliveries last looked at the clock so long ago. */
async function watched(sinceTickMs: number | undefined) {
  const engine = await aScheduleEngine();
  const outlets = [createOutlet(createConversations(), engine.digests)];
  const deliveries = () => ({ sinceTick: () => sinceTickMs, outlets });
  return { engine, on: createWebApp(engine, { deliveries, clock: () => 0 }) };
}

describe('what machines ask for', () => {
  const MINUTE = 60_000;
  const Health = z.object({ status: z.string(), problems: z.array(z.string()), lastTick: z.string().nullable() });

  test.for([
    { sinceTickMs: 30_000, status: 200, says: 'ok', lastTick: '2031-05-20T09:59:30.000Z' },
    { sinceTickMs: 4 * MINUTE, status: 503, says: 'failing', lastTick: '2031-05-20T09:56:00.000Z' },
    { sinceTickMs: undefined, status: 200, says: 'ok', lastTick: null },
  ])('is told to everyone: a tick $sinceTickMs ms ago is $says', async ({ sinceTickMs, status, says, lastTick }) => {
    const { on } = await watched(sinceTickMs);
    const response = await on.request(`${ORIGIN}/healthz`, { headers: READER });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null]);
    expect(Health.parse(await response.json())).toMatchObject({ status: says, lastTick });
  });

  test('is that nothing works where the deliveries never start', async () => {
    const time = { ms: 0 };
    const on = createWebApp(await aScheduleEngine(), { clock: () => time.ms });
    expect((await on.request(`${ORIGIN}/healthz`)).status).toBe(200);
    time.ms = 4 * MINUTE;
    expect((await on.request(`${ORIGIN}/healthz`)).status).toBe(503);
    expect(words(await get(on, '/schedule'))).toContain(
      'Nobody has looked at the schedule since the start 4 minutes ago.',
    );
    expect(await get(on, '/schedule', READER)).not.toContain('Nobody has looked');
  });

  test('is told in numbers to the operator alone', async () => {
    const { engine, on } = await watched(1000);
    await engine.storage.subscriptions.add(SUBSCRIPTIONS.web);
    await record(engine, SUBSCRIPTIONS.web, '2031-05-20T09:00:00.000Z', { state: 'sent', late: true });
    await record(engine, SUBSCRIPTIONS.web, '2031-05-20T09:58:00.000Z', 'due');
    const response = await on.request(`${ORIGIN}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const numbers = (await response.text()).split('\n');
    expect(numbers).toContain('pullquote_deliveries{platform="web",state="late"} 1');
    expect(numbers).toContain('pullquote_delivery_lag_seconds{platform="web"} 120');
    expect((await on.request(`${ORIGIN}/metrics`, { headers: READER })).status).toBe(403);
  });
});
