import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/platforms/slack/limits.ts';
import { slackFaults } from './slack-oracle.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const words = (text: string) => richText(section({ type: 'text', text, style: { bold: true } }));
const button = (id: string, parts: object = {}) => ({
  type: 'button',
  text: plain('Next'),
  action_id: id,
  value: 'run /help',
  ...parts,
});
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const option = (text: string, value: string) => ({ text: plain(text), value });
const select = (...options: unknown[]) => ({
  type: 'static_select',
  action_id: 'press:9',
  placeholder: plain('Choose'),
  options,
});
const item = section({ type: 'text', text: 'An item' });

const GOOD = [
  { type: 'header', text: plain('The bridge') },
  words('It is open.'),
  richText(
    { type: 'rich_text_list', style: 'ordered', offset: 4, indent: 0, elements: [item] },
    { type: 'rich_text_quote', elements: [{ type: 'link', url: 'https://courier.example/', text: 'there' }] },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a  b' }] },
  ),
  { type: 'image', slack_file: { id: 'F1' }, alt_text: 'A chart', title: plain('Figures') },
  { type: 'context', elements: [plain('Page 1 of 2')] },
  { type: 'divider' },
  actions(button('press:0'), button('press:1', { value: 'run /facts' })),
  actions(select(option('One', 'run /source a/b'))),
];
const many = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
const posted = (...blocks: unknown[]) => ({ channel: 'C1', text: 'The bridge', blocks });
const faultsOf = (...blocks: unknown[]) => slackFaults('chat.postMessage', posted(...blocks));

const delivery = (event_payload: unknown, event_type: unknown = 'pullquote_delivery') =>
  slackFaults('chat.postMessage', { channel: 'C1', text: 'x', metadata: { event_type, event_payload } });

describe('the check of what goes to Slack', () => {
  test('finds nothing in a good message', () => {
    expect(faultsOf(...GOOD)).toEqual([]);
    expect(slackFaults('chat.update', { ...posted(...GOOD), ts: '1.2' })).toEqual([]);
    expect(slackFaults('chat.postEphemeral', { ...posted(...GOOD), user: 'U1' })).toEqual([]);
    expect(slackFaults('response_url', { text: 'x', blocks: GOOD, response_type: 'in_channel' })).toEqual([]);
    expect(slackFaults('views.publish', { user_id: 'U1', view: { type: 'home', blocks: GOOD } })).toEqual([]);
  });

  test('reads a body that was sent as a form', () => {
    const form = { channel: 'C1', text: '12', unfurl_links: 'false', blocks: JSON.stringify(GOOD) };
    expect(slackFaults('chat.postMessage', form)).toEqual([]);
    expect(slackFaults('chat.postMessage', { ...form, blocks: '[{"type":"headline"}]' })).not.toEqual([]);
  });

  test.for<[string, unknown, RegExp]>([
    ['an unknown block', { type: 'headline' }, /^\/blocks\/0\/type must be equal to one of/],
    ['a misspelt field', { ...words('x'), block_ids: 'x' }, /^\/blocks\/0 .*block_ids/],
    ['a misspelt field deep inside', richText(section({ type: 'text', txt: 'x' })), /elements\/0\/elements\/0 .*text/],
    ['the wrong kind of text', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }, /^\/blocks\/0\/text\/type/],
    ['a picture without alternative text', { type: 'image', slack_file: { id: 'F1' } }, /^\/blocks\/0 .*alt_text/],
    ['a picture from nowhere', { type: 'image', alt_text: 'x' }, /slack_file/],
    ['a style that does not exist', { type: 'rich_text_list', style: 'dots', elements: [item] }, /\/type/],
    [
      'a list in a style that does not exist',
      richText({ type: 'rich_text_list', style: 'dots', elements: [item] }),
      /style/,
    ],
    [
      'a text directly in a list',
      richText({ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] }),
      /type/,
    ],
    ['a section in an actions block', actions(item), /^\/blocks\/0\/elements\/0\/type/],
    ['a long header', { type: 'header', text: plain('x'.repeat(151)) }, /text\/text has 151/],
    ['an empty header', { type: 'header', text: plain(' ') }, /blank/],
    ['an empty text', words(''), /\/text is empty/],
    ['an empty section', richText(section()), /\/elements is empty/],
    ['long alternative text', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'x'.repeat(2001) }, /alt_text/],
    ['a long label', actions(button('press:0', { text: plain('x'.repeat(76)) })), /text\/text has 76/],
    ['a long value', actions(button('press:0', { value: 'x'.repeat(2001) })), /value has 2001/],
    ['a long action_id', actions(button('x'.repeat(256))), /action_id has 256/],
    ['a long block_id', { ...words('x'), block_id: 'x'.repeat(256) }, /block_id has 256/],
    ['an action_id used twice', actions(button('press:0'), button('press:0')), /action_id is used twice/],
    ['too many buttons', actions(...Array.from({ length: 26 }, (_, i) => button(`press:${i}`))), /elements has 26/],
    [
      'too many options',
      actions(select(...Array.from({ length: 101 }, (_, i) => option('x', `${i}`)))),
      /options has 101/,
    ],
    ['a long option', actions(select(option('x'.repeat(76), '1'))), /options\/0\/text\/text has 76/],
    [
      'a long value of an option',
      actions(select(option('x', 'x'.repeat(LIMITS.optionValue + 1)))),
      /options\/0\/value/,
    ],
    ['a value of two options', actions(select(option('x', '1'), option('y', '1'))), /value twice/],
    ['a select without options', actions({ type: 'static_select', action_id: 'press:0' }), /needs either/],
    [
      'a long placeholder',
      actions({ ...select(option('x', '1')), placeholder: plain('x'.repeat(151)) }),
      /placeholder/,
    ],
    [
      'too much small print',
      { type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) },
      /elements has 11/,
    ],
    ['a mention of a user', richText(section({ type: 'user', user_id: 'U1' })), /mentions: user/],
    ['a mention of all', richText(section({ type: 'broadcast', range: 'channel' })), /mentions: broadcast/],
    ['a link to a script', richText(section({ type: 'link', url: 'javascript:alert(1)' })), /neither http/],
    ['markup in mrkdwn', { type: 'context', elements: [{ type: 'mrkdwn', text: 'hi <!channel>' }] }, /unescaped/],
    [
      'more words than fit',
      richText(section(...Array.from({ length: 4 }, () => ({ type: 'text', text: 'x'.repeat(2900) })))),
      /characters of text/,
    ],
    [
      'more JSON than fits',
      richText(...Array.from({ length: 200 }, () => section({ type: 'text', text: 'a short one' }))),
      /characters of JSON/,
    ],
  ])('finds %s', ([, block, fault]) => {
    expect(faultsOf(block)).toContainEqual(expect.stringMatching(fault));
  });

  test('names a fault where it is and nowhere else', () => {
    expect(faultsOf(words('x'), { type: 'header', text: plain('x'), level: 2 })).toEqual([
      expect.stringMatching(/^\/blocks\/1 must NOT have additional properties: .*level/),
    ]);
  });

  test('finds too many blocks', () => {
    expect(faultsOf(...many(50))).toEqual([]);
    expect(faultsOf(...many(51))).toEqual(['/blocks are 51']);
    expect(slackFaults('views.publish', { user_id: 'U1', view: { type: 'home', blocks: many(100) } })).toEqual([]);
    expect(slackFaults('views.publish', { user_id: 'U1', view: { type: 'home', blocks: many(101) } })).not.toEqual([]);
  });

  test('lets a view hold more than a message, and name channels', () => {
    const texts = richText(...Array.from({ length: 200 }, () => section({ type: 'text', text: 'a short one' })));
    const channel = richText(section({ type: 'channel', channel_id: 'C1' }));
    const view = { type: 'home', blocks: [texts, channel] };
    expect(slackFaults('views.publish', { user_id: 'U1', view })).toEqual([]);
    expect(faultsOf(channel)).toEqual([expect.stringMatching(/mentions: channel/)]);
  });

  test('finds an id used twice in different blocks', () => {
    expect(faultsOf(actions(button('press:0')), actions(button('press:0')))).not.toEqual([]);
    expect(faultsOf({ ...words('x'), block_id: 'a' }, { ...words('x'), block_id: 'a' })).not.toEqual([]);
  });

  test.for(['<!channel>', '<@U1>', 'a > b', 'Ask & tell', ' ', 'x'.repeat(4001)])(
    'finds a fallback text that acts or is unfit: %s',
    (text) => {
      expect(slackFaults('chat.postMessage', { channel: 'C1', text })).not.toEqual([]);
    },
  );

  test('takes what a delivery carries with it', () => {
    expect(delivery({ delivery: 'd-1' })).toEqual([]);
  });

  test.for<[unknown, unknown]>([
    [{}, 'pullquote_delivery'],
    [undefined, 'pullquote_delivery'],
    [{ delivery: null }, 'pullquote_delivery'],
    [{ delivery: 'd-1' }, ''],
    [{ delivery: 'd-1' }, 'a delivery'],
    [{ delivery: 'd'.repeat(1000) }, 'pullquote_delivery'],
  ])('finds metadata that Slack refuses: %j of %s', ([payload, type]) => {
    expect(delivery(payload, type)).not.toEqual([]);
  });

  test('takes an escaped fallback text', () => {
    expect(slackFaults('chat.postMessage', { channel: 'C1', text: '&lt;!channel&gt; &amp; more' })).toEqual([]);
  });

  test.for<[string, unknown]>([
    ['chat.postMessage', { text: 'x' }],
    ['chat.postMessage', { channel: 'C1', text: 'x', blocks: [] }],
    ['chat.postMessage', { channel: 'C1', blocks: [words('x')] }],
    ['chat.postMessage', { channel: 'C1', text: 'x', thread: '1.2' }],
    ['chat.postMessage', { channel: 'C1', text: 'x', metadata: { event_type: 'x' } }],
    ['chat.postMessage', { channel: 'C1', text: 'x', link_names: true }],
    ['chat.update', { channel: 'C1', text: 'x' }],
    ['chat.postEphemeral', { channel: 'C1', text: 'x' }],
    ['response_url', { text: 'x', response_type: 'everyone' }],
    ['views.publish', { user_id: 'U1', view: { type: 'home', blocks: [{ type: 'headline' }] } }],
    ['views.publish', { view: { type: 'home', blocks: [] } }],
    ['assistant.threads.setStatus', { channel_id: 'D1', thread_ts: '1.2' }],
    ['assistant.threads.setSuggestedPrompts', { channel_id: 'D1', prompts: [{ title: 'x' }] }],
    [
      'assistant.threads.setSuggestedPrompts',
      { channel_id: 'D1', prompts: Array.from({ length: 5 }, () => ({ title: 'x', message: 'x' })) },
    ],
    ['files.completeUploadExternal', { files: [{ title: 'x' }] }],
  ])('finds a call of %s that Slack refuses: %j', ([method, body]) => {
    expect(slackFaults(method, body)).not.toEqual([]);
  });
});
