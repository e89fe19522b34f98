import { describe, expect, test } from 'vitest';
import { discordFaults, type DiscordBody } from './discord-oracle.ts';

const V2 = 1 << 15;
const SILENT = { allowed_mentions: { parse: [] } };
const text = (content: string) => ({ type: 10, content });
const button = (custom_id: string, parts: object = {}) => ({ type: 2, style: 2, label: 'Press', custom_id, ...parts });
const row = (...components: object[]) => ({ type: 1, components });
const select = (...options: object[]) => ({ type: 3, custom_id: 'choose', options });
const v2 = (...components: object[]) => ({ flags: V2, components, ...SILENT });
const command = (parts: object = {}) => ({ name: 'quote', description: 'Post a quotation', ...parts });
const option = (parts: object = {}) => ({ type: 3, name: 'about', description: 'Who', ...parts });

describe('what Discord takes', () => {
  test.for<[DiscordBody, unknown]>([
    ['message', { content: 'Good morning', ...SILENT }],
    ['message', { ...v2(text('## Title')), nonce: 'n1', enforce_nonce: true }],
    [
      'message',
      v2(
        {
          type: 17,
          accent_color: 0x2f5bb7,
          components: [text('x'), { type: 14 }, row(select({ label: 'a', value: 'a' }))],
        },
        { type: 12, items: [{ media: { url: 'attachment://bars-1.png' }, description: 'A chart' }] },
        row(button('a'), button('b'), { type: 2, style: 5, label: 'Read', url: 'https://courier.example/' }),
      ),
    ],
    ['interaction', { type: 4, data: v2(text('x')) }],
    ['interaction', { type: 5, data: { flags: 64 } }],
    ['interaction', { type: 5 }],
    ['interaction', { type: 6 }],
    ['interaction', { type: 7, data: v2(text('x')) }],
    ['interaction', { type: 8, data: { choices: [{ name: 'Mira Vale', value: 'vale' }] } }],
    ['followup', v2(text('x'))],
    ['edit', v2(text('x'))],
    ['commands', []],
    ['commands', [command({ options: [option({ required: true }), option({ name: 'story', autocomplete: true })] })]],
  ])('%s: %o', ([kind, body]) => {
    expect(discordFaults(kind, body, ['bars-1.png'])).toEqual([]);
  });
});

describe('what Discord refuses', () => {
  test.for<[fault: RegExp, DiscordBody, unknown]>([
    [/content: longer than 2,000/, 'message', { content: 'x'.repeat(2001), ...SILENT }],
    [/content: longer than 2,000/, 'edit', { content: 'x'.repeat(2001), ...SILENT }],
    [/^content: /, 'followup', { content: 'x'.repeat(2001), ...SILENT }],
    [/41 in all/, 'message', v2({ type: 17, components: Array.from({ length: 40 }, () => text('x')) })],
    [/content: stands beside/, 'message', { content: 'x', ...v2(text('x')) }],
    [/embeds: stands beside/, 'edit', { embeds: [], ...v2(text('x')) }],
    [/without the flag/, 'message', { components: [text('x')], ...SILENT }],
    [/without the flag/, 'edit', { components: [{ type: 17, components: [text('x')] }], ...SILENT }],
    [/type 2 outside a row|Invalid/, 'message', { components: [button('a')], ...SILENT }],
    [/without an address/, 'message', v2(row({ type: 2, style: 5, label: 'Read' }))],
    [/no custom_id/, 'message', v2(row({ type: 2, style: 2, label: 'Press' }))],
    [/neither label nor emoji/, 'message', v2(row(button('a', { label: ' ' })))],
    [/neither label nor emoji/, 'message', v2(row(button('a', { label: undefined })))],
    [/label/, 'message', v2(row(button('a', { label: 'x'.repeat(81) })))],
    [/custom_id/, 'message', v2(row(button('x'.repeat(101))))],
    [/custom_id/, 'message', v2(row(button('')))],
    [/two of one custom_id/, 'message', v2(row(button('a'), button('a')))],
    [/two of one custom_id/, 'message', v2({ type: 17, components: [row(button('a'))] }, row(button('a')))],
    [/components/, 'message', v2(row(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => button(id))))],
    [/alone in its row/, 'message', v2(row(button('a'), select({ label: 'a', value: 'a' })))],
    [/two options of one value/, 'message', v2(row(select({ label: 'a', value: 'a' }, { label: 'b', value: 'a' })))],
    [/without a label/, 'message', v2(row(select({ label: ' ', value: 'a' })))],
    [/value/, 'message', v2(row(select({ label: 'a', value: 'x'.repeat(101) })))],
    [/options/, 'message', v2(row(select()))],
    [
      /options/,
      'message',
      v2(row(select(...Array.from({ length: 26 }, (_, i) => ({ label: 'a', value: String(i) }))))),
    ],
    [/4001 characters/, 'message', v2(text('x'.repeat(2000)), text('x'.repeat(2001)))],
    [/blank/, 'message', v2(text(' \n\u200b'))],
    [/none, with the flag/, 'message', v2()],
    [/empty/, 'message', {}],
    [/empty/, 'followup', {}],
    [/empty/, 'edit', {}],
    [/unknown field/, 'message', v2({ ...text('x'), contents: 'y' })],
    [/could ping/, 'message', { content: '@everyone' }],
    [/could ping/, 'message', { content: '@everyone', allowed_mentions: { parse: ['everyone'] } }],
    [/neither on the web nor attached/, 'message', v2({ type: 12, items: [{ media: { url: 'file:///etc/passwd' } }] })],
    [/not uploaded/, 'message', v2({ type: 12, items: [{ media: { url: 'attachment://other.png' } }] })],
    [/nonce/, 'message', { ...v2(text('x')), nonce: 'x'.repeat(26) }],
    [/^data\..*4001 characters/, 'interaction', { type: 4, data: v2(text('x'.repeat(2000)), text('x'.repeat(2001))) }],
    [/^data\.body: empty/, 'interaction', { type: 4, data: {} }],
    [/deferred/, 'interaction', { type: 5, data: v2(text('x')) }],
    [/no callback type/, 'interaction', { type: 3 }],
    [
      /choices/,
      'interaction',
      { type: 8, data: { choices: Array.from({ length: 26 }, () => ({ name: 'a', value: 'a' })) } },
    ],
    [/not a command/, 'commands', [command({ name: 'Quote' })]],
    [/not a command/, 'commands', [command({ name: 'quote me' })]],
    [/name/, 'commands', [command({ name: 'q'.repeat(33) })]],
    [/no description/, 'commands', [command({ description: '' })]],
    [/no description/, 'commands', [{ name: 'quote' }]],
    [/description/, 'commands', [command({ description: 'x'.repeat(101) })]],
    [/description/, 'commands', [command({ options: [option({ description: '' })] })]],
    [/not a command/, 'commands', [command({ options: [option({ name: 'About' })] })]],
    [/two of one name/, 'commands', [command(), command()]],
    [/two options of one name/, 'commands', [command({ options: [option(), option()] })]],
    [
      /after one that may be left away/,
      'commands',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
    ],
    [
      /both choices and autocomplete/,
      'commands',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
    ],
    [
      /choices/,
      'commands',
      [
        command({
          options: [option({ choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })) })],
        }),
      ],
    ],
    [
      /8,000/,
      'commands',
      [
        command({
          options: Array.from({ length: 25 }, (_, n) =>
            option({
              name: `o${n}`,
              choices: Array.from({ length: 25 }, (_, i) => ({ name: `${i}`, value: 'x'.repeat(20) })),
            }),
          ),
        }),
      ],
    ],
  ])('%s of a %s', ([fault, kind, body]) => {
    expect(discordFaults(kind, body, []).join('\n')).toMatch(new RegExp(fault, 'm'));
  });
});

test('more files than a message takes are refused', () => {
  const names = Array.from({ length: 11 }, (_, i) => `${i}.png`);
  expect(discordFaults('message', v2(text('x')), names)).toEqual(['files: more than 10']);
});
