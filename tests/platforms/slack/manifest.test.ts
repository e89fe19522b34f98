import { describe, expect, test } from 'vitest';
import { slackManifestSettings } from '../../../src/config.ts';
import { slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { MANIFEST_LIMITS } from '../../../src/platforms/slack/manifest-limits.ts';
import { cli } from '../../support/cli.ts';
import { COMMANDS } from '../../support/run.ts';

const HTTP = { publicUrl: 'https://bot.example.org/', oauth: true };

describe('the manifest', () => {
  test.for([
    ['manifest.json', {}],
    ['manifest-http.json', HTTP],
  ] as const)('looks the same as last time: %s', async ([file, how]) => {
    const manifest = slackManifest(COMMANDS, how);
    await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot(`../../rendered/slack/${file}`);
  });

  test('has what Slack takes of a new app: an agent, which is no assistant and has none of its events', () => {
    const { features, settings } = slackManifest(COMMANDS);
    expect(features).not.toHaveProperty('assistant_view');
    expect(features.agent_view?.suggested_prompts?.map(({ message }) => message)).toEqual([
      '/stories',
      '/pullquote-help',
    ]);
    expect(settings.event_subscriptions?.bot_events).toContain('app_home_opened');
    expect(JSON.stringify(settings)).not.toContain('assistant_thread');
  });

  test('keeps Socket Mode where only the install page has an address', () => {
    const { features, oauth_config, settings } = slackManifest(COMMANDS, { ...HTTP, socket: true });
    expect(oauth_config.redirect_urls).toEqual(['https://bot.example.org/slack/oauth_redirect']);
    expect(settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify([features, settings])).not.toContain('bot.example.org');
  });

  test('has Slack send the ids of channels where a command takes one, and nowhere else', () => {
    const { features } = slackManifest(COMMANDS);
    const escaped = (features.slash_commands ?? []).filter(({ should_escape }) => should_escape === true);
    expect(escaped.map(({ command }) => command)).toEqual(['/digest', '/pullquote']);
    const without = slackManifest(COMMANDS.filter(({ name }) => name !== 'digest')).features.slash_commands ?? [];
    expect(without.some(({ should_escape }) => should_escape)).toBe(false);
  });

  test('names every command once, none of Slack’s own, within Slack’s limits', () => {
    const { display_information: about, features } = slackManifest(COMMANDS, HTTP);
    const commands = features.slash_commands ?? [];
    expect(new Set(commands.map(({ command }) => command)).size).toBe(COMMANDS.length + 1);
    expect(commands.length).toBeLessThanOrEqual(MANIFEST_LIMITS.commands);
    for (const { command, description, usage_hint = '', url } of commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]+$/);
      expect(['/who', '/help', '/status', '/remind']).not.toContain(command);
      expect(command.length).toBeLessThanOrEqual(MANIFEST_LIMITS.commandName);
      expect(description.length).toBeLessThanOrEqual(MANIFEST_LIMITS.commandDescription);
      expect(usage_hint.length).toBeLessThanOrEqual(MANIFEST_LIMITS.usageHint);
      expect(url).toBe('https://bot.example.org/slack/events');
    }
    expect(about.name.length).toBeLessThanOrEqual(MANIFEST_LIMITS.name);
    expect(about.description?.length).toBeLessThanOrEqual(MANIFEST_LIMITS.description);
    const { least, most } = MANIFEST_LIMITS.longDescription;
    expect(about.long_description?.length).toBeGreaterThanOrEqual(least);
    expect(about.long_description?.length).toBeLessThanOrEqual(most);
    expect(features.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(features.agent_view?.agent_description?.length).toBeLessThanOrEqual(MANIFEST_LIMITS.agentDescription);
    expect(features.agent_view?.suggested_prompts?.length).toBeLessThanOrEqual(MANIFEST_LIMITS.suggestedPrompts);
  });
});

describe('cli manifest slack', () => {
  test('prints it for Socket Mode, and for HTTP where SLACK_PUBLIC_URL is set, without any token', async () => {
    const env = { SLACK_PUBLIC_URL: '', SLACK_CLIENT_ID: '', SLACK_APP_TOKEN: '' };
    const socket = await cli(['manifest', 'slack'], { env });
    expect(socket).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(socket.stdout)).toEqual(JSON.parse(JSON.stringify(slackManifest(COMMANDS))));
    const http = await cli(['manifest', 'slack'], {
      env: { ...env, SLACK_PUBLIC_URL: 'https://bot.example.org', SLACK_CLIENT_ID: '1.2' },
    });
    expect(JSON.parse(http.stdout)).toEqual(JSON.parse(JSON.stringify(slackManifest(COMMANDS, HTTP))));
  });

  test('is for what the bot will use: Socket Mode, until there is a signing secret with a port', () => {
    const set = { SLACK_PUBLIC_URL: 'https://bot.example.org', SLACK_APP_TOKEN: 'xapp-1' };
    expect(slackManifestSettings(set)).toMatchObject({ socket: true });
    expect(slackManifestSettings({ ...set, SLACK_SIGNING_SECRET: 's' })).toMatchObject({ socket: true });
    expect(slackManifestSettings({ ...set, SLACK_SIGNING_SECRET: 's', SLACK_PORT: '1' })).toMatchObject({
      socket: false,
    });
    expect(slackManifestSettings({ SLACK_PUBLIC_URL: 'https://bot.example.org' })).toMatchObject({ socket: false });
  });

  test('says in one line what is wrong', async () => {
    expect(await cli(['manifest', 'discord'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is a manifest for slack only.*\n$/),
    });
    expect(await cli(['manifest', 'slack'], { env: { SLACK_PUBLIC_URL: 'bot' } })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^SLACK_PUBLIC_URL is not right.*\n$/),
    });
  });
});
