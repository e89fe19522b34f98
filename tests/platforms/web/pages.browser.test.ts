import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../../src/command.ts';
import { buildLibrary } from '../../../src/facts/library.ts';
import { createLog } from '../../../src/log.ts';
import { startWeb, type WebServer } from '../../../src/platforms/web/server.ts';
import { createPreviews } from '../../../src/previews.ts';
import { notice, post, spans } from '../../../src/reply.ts';
import { aLibrary, aStory } from '../../support/builders.ts';
import { launchBrowser } from '../../support/browser.ts';
import { COMMANDS } from '../../support/run.ts';
import { aWebEngine } from '../../support/web.ts';
import { faultsOf, openPage, overflowOf, rulesFor, shoot, unfoldAll } from './open-page.ts';

const HOSTILE =
  '<img src=x onerror=alert(1)> [x](javascript:alert(1)) <!channel> @everyone </article><script>alert(1)</script>';

/** Replies as no story of ours has them. */
const hostile = defineCommand({
  name: 'hostile',
  description: 'Words that would do something',
  options: z.strictObject({}),
  run: () =>
    post({
      title: HOSTILE,
      blocks: [{ type: 'quote', text: HOSTILE, speaker: HOSTILE, role: HOSTILE, said: HOSTILE }],
      actions: [{ label: HOSTILE, command: `/who ${HOSTILE}` }],
    }),
});
const manyPages = defineCommand({
  name: 'long',
  description: 'Many pages',
  options: z.strictObject({}),
  run: () =>
    notice('Much is held.', {
      outcome: 'answer',
      blocks: [
        {
          type: 'list',
          ordered: true,
          items: Array.from({ length: 150 }, (_, i) => spans(`Fact ${i + 1}. ${'x '.repeat(25)}`)),
        },
      ],
    }),
});

let browser: Browser;
let web: WebServer;

beforeAll(async () => {
  const long = 'Aneverendingwordwithoutanyplacetobreakit'.repeat(3);
  const story = aStory({
    corrections: [{ date: '2031-05-08', was: long, now: 'It cost 42 million.', items: ['cost'] }],
  });
  [browser, web] = await Promise.all([
    launchBrowser(),
    startWeb({
      engine: aWebEngine({ library: aLibrary(story), commands: [...COMMANDS, hostile, manyPages] }),
      host: '127.0.0.1',
      port: 0,
      previews: createPreviews(COMMANDS),
      log: createLog('silent'),
    }),
  ]);
});
afterAll(() => Promise.all([browser.close(), web.close()]));

/** A page of its own visitor. */
function open(path = '/', { url = web.url, ...options }: BrowserContextOptions & { url?: string } = {}): Promise<Page> {
  return openPage(browser, `${url}${path}`, options);
}

const line = (page: Page) => page.getByRole('combobox', { name: 'A command or a question' });
const replies = (page: Page) => page.getByRole('article', { name: 'Pullquote' });

const as = (page: Page, name: string) => page.getByRole('article', { name: `Pullquote, as on ${name}` });
const choose = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function say(page: Page, words: string): Promise<void> {
  const before = await replies(page).count();
  await line(page).fill(words);
  await line(page).press('Enter');
  await replies(page).nth(before).waitFor();
}

describe('the chat', () => {
  test('completes what one types with the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.type('/quo');
    await page.getByRole('option', { name: '/quote' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await line(page).inputValue()).toBe('/quote ');
    await page.getByRole('option', { name: 'Mira Vale' }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await line(page).getAttribute('aria-activedescendant')).toBe('completion-0');
    await shoot(page, 'chat-completion');
    await page.keyboard.press('Enter');
    expect(await line(page).inputValue()).toBe('/quote Mira Vale');
    await page.keyboard.press('Escape');
    expect(await line(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    await page.getByText('“The bridge is yours again”').waitFor();
  });

  test('sends a half-typed line as it is when nothing is chosen', async () => {
    const page = await open();
    await page.keyboard.type('/help');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What I can do' }).waitFor();
    expect(await line(page).inputValue()).toBe('');
    await page.getByText('In a channel, only you would see this').waitFor();
  });

  test('unfolds the source that a mark stands for, with the passage in full', async () => {
    const page = await open();
    await say(page, '/summary');
    const passage = page.getByText('The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge on Tuesday.');
    expect(await passage.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Source [1]' }).click();
    await passage.waitFor();
    const link = page.getByRole('link', { name: 'Open the passage at the publisher' }).first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/courier\.example\/bridge#:~:text=/);
    await shoot(page, 'chat-source');
    await page.getByRole('link', { name: 'See it in its story' }).first().click();
    expect(new URL(page.url()).hash).toBe('#opening');
    await page.locator('#opening').waitFor();
  });

  test('runs what a button of a reply stands for, and keeps all of it for the next visit', async () => {
    const page = await open();
    await say(page, '/summary');
    await page.getByRole('button', { name: 'Long summary' }).click();
    await replies(page).nth(1).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'too weak for trams' }).waitFor();
    await page.getByRole('link', { name: 'Stories', exact: true }).click();
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    expect(await replies(page).count()).toBe(2);
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('heading', { name: 'Every sentence traced.' }).waitFor();
  });

  test('recalls earlier lines with the up-arrow', async () => {
    const page = await open();
    await say(page, '/help');
    await say(page, '/stories');
    await line(page).fill('draft');
    for (const expected of ['/stories', '/help', '/help']) {
      await page.keyboard.press('ArrowUp');
      expect(await line(page).inputValue()).toBe(expected);
    }
    for (const expected of ['/stories', 'draft']) {
      await page.keyboard.press('ArrowDown');
      expect(await line(page).inputValue()).toBe(expected);
    }
  });

  test('sends once when pressed twice', async () => {
    const page = await open();
    const held = Promise.withResolvers<void>();
    let sent = 0;
    await page.route('**/say', async (route) => {
      sent += 1;
      await held.promise;
      await route.continue();
    });
    await line(page).fill('/summary');
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await page.getByText('Looking it up…').waitFor();
    await line(page).fill('/stories');
    await line(page).press('Enter');
    held.resolve();
    await replies(page).first().waitFor();
    expect(sent).toBe(1);
    expect(await line(page).inputValue()).toBe('/stories');
  });

  test('draws its pictures', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    await say(page, '/numbers');
    const image = page.getByRole('img', { name: /Bar chart/ });
    await image.evaluate((element: HTMLImageElement) => element.decode());
    expect(await image.evaluate((element: HTMLImageElement) => element.currentSrc)).toMatch(/theme=dark&size=wide$/);
    await shoot(page, 'chat-numbers-dark');
  });

  test('says when the server is away, and tries again', async () => {
    const other = await startWeb({ engine: aWebEngine(), host: '127.0.0.1', port: 0, log: createLog('silent') });
    const page = await open('/', { url: other.url });
    await other.close();
    await line(page).fill('/summary');
    await line(page).press('Enter');
    await page.getByText('Pullquote cannot be reached.').waitFor();
    await shoot(page, 'chat-away');
    const back = await startWeb({
      engine: aWebEngine(),
      host: '127.0.0.1',
      port: Number(new URL(other.url).port),
      log: createLog('silent'),
    });
    onTestFinished(() => back.close());
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Mira Vale reopened the harbour bridge').waitFor();
    expect(await page.getByText('cannot be reached').count()).toBe(0);
  });

  test('works without a script', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.getByLabel('A command or a question').fill('/summary');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Mira Vale reopened the harbour bridge').waitFor();
    await page.getByRole('link', { name: 'Source [2]' }).click();
    await page.getByText("according to the city's treasury.").waitFor();
    await page.getByRole('button', { name: 'Timeline' }).click();
    expect(await replies(page).count()).toBe(2);
  });
});

describe('a reply as on a platform', () => {
  test('is switched, paged and run with the keyboard alone, and later replies come as chosen', async () => {
    const page = await open();
    await say(page, '/long');
    await choose(page, 'Discord').press('Enter');
    await as(page, 'Discord').getByText('Only you can see this').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Discord');
    expect(await choose(page, 'Discord').getAttribute('aria-pressed')).toBe('true');
    await as(page, 'Discord').getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('article', { name: 'as on Discord, page 2 of' }).waitFor();
    await choose(page, 'Slack').press('Enter');
    await page.getByRole('article', { name: 'as on Slack, page 1 of' }).waitFor();
    await say(page, '/summary');
    await as(page, 'Slack').nth(1).getByRole('button', { name: 'Timeline' }).press('Enter');
    await as(page, 'Slack')
      .nth(2)
      .getByRole('img', { name: /Timeline/ })
      .waitFor();
    await page.reload();
    expect(await as(page, 'Slack').count()).toBe(3);
  });

  test('shows its picture and what is sent, to be copied', async () => {
    const page = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await say(page, '/numbers');
    await choose(page, 'Slack').click();
    const image = as(page, 'Slack').getByRole('img', { name: /Bar chart/ });
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((element: HTMLImageElement) => element.decode());
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(300);
    await page.getByText('Payload', { exact: true }).click();
    await choose(page, 'Copy').click();
    await choose(page, 'Copied').waitFor();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(copied).toMatchObject({ blocks: expect.arrayContaining([expect.objectContaining({ type: 'image' })]) });
  });

  test('works without a script', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.getByLabel('A command or a question').fill('/long');
    await page.getByRole('button', { name: 'Send' }).click();
    await choose(page, 'Slack').click();
    await as(page, 'Slack').getByRole('button', { name: 'Next' }).click();
    await page.getByRole('article', { name: 'as on Slack, page 2 of' }).waitFor();
    await page.getByText('Payload', { exact: true }).click();
    await page.getByRole('group', { name: 'Payload for Slack' }).waitFor();
    expect(await choose(page, 'Copy').count()).toBe(0);
    await choose(page, 'Here').click();
    await page.getByText('In a channel, only you would see this').waitFor();
  });

  test('does nothing that its words say', async () => {
    const page = await open();
    await say(page, '/hostile');
    for (const name of ['Discord', 'Slack']) {
      await choose(page, name).click();
      await as(page, name).getByText('<img src=x onerror=alert(1)>').first().waitFor();
      expect(await as(page, name).locator('img:not(.avatar), script, a[href^="javascript"]').count()).toBe(0);
    }
  });

  test('that is no longer kept says so', async () => {
    const page = await open();
    await say(page, '/help');
    await page.context().clearCookies();
    await choose(page, 'Discord').click();
    await page.getByText('That reply is no longer kept').waitFor();
  });

  test.for(['light', 'dark'] as const)('is accessible and fits a phone in the %s theme', async (colorScheme) => {
    const page = await open('/', {
      colorScheme,
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    for (const words of ['/summary', '/numbers', '/help', '/long', '/hostile']) await say(page, words);
    for (const name of ['Discord', 'Slack']) {
      for (let i = 0; i < 5; i += 1) {
        await choose(page, name).nth(i).tap();
        await as(page, name).nth(i).waitFor();
      }
      await unfoldAll(page);
      expect(await faultsOf(page, rulesFor(colorScheme, page))).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      await shoot(page, `phone-${name}-${colorScheme}`);
    }
  });
});

describe('every page', () => {
  const pages = ['/', '/stories', '/stories/harbour-bridge', '/stories/no-such-story', '/nothing-here'];

  test.for(['light', 'dark'] as const)('is accessible in the %s theme', async (colorScheme) => {
    const page = await open('/', { colorScheme });
    const rules = rulesFor(colorScheme, page);
    for (const path of pages) {
      await page.goto(`${web.url}${path}`);
      await unfoldAll(page);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await faultsOf(page, rules)).toEqual([]);
      await shoot(page, `page${path.replaceAll('/', '-')}-${colorScheme}`);
    }
    await page.goto(web.url);
    for (const words of ['/summary', '/quote', '/numbers', '/timeline', '/source cost', '/nosuch', '/who vale'])
      await say(page, words);
    await unfoldAll(page);
    await line(page).pressSequentially('/');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await faultsOf(page, rules)).toEqual([]);
  });

  test('fits a phone without scrolling sideways', async () => {
    const page = await open('/', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    for (const path of pages) {
      await page.goto(`${web.url}${path}`);
      await unfoldAll(page);
      expect([path, await overflowOf(page)]).toEqual([path, 0]);
      await shoot(page, `phone${path.replaceAll('/', '-')}`);
    }
    await page.goto(web.url);
    for (const words of ['/summary', '/quote', '/numbers', '/timeline', '/source cost', `/${'unbroken'.repeat(20)}`])
      await say(page, words);
    await unfoldAll(page);
    expect(await overflowOf(page)).toBe(0);
    await shoot(page, 'phone-chat');
  });

  test('lets one skip to the content', async () => {
    const page = await open('/stories');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

test('with nothing published the chat says how to begin', async () => {
  const empty = await startWeb({
    engine: aWebEngine({ library: buildLibrary([]) }),
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
  });
  onTestFinished(() => empty.close());
  const page = await open('/', { url: empty.url });
  await page.getByRole('heading', { name: 'No story is published yet' }).waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await shoot(page, 'chat-nothing-published');
});
