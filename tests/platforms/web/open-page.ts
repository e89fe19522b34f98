import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** A page of its own visitor, on which any console error or request to elsewhere fails the test. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const { origin } = new URL(address);
  const faults: string[] = [];
  page.on(
    'console',
    (message) => (message.type() === 'error' || message.type() === 'warning') && faults.push(message.text()),
  );
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => new URL(request.url()).origin !== origin && faults.push(`asked ${request.url()}`));
  onTestFinished(async () => {
    await context.close();
    // The browser itself reports a page that is not there, and a server that is away; both are asked for.
    expect(
      faults.filter(
        (fault) => !/^Failed to load resource: (net::ERR_|the server responded with a status of 404)/.test(fault),
      ),
    ).toEqual([]);
  });
  await page.goto(address);
  return page;
}

/** Only contrast depends on the theme. */
export function rulesFor(colorScheme: 'light' | 'dark', page: Page): AxeBuilder {
  const rules = new AxeBuilder({ page });
  return colorScheme === 'dark' ? rules.withRules(['color-contrast']) : rules;
}

/** What axe finds wrong with a page as it stands, each with its markup. */
export async function faultsOf(page: Page, rules: AxeBuilder): Promise<string[]> {
  const { violations } = await rules.analyze();
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** By how many pixels a page scrolls sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export async function unfoldAll(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
}

/** A picture of the page as it stands, where a folder for them is named. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
