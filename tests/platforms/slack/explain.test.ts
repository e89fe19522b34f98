import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../../src/errors.ts';
import { asUpstream, wrongKindOfToken } from '../../../src/platforms/slack/explain.ts';

describe('a network error', () => {
  test.for(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
    'before anything was sent cannot have succeeded: %s',
    (code) => {
      const error = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
      expect(asUpstream(error)).toMatchObject({ code: 'unreachable', mayHaveSucceeded: false });
    },
  );

  test.for(['ECONNRESET', 'UND_ERR_SOCKET'])('in between may have succeeded: %s', (code) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
    expect(asUpstream(error)).toMatchObject({ mayHaveSucceeded: true });
  });

  test('that is anything at all becomes one line', () => {
    for (const thrown of [new Error('two\nlines'), 'text', undefined, null, { x: 1 }]) {
      const error = asUpstream(thrown);
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error.message).not.toContain('\n');
    }
  });
});

test('tokens of an unknown kind are left for Slack to judge', () => {
  expect(wrongKindOfToken('SLACK_BOT_TOKEN', 'something-new-1')).toBeUndefined();
  expect(wrongKindOfToken('SLACK_BOT_TOKEN', 'xoxb-1')).toBeUndefined();
});
