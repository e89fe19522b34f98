import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Desk } from '../../../src/curation/desk/desk.ts';
import type { Engine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { startWeb } from '../../../src/platforms/web/server.ts';
import { launchBrowser } from '../../support/browser.ts';
import { ADA, aDeskEngine, aDraft, aSession, FERRY, TOMAS } from './desk-fixture.ts';
import { faultsOf, openPage, overflowOf, rulesFor, shoot } from './open-page.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

type Served = { url: string; engine: Engine };

async function serve(change: Partial<Desk> = {}): Promise<Served> {
  const real = await aDeskEngine();
  const engine = { ...real, desk: { ...real.desk, ...change } };
  const web = await startWeb({ engine, host: '127.0.0.1', port: 0, log: createLog('silent') });
  onTestFinished(() => web.close());
  return { url: web.url, engine };
}

/** The page for a signed-in editor. */
async function open({ url, engine }: Served, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const [name = '', value = ''] = (await aSession(engine)).split('=');
  const cookie = { name, value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false };
  const storageState = { cookies: [{ ...cookie, sameSite: 'Strict' as const }], origins: [] };
  return openPage(browser, `${url}${path}`, { storageState, ...options });
}

const card = (page: Page, id: string) => page.locator(`#item-${id}`);
const said = (page: Page, words: string) => page.locator('#desk-said').getByText(words).waitFor();

/** Selects words of the article as a mouse would, with the space around them. */
function select(page: Page, words: string): Promise<void> {
  return page.locator('#article-text').evaluate((pre, wanted) => {
    const start = (pre.textContent ?? '').indexOf(wanted);
    const range = document.createRange();
    const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.textContent ?? '';
      if (start >= at && start < at + length) range.setStart(node, start - at);
      if (start + wanted.length > at && start + wanted.length <= at + length)
        range.setEnd(node, start + wanted.length - at);
      at += length;
    }
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }, words);
}

test('a draft is reviewed with the keyboard alone, up to what keeps it from being published', async () => {
  const served = await serve();
  const { desk } = served.engine;
  const { id, draft } = await aDraft(served.engine);
  const [first = '', second = '', third = ''] = draft.order;
  const page = await open(served, `/desk/drafts/${id}`);
  const { keyboard } = page;
  const now = async () => (await desk.draft(id)).draft;
  const decisionOf = async (item: string) =>
    [...(await now()).facts, ...(await now()).quotes].find((each) => each.id === item)?.decision;

  // What is shown is the article, sign for sign: offsets are counted on it.
  expect(await page.locator('#article-text').evaluate((pre) => pre.textContent)).toBe(FERRY);

  await keyboard.press('j');
  await keyboard.press('a');
  await said(page, `${first}: accepted.`);
  await keyboard.press('j');
  await keyboard.press('r');
  await said(page, `${second}: rejected.`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`item-${second}`);
  expect([await decisionOf(first), await decisionOf(second), await decisionOf(third)]).toEqual([
    'accepted',
    'rejected',
    'open',
  ]);
  await keyboard.press('u');
  await said(page, `${second}: open.`);
  await keyboard.press('Alt+ArrowUp');
  await said(page, 'Moved.');
  expect((await now()).order.slice(0, 2)).toEqual([second, first]);

  // No key acts while one types.
  await keyboard.press('e');
  await card(page, second).getByLabel('Fact, in our own words').waitFor();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Jar and a rake: the ferry takes 3 million crowns of Port Ansel each year.');
  await keyboard.press('ControlOrMeta+Enter');
  await said(page, 'Saved.');
  expect((await now()).facts.find((fact) => fact.id === second)?.text).toMatch(/^Jar and a rake/);
  await keyboard.press('e');
  await keyboard.press('Escape');
  expect(await card(page, second).getByRole('form').count()).toBe(0);

  // Words around and before signs of two units.
  await select(page, ' voted on Monday to keep the island ferry. 🚢 ');
  await keyboard.press('f');
  await page.getByRole('form').getByLabel('Fact, in our own words').waitFor();
  const added = (await now()).facts.find((fact) => fact.decision === 'accepted' && fact.id !== first);
  expect(added?.evidence.map(({ start, end }) => FERRY.slice(start, end))).toEqual([
    'voted on Monday to keep the island ferry. 🚢',
  ]);
  await keyboard.press('Escape');
  await keyboard.press('r');
  await said(page, `${added?.id}: rejected.`);

  await keyboard.press('A');
  await said(page, 'None is open any more.');
  await keyboard.press('p');
  await page.getByText('Before it can be published:').waitFor();
  await shoot(page, 'desk-faults');
  await page.getByRole('link', { name: 'its publisher is missing' }).click();
  await page.getByRole('form', { name: 'Edit the story' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('publisher');
});

test('what one does to the cards shows in the article, and the other way round', async () => {
  const served = await serve();
  const { id } = await aDraft(served.engine);
  const { desk } = served.engine;
  const start = FERRY.indexOf('The ferry stays');
  const overlapping = { do: 'add' as const, kind: 'fact' as const, start, end: FERRY.indexOf(' she told') };
  await desk.change(id, 1, overlapping, ADA);
  const page = await open(served, `/desk/drafts/${id}`);
  const here = () => page.locator('#article-text mark.here').allTextContents();
  const quote = page.locator('.card[data-kind="quote"]').last();
  await quote.hover();
  expect(await here()).toEqual(['The ferry stays']);
  const facts = page.locator('.card[data-kind="fact"]');
  await facts.last().focus();
  expect((await here()).join('')).toBe('The ferry stays,”');
  // Of passages that overlap, each click goes to the next.
  const passage = page.locator('#article-text mark', { hasText: 'The ferry stays' });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-kind'));
  await passage.click();
  expect(await focused()).toBe('quote');
  await passage.click();
  expect(await focused()).toBe('fact');

  // A quotation is given another passage: the words between the marks.
  await quote.getByRole('link', { name: 'Edit' }).click();
  await select(page, ' “The ferry stays,” ');
  await page.getByRole('button', { name: 'Take the selected words' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved.');
  expect((await desk.draft(id)).draft.quotes.map(({ text }) => text)).toContain('The ferry stays,');

  // A drag begins at what is under the pointer: nothing may scroll meanwhile.
  await page.setViewportSize({ width: 1280, height: 4000 });
  const added = await facts.last().getAttribute('data-item');
  await facts
    .last()
    .locator('.handle')
    .dragTo(facts.first(), { targetPosition: { x: 20, y: 4 } });
  await said(page, 'Moved.');
  expect([(await desk.draft(id)).draft.order[0], await facts.first().getAttribute('data-item')]).toEqual([
    added,
    added,
  ]);
});

test('what another editor did meanwhile is shown, and what was typed stays', async () => {
  const served = await serve();
  const { desk } = served.engine;
  const { id, draft } = await aDraft(served.engine);
  const [first = '', second = ''] = draft.order;
  const page = await open(served, `/desk/drafts/${id}`);
  await card(page, first).getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Fact, in our own words').fill('The ferry to the islands goes on.');
  await desk.change(id, 1, { do: 'decide', items: [second], decision: 'rejected' }, TOMAS);
  await page.getByRole('button', { name: 'Save' }).focus();
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Somebody changed this draft meanwhile').waitFor();
  await card(page, second).getByText('rejected').waitFor();
  // The page stays where it is scrolled to, but for the line that says so.
  expect(scrolled).toBeGreaterThan(100);
  expect(Math.abs((await page.evaluate(() => scrollY)) - scrolled)).toBeLessThan(60);
  expect(await page.getByLabel('Fact, in our own words').inputValue()).toBe('The ferry to the islands goes on.');
  // Once more, on the draft as it is now; a second click does nothing twice.
  await page.getByRole('button', { name: 'Save' }).dblclick();
  await said(page, 'Saved.');
  const after = await desk.draft(id);
  expect([after.version, after.draft.facts.find((fact) => fact.id === first)?.text]).toEqual([
    3,
    'The ferry to the islands goes on.',
  ]);
});

test('a revision is published as its editor explains it, once', async () => {
  const served = await serve();
  const { desk } = served.engine;
  const { id } = await desk.revise('harbour-bridge', ADA);
  await desk.change(id, 1, { do: 'fact', id: 'cost', text: 'The treasury says it cost 42 million crowns.' }, ADA);
  const page = await open(served, `/desk/drafts/${id}`);
  await page.keyboard.press('p');
  const rewording = page.getByRole('radio', { name: 'only other words' });
  await rewording.check();
  // What is chosen stays while the panel follows the draft.
  await card(page, 'piers').focus();
  await page.keyboard.press('r');
  await page.getByText('Fact piers removed').waitFor();
  expect(await rewording.isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Publish' }).dblclick();
  await page.getByText('harbour-bridge is published. Readers are told of 1 correction.').waitFor();
  const { found } = served.engine.library().story('harbour-bridge');
  expect([found?.revision, found?.corrections.map(({ items }) => items)]).toEqual([2, [['piers']]]);
});

describe('without a script', () => {
  const options = { javaScriptEnabled: false };

  test('an editor signs in, adds an article, accepts, edits and publishes it', async () => {
    const served = await serve();
    const key = await served.engine.desk.signIn.link(ADA);
    const page = await openPage(browser, `${served.url}/desk/sign-in?key=${key}`, options);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('or its text').fill(FERRY);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('The article is on the desk').waitFor();
    await page.getByRole('button', { name: 'Accept' }).nth(1).click();
    await page.getByText('Decided.').waitFor();
    const fact = page.locator('.card.is-accepted');
    await fact.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Fact, in our own words').fill('Port Ansel keeps its ferry to the islands.');
    await page.getByRole('button', { name: 'Save' }).click();
    await fact.getByText('Port Ansel keeps its ferry to the islands.').waitFor();
    await page.getByRole('link', { name: 'Edit the story' }).click();
    await page.getByLabel('Title').fill('The ferry stays');
    await page.getByLabel('Short name').fill('ferry');
    await page.getByLabel('Publisher').fill('The Ansel Courier');
    await page.getByLabel('Published').fill('2031-05-19');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Publish…' }).click();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('ferry is published.').waitFor();
    expect(
      served.engine
        .library()
        .story('ferry')
        .found?.facts.map(({ text }) => text),
    ).toEqual(['Port Ansel keeps its ferry to the islands.']);
  });
});

test('an article comes in by a file, or says why it cannot', async () => {
  const served = await serve();
  const page = await open(served, '/desk');
  await page.getByLabel('Its address').fill('http://127.0.0.1/article');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Its address').fill('');
  await page
    .getByLabel('or a file')
    .setInputFiles({ name: 'ferry.txt', mimeType: 'text/plain', buffer: Buffer.from(FERRY) });
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('The article is on the desk').waitFor();
  expect((await served.engine.desk.drafts()).map(({ state }) => state)).toEqual(['open']);
});

test('an article on its way shows how far it is, and is called off', async () => {
  let isCalledOff = false;
  const served = await serve({
    add: (_incoming, _editor, { signal, onProgress } = {}) =>
      new Promise((_resolve, reject) => {
        onProgress?.({ says: 'Fetching', done: 1, of: 3 });
        signal?.addEventListener('abort', () => {
          isCalledOff = true;
          reject(new Error('called off'));
        });
      }),
  });
  const page = await open(served, '/desk');
  await page.getByLabel('Its address').fill('https://courier.example/ferry');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Fetching: 1 of 3').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled; nothing was changed.').waitFor();
  await expect.poll(() => isCalledOff).toBe(true);
});

test('every page of the desk is accessible and fits the narrowest screen', { timeout: 60_000 }, async () => {
  const served = await serve();
  const { id, draft } = await aDraft(served.engine);
  const revised = await served.engine.desk.revise('harbour-bridge', ADA);
  await served.engine.desk.change(
    revised.id,
    1,
    { do: 'fact', id: 'cost', text: 'The work cost 43 million crowns.' },
    ADA,
  );
  const page = await open(served, '/desk');
  const pages = [
    { path: '/desk', themes: ['light'] },
    { path: `/desk/drafts/${id}?open=edit:${draft.order[0]}`, themes: ['light'] },
    { path: `/desk/drafts/${revised.id}?open=publish`, themes: ['light'] },
    { path: '/desk/stories', themes: [] },
    { path: '/desk/stories/harbour-bridge', themes: [] },
    { path: '/desk/feeds', themes: [] },
    { path: '/desk/log', themes: ['dark'] },
  ] as const;
  for (const { path, themes } of pages) {
    await page.setViewportSize({ width: 320, height: 740 });
    await page.goto(`${served.url}${path}`);
    expect([path, await overflowOf(page)]).toEqual([path, 0]);
    await page.setViewportSize({ width: 1280, height: 860 });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page, rulesFor(colorScheme, page))).toEqual([]);
    }
  }
});
