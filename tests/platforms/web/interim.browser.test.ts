import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { startWeb } from '../../../src/platforms/web/server.ts';
import { paragraph, post, type Reply } from '../../../src/reply.ts';
import { atWork } from '../../support/at-work.ts';
import { launchBrowser } from '../../support/browser.ts';
import { aDispatch } from '../../support/run.ts';
import { aWebEngine } from '../../support/web.ts';
import { faultsOf, openPage, overflowOf, rulesFor, shoot } from './open-page.ts';

const WORDING = 'A model is wording this answer…';
const FINAL = 'The bridge cost 42 million crowns, in the model’s words.';

let browser: Browser;
/** As the store answers, and as a model words it, with the same sources. */
let interim: Reply;
let final: Reply;

beforeAll(async () => {
  browser = await launchBrowser();
  interim = await aDispatch()({ line: '/summary', channel: 'test', asker: { id: 'u', name: 'u', isOperator: false } });
  final = { ...interim, title: undefined, blocks: [paragraph(FINAL)] };
});
afterAll(() => browser.close());

/** A page on which a question was asked whose answer is shown in the interim. */
async function asked(width = 1280, height = 860) {
  const engine = aWebEngine();
  const work = atWork(engine);
  const web = await startWeb({ engine, host: '127.0.0.1', port: 0, log: createLog('silent') });
  onTestFinished(() => web.close());
  const page = await openPage(browser, web.url, { viewport: { width, height } });
  await line(page).fill('What did the work cost?');
  await line(page).press('Enter');
  await page.getByText('Looking it up…').waitFor();
  await work.show(interim);
  await page.getByText(WORDING).waitFor();
  return { page, work, engine };
}

const line = (page: Page) => page.getByRole('combobox', { name: 'A command or a question' });
const replies = (page: Page) => page.getByRole('article', { name: 'Pullquote' });
const scrolled = (page: Page) => page.evaluate(() => window.scrollY);

describe('an answer that a model words', () => {
  test('has what the store says in its place until then', async () => {
    const { page, work } = await asked(360);
    expect(await page.getByRole('log').getByText(WORDING).isVisible()).toBe(true); // a live region: it is announced
    expect(await page.getByText('Looking it up…').count()).toBe(0);
    expect(await replies(page).getByText('Mira Vale reopened the harbour bridge').isVisible()).toBe(true);
    expect(await faultsOf(page, rulesFor('light', page))).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await shoot(page, 'interim-phone');
    await line(page).fill('next question');
    await line(page).press('Enter'); // does nothing meanwhile
    work.finish(final);
    await page.getByText(FINAL).waitFor();
    await shoot(page, 'final-phone');
    expect(await replies(page).count()).toBe(1);
    expect(await page.getByText(WORDING).count()).toBe(0);
    expect(await line(page).inputValue()).toBe('next question');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('line');
  });

  test('moves nothing and takes the focus from nothing when it comes', async () => {
    const { page, work } = await asked(360, 500);
    const fold = page.locator('summary').first();
    await fold.press('Enter');
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const before = await scrolled(page);
    expect(before).toBeGreaterThan(100);
    work.finish(final);
    await page.getByText(FINAL).waitFor();
    expect(await scrolled(page)).toBe(before);
    const words = await fold.textContent();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words);
    expect(await page.evaluate(() => document.activeElement?.parentElement?.hasAttribute('open'))).toBe(true);
  });

  test('has the focus itself where what had it is gone', async () => {
    const { page, work } = await asked();
    await page.getByRole('button', { name: 'Timeline' }).focus();
    work.finish(post({ blocks: [paragraph(FINAL)] }));
    await page.getByText(FINAL).waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('answer');
  });

  test('is asked for again where it did not arrive, and what is shown stands', async () => {
    const { page, engine, work } = await asked();
    const { sourceText } = engine.storage;
    engine.storage.sourceText = () => Promise.reject(new Error('disk at fault'));
    work.finish(final);
    await page.getByText('The model’s wording did not arrive. The answer above stands.').waitFor();
    await shoot(page, 'interim-broken');
    expect(await replies(page).getByText('Mira Vale reopened the harbour bridge').isVisible()).toBe(true);
    expect(await page.getByText(WORDING).count()).toBe(0);
    engine.storage.sourceText = sourceText;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(FINAL).waitFor();
    expect(await replies(page).count()).toBe(1);
    expect(await page.getByText('did not arrive').count()).toBe(0);
  });
});
