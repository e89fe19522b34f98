import { expect, test } from 'vitest';
import { mentionedChannels, plainText } from '../../../src/platforms/slack/plain-text.ts';

test.for([
  ['what &lt;is&gt; A &amp; B', 'what <is> A & B'],
  ['a typed &amp;lt;', 'a typed &lt;'],
  ['<@U0BOT> hello <@U0BOT>', 'hello'],
  ['<@U1> and <@U2|mira>', '@U1 and @mira'],
  ['in <#C1|general> or <#C2> or <#C3|>', 'in #general or #C2 or #C3'],
  ['<!here> <!subteam^S1|@desk> <!date^1^{date}|6 May>', '@here @desk 6 May'],
  ['see <https://courier.example/a?b=1&amp;c=2>', 'see https://courier.example/a?b=1&c=2'],
  ['<http://courier.example|courier.example>, <mailto:a@b.example|a@b.example>', 'courier.example, a@b.example'],
  ['1 &lt; 2 <3', '1 < 2 <3'],
])('“%s” was typed as “%s”', ([sent = '', typed]) => {
  expect(plainText(sent, 'U0BOT')).toBe(typed);
});

test('a mentioned channel has its id under the name that is left of it', () => {
  const text = 'from <#C1|general> to <#G2|desk>, not <#C3|> or #other or <@U1|mira>';
  expect([...mentionedChannels(text)]).toEqual([
    ['#general', 'C1'],
    ['#desk', 'G2'],
  ]);
});
