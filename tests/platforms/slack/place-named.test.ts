import { expect, test } from 'vitest';
import { placeNamed } from '../../../src/platforms/slack/place-named.ts';

const named = (typed: string) =>
  placeNamed(typed, { team: 'T0HARBOUR', mentioned: new Map([['#general', 'C0GENERAL']]) });
const PLACE = { platform: 'slack', workspace: 'T0HARBOUR', channel: 'C012AB3CD' };

test.for([
  'C012AB3CD',
  ' C012AB3CD ',
  '#C012AB3CD',
  '<#C012AB3CD>',
  '<#C012AB3CD|>',
  '<#C012AB3CD|desk>',
  'https://harbour.slack.com/archives/C012AB3CD',
  'https://harbour.slack.com/archives/C012AB3CD/p1900000000000100',
  '<https://harbour.slack.com/archives/C012AB3CD>',
  '<https://harbour.slack.com/archives/C012AB3CD|https://harbour.slack.com/archives/C012AB3CD>',
  'https://app.slack.com/client/T0HARBOUR/C012AB3CD',
  'https://harbour.enterprise.slack.com/archives/C012AB3CD?thread_ts=none',
])('“%s” names a channel', (typed) => {
  expect(named(typed)).toEqual(PLACE);
});

test('a private channel and a mention have their ids', () => {
  expect(named('G012AB3CD')).toMatchObject({ channel: 'G012AB3CD' });
  expect(named('#general')).toMatchObject({ channel: 'C0GENERAL' });
});

test('a link to a message in a thread names the thread', () => {
  const link =
    'https://harbour.slack.com/archives/C012AB3CD/p1900000009000100?thread_ts=1900000000.000100&cid=C012AB3CD';
  expect(named(link)).toEqual({ ...PLACE, thread: '1900000000.000100' });
});

test.for([
  '',
  'general',
  '#desk',
  'c012ab3cd',
  'U012AB3CD',
  'D012AB3CD',
  'C012AB3CD and more',
  'https://courier.example/archives/C012AB3CD',
  'https://slack.com.example/archives/C012AB3CD',
  'https://notslack.com/archives/C012AB3CD',
  'https://harbour.slack.com/team/U012AB3CD',
  'https://harbour.slack.com/archives/D012AB3CD',
  'https://',
])('“%s” names none, and it is told how to', (typed) => {
  expect(named(typed)).toEqual({ refusal: expect.stringMatching(/copy the id at the foot/) });
});
