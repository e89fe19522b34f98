import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startDeliveries } from '../../src/delivery/deliveries.ts';
import { openEngine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { connectDiscord } from '../../src/platforms/discord/connect.ts';
import { connectSlack } from '../../src/platforms/slack/connect.ts';
import { startWeb } from '../../src/platforms/web/server.ts';
import { launchBrowser } from '../support/browser.ts';
import { FERRY } from '../support/desk.ts';
import { discordFaults } from '../support/discord-oracle.ts';
import { startFakeDiscord, wordsOf } from '../support/fake-discord.ts';
import { CHANNEL, READER, startFakeSlack } from '../support/fake-slack.ts';
import { addChecked } from '../support/oracle-total.ts';

const log = createLog('silent');
const draw = async () => ({ png: new Uint8Array([137, 80, 78, 71]) });
const REWORDED = 'Since Monday the ferry has been carrying passengers to Norholm again.';
const CORRECT = 'Since Tuesday the ferry has been carrying passengers to Norholm again.';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

async function platforms() {
  const [discord, slack] = await Promise.all([startFakeDiscord({ check: discordFaults }), startFakeSlack()]);
  onTestFinished(async () => {
    await Promise.all([discord.close(), slack.close()]);
    addChecked('discord', discord.checked());
    addChecked('slack', slack.state.checked);
    expect(discord.problems).toEqual([]);
    expect(slack.state.violations).toEqual([]);
  });
  return { discord, slack };
}

/** The whole bot on one data file: both platforms, the web page, the deliveries. */
async function aBot({ discord, slack }: Awaited<ReturnType<typeof platforms>>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'correction-'));
  const engine = await openEngine({ dataDir, storiesDir: 'stories', log, exclusive: true });
  const web = await startWeb({ engine, host: '127.0.0.1', port: 0, log });
  const onDiscord = connectDiscord({
    engine,
    config: {
      token: discord.token,
      guildId: undefined,
      operators: [],
      digestRoles: [],
      editors: [discord.world.reader.id],
      apiUrl: discord.apiUrl,
    },
    log,
    announce: () => {},
    draw,
  });
  const onSlack = connectSlack({
    engine,
    config: {
      botToken: 'xoxb-fake',
      oauth: undefined,
      events: { by: 'socket' as const, appToken: 'xapp-fake' },
      installPort: undefined,
      host: '127.0.0.1',
      publicUrl: undefined,
      operators: [],
      digestGroups: [],
      editors: [READER],
      apiUrl: slack.apiUrl,
    },
    log,
    announce: () => {},
    draw,
  });
  await Promise.all([onDiscord.ready, onSlack.ready]);
  const outlets = [web.outlet, onDiscord.outlet, onSlack.outlet];
  const deliveries = await startDeliveries({ parts: engine.digestParts, storage: engine.storage, outlets, log });
  engine.onDue(() => void deliveries.tick());
  onTestFinished(async () => {
    await deliveries.close();
    await Promise.all([web.close(), onDiscord.close(), onSlack.close()]);
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { engine, web, dataDir, deliveries };
}

/** From the article's file to a published story, by an editor's hands. */
async function publishFerry(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('or a file').setInputFiles(file);
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('The article is on the desk').waitFor();
  const fact = page.locator('.card[data-kind="fact"]').first();
  await fact.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Fact, in our own words').fill(REWORDED);
  await page.getByRole('button', { name: 'Save' }).click();
  await fact.getByText(REWORDED).waitFor();
  await fact.getByRole('button', { name: 'Accept' }).click();
  await page.locator('#desk-said').getByText('accepted').waitFor();
  await page.getByRole('link', { name: 'Edit the story' }).click();
  await page.getByLabel('Short name').fill('ferry');
  await page.getByLabel('Publisher').fill('The Ansel Courier');
  await page.getByLabel('Published').fill('2026-11-23');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('ferry is published.').waitFor();
}

test('an article goes from its file through the desk to both platforms, and its correction to all that told it', async () => {
  const fakes = await platforms();
  const { discord, slack } = fakes;
  const { engine, web, dataDir, deliveries } = await aBot(fakes);
  const file = join(dataDir, 'ferry.txt');
  writeFileSync(file, FERRY);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${web.url}/desk/sign-in?key=${await engine.desk.signIn.link({ id: 'terminal', name: 'Ada' })}`);
  await publishFerry(page, file);

  discord.run('summary', { story: 'ferry' });
  const told = await discord.until(() => discord.messages.find((message) => wordsOf(message).includes('Since Monday')));
  void slack.command('/summary ferry', { channel: CHANNEL });
  const toldThere = await slack.message(0);
  expect(JSON.stringify(toldThere.body)).toContain(REWORDED);

  discord.run('desk', {
    action: 'correct',
    what: `ferry/${engine.library().story('ferry').found?.facts[0]?.id}`,
    now: CORRECT,
    why: 'The first trip was a day later.',
  });
  await discord.until(() =>
    discord.messages.find((message) => message.ephemeral && wordsOf(message).includes('at revision 2')),
  );
  const beneath = () => slack.state.messages.filter(({ body }) => body['thread_ts'] === toldThere.ts);
  // What was posted is on record a moment after it was read; the ticks until then find nothing to tell there.
  await vi.waitFor(
    async () => {
      await engine.recorder.settled();
      await deliveries.tick();
      await deliveries.idle();
      expect([beneath().length, told.edits]).toEqual([1, 1]);
      expect(JSON.stringify(toldThere.body)).toContain(CORRECT);
    },
    { timeout: 20_000 },
  );

  const words = (message: (typeof discord.messages)[number]) => wordsOf(message).replaceAll('\\', '');
  const notices = discord.messages.filter(({ body }) => body.message_reference?.message_id === told.id);
  expect(notices.map(words)).toEqual([expect.stringContaining(CORRECT)]);
  expect(words(notices[0] ?? told)).toContain('The first trip was a day later.');
  expect(told.edits).toBe(1);
  expect(words(told)).toContain(CORRECT);

  expect(beneath().map(({ body }) => JSON.stringify(body))).toEqual([expect.stringContaining(CORRECT)]);
  expect(JSON.stringify(toldThere.body)).toContain(CORRECT);

  // Told is told.
  await deliveries.tick();
  await deliveries.idle();
  expect(beneath()).toHaveLength(1);
  expect(discord.messages.filter(({ body }) => body.message_reference?.message_id === told.id)).toHaveLength(1);
});
