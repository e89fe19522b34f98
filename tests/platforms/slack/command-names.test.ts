import { expect, test } from 'vitest';
import { withSlackNames } from '../../../src/platforms/slack/command-names.ts';
import { code, notice, paragraph, post } from '../../../src/reply.ts';
import { COMMANDS } from '../../support/run.ts';

const rename = (reply: Parameters<typeof withSlackNames>[0]) => withSlackNames(reply, COMMANDS);

test('what we say names commands as Slack has them, once', () => {
  const said = rename(notice('There is no command /x. Did you mean /who? /help lists them all, as does /summary.'));
  expect(said.blocks).toEqual(
    notice('There is no command /x. Did you mean /pullquote-who? /pullquote-help lists them all, as does /summary.')
      .blocks,
  );
  expect(rename(said)).toEqual(said);
});

test('what the store says stays as it is, but for code', () => {
  const told = { title: 'On /who', blocks: [paragraph('She typed /who. ', code('/who vale'), ' https://x.org/who')] };
  expect(rename(post(told))).toEqual(
    post({
      title: 'On /who',
      blocks: [paragraph('She typed /who. ', code('/pullquote-who vale'), ' https://x.org/who')],
    }),
  );
  const quote = { type: 'quote', text: '/who are you', speaker: 'Mira Vale', role: '', said: '' } as const;
  expect(rename(post({ blocks: [quote] })).blocks).toEqual([quote]);
});

test('a usage line as the title is a command', () => {
  expect(rename(post({ title: '/who <person>', blocks: [] })).title).toBe('/pullquote-who <person>');
});
