import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { startWeb, type WebServer } from '../../../src/platforms/web/server.ts';
import { createPreviews } from '../../../src/previews.ts';
import { launchBrowser } from '../../support/browser.ts';
import { faultsOf, openPage, overflowOf, rulesFor, unfoldAll } from './open-page.ts';
import {
  aMessage,
  aScheduleEngine,
  aSubscription,
  COOKIE,
  fillSchedule,
  record,
  SUBSCRIPTIONS,
} from './schedule-fixture.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

async function serve(
  fill: (engine: Engine) => Promise<unknown> = fillSchedule,
): Promise<WebServer & { engine: Engine }> {
  const engine = await aScheduleEngine();
  await fill(engine);
  const previews = createPreviews(engine.commands);
  const web = await startWeb({ engine, host: '127.0.0.1', port: 0, previews, log: createLog('silent') });
  onTestFinished(() => web.close());
  return { ...web, engine };
}

/** The page as the visitor sees it who has one of the subscriptions. */
async function open({ url }: WebServer, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const [name = '', value = ''] = COOKIE.split('=');
  const { hostname: domain } = new URL(url);
  const cookie = {
    name,
    value,
    domain,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  };
  return openPage(browser, `${url}${path}`, { storageState: { cookies: [cookie], origins: [] }, ...options });
}

/** As many as are counted, and one whose words have no place to break. */
async function fillWithMany(engine: Engine): Promise<void> {
  const long = 'Aneverendingwordwithoutanyplacetobreakit'.repeat(3);
  const by = { id: 'U1', name: long };
  for (let i = 0; i < 60; i += 1) {
    const place = { platform: 'slack', workspace: long, channel: `${long}${i}`, thread: long } as const;
    const each = aSubscription({ id: `d-${i}`, place, by, options: { topic: long } });
    await engine.storage.subscriptions.add(each);
    await record(
      engine,
      each,
      '2031-05-19T07:00:00.000Z',
      i % 2 === 0 ? { state: 'sent' } : { state: 'failed', says: long },
    );
  }
  await engine.digests.pause('d-0', long);
}

const card = (page: Page, id: string) => page.getByRole('article').filter({ has: page.locator(`#${id}`) });

describe('a subscription', () => {
  test.for([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
    'is paused, resumed and removed, which asks once more (%o)',
    async (options) => {
      const web = await serve();
      const page = await open(web, '/schedule', options);
      await card(page, 'd-discrd').getByRole('button', { name: 'Pause' }).click();
      await page.getByText('d-discrd is paused').waitFor();
      await card(page, 'd-discrd').getByText('Paused on the schedule page').waitFor();
      await card(page, 'd-discrd').getByRole('button', { name: 'Resume' }).click();
      await page.getByText('d-discrd goes on').waitFor();
      expect(await card(page, 'd-discrd').getByRole('button', { name: 'Remove it' }).isVisible()).toBe(false);
      await card(page, 'd-discrd').getByText('Remove…').click();
      await card(page, 'd-discrd').getByRole('button', { name: 'Remove it' }).click();
      await page.getByText('d-discrd is removed').waitFor();
      expect(await card(page, 'd-discrd').count()).toBe(0);
      expect(await web.engine.digests.find('d-discrd')).toBeUndefined();
    },
  );

  test('is made by a line that is meant in the browser’s time zone, and stands on the page', async () => {
    const web = await serve(async () => {});
    const page = await open(web, '/', { timezoneId: 'America/New_York' });
    await page.getByRole('combobox').fill('/digest subscribe daily-brief 9am');
    await page.getByRole('combobox').press('Enter');
    await page.getByText('Subscribed:').waitFor();
    await page.getByRole('link', { name: 'Schedule', exact: true }).click();
    await page.getByText('New York time (America/New_York)').waitFor();
  });
});

test('from the month one comes to a delivery, its message as on a platform, and back', async () => {
  const page = await open(await serve(), '/schedule');
  await page
    .getByRole('cell')
    .filter({ has: page.locator('[datetime="2031-05-19"]') })
    .getByRole('link', { name: 'daily-brief' })
    .click();
  await page.getByRole('heading', { name: 'Your daily brief' }).waitFor();
  await page.getByRole('link', { name: 'Slack', exact: true }).click();
  await page.getByRole('article', { name: 'Pullquote, as on Slack' }).waitFor();
  await page.getByRole('link', { name: '← Schedule' }).click();
  await page.getByRole('link', { name: 'June 2031' }).click();
  await page.getByRole('table', { name: 'June 2031' }).waitFor();
});

test('a scheduled post in the chat leads to its delivery, and is no line of the visitor’s', async () => {
  const web = await serve();
  const page = await open(web, '/');
  await page.getByRole('combobox').fill('/help');
  await page.getByRole('combobox').press('Enter');
  await page.getByRole('article', { name: 'Pullquote' }).waitFor();
  const { place } = SUBSCRIPTIONS.web;
  const id = await record(web.engine, SUBSCRIPTIONS.web, '2031-05-20T09:00:00.000Z', { state: 'sent' });
  await web.outlet.post({ id, place, reply: aMessage() });
  await page.reload();
  expect(await faultsOf(page, rulesFor('light', page))).toEqual([]);
  await page.getByRole('combobox').press('ArrowUp');
  expect(await page.getByRole('combobox').inputValue()).toBe('/help');
  await page.getByRole('link', { name: 'Scheduled: weekly-recap' }).click();
  await page.getByRole('heading', { name: 'weekly-recap', level: 1 }).waitFor();
});

describe('every page of the schedule', () => {
  const paths = [
    '/schedule',
    '/schedule?month=2031-08&said=pause&of=d-slack2',
    '/schedule?subscription=d-slack2',
    '/schedule?subscription=d-nosuch',
    '/schedule/deliveries/none',
  ];

  async function everyPage(check: (page: Page) => Promise<void>, options: BrowserContextOptions): Promise<void> {
    const [filled, many, empty] = await Promise.all([serve(), serve(fillWithMany), serve(async () => {})]);
    const [sent] = await filled.engine.digests.history({ subscriptions: ['d-webweb'], most: 1 });
    const deliveries = ['here', 'discord', 'slack'].map((on) => `/schedule/deliveries/${sent?.id}?on=${on}`);
    for (const [web, addresses] of [
      [filled, [...paths, ...deliveries]],
      [many, ['/schedule']],
      [empty, ['/schedule']],
    ] as const) {
      const page = await open(web, '/schedule', options);
      for (const address of addresses) {
        await page.goto(`${web.url}${address}`);
        await unfoldAll(page);
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        await check(page);
      }
    }
  }

  test.for(['light', 'dark'] as const)('is accessible in the %s theme', async (colorScheme) => {
    await everyPage(async (page) => expect(await faultsOf(page, rulesFor(colorScheme, page))).toEqual([]), {
      colorScheme,
    });
  });

  test.for([360, 320])('fits a screen of %i pixels without scrolling sideways', async (width) => {
    const phone = { viewport: { width, height: 740 }, hasTouch: true, isMobile: true };
    await everyPage(async (page) => {
      expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0]);
      // The narrower one differs in its width alone.
      if (width === 360) expect(await faultsOf(page, rulesFor('light', page))).toEqual([]);
    }, phone);
  });
});
