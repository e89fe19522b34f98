import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from '../src/log.ts';

const Secret = fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' });

/** Every string of a value, names of fields too. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) => [...(Array.isArray(value) ? [] : [name]), ...strings(held)]);
}

test('a secret is cut out of every string of a line, and the rest stays', () => {
  fc.assert(
    fc.property(Secret, fc.string(), fc.string(), fc.jsonValue(), (secret, before, after, rest) => {
      fc.pre(!'[Redacted]'.includes(secret) && !JSON.stringify(rest).includes(JSON.stringify(secret).slice(1, -1)));
      const said = `${before}${secret}${after}`;
      const line = JSON.stringify({
        level: 50,
        rest,
        err: { message: said, stack: `Error: ${said}\n  at x`, list: [said] },
      });
      const cut: unknown = JSON.parse(withoutSecrets(line, [secret]));
      for (const text of strings(cut)) expect(text.replaceAll('[Redacted]', '\n')).not.toContain(secret);
      expect(cut).toMatchObject({ level: 50, err: { list: [said.replaceAll(secret, '[Redacted]')] } });
    }),
  );
});

test('a line without a secret stays as it is', () => {
  const line = '{"level":30,"time":"2031-05-06T07:00:00.000Z","wanted":3000,"msg":"the port is in use"}\n';
  expect(withoutSecrets(line, ['xoxb-123456'])).toBe(line);
});

const line = (msg: string) => `${JSON.stringify({ level: 50, msg })}\n`;

test('what lets its holder act is cut out by its shape', () => {
  const cases = {
    'token xoxb-123-abc-DEF is refused': 'token [Redacted] is refused',
    'xoxe.xoxb-1-abc and xapp-1-A0-9-ff': '[Redacted] and [Redacted]',
    'POST https://discord.com/api/v10/interactions/123/aW50.x_y-z/callback':
      'POST https://discord.com/api/v10/interactions/123/[Redacted]/callback',
    'https://discord.com/api/v10/webhooks/123/aW50ZXI/messages/@original':
      'https://discord.com/api/v10/webhooks/123/[Redacted]/messages/@original',
    'https://hooks.slack.com/commands/T1/22/abc?x=1': 'https://hooks.slack.com/commands/[Redacted]?x=1',
    'the box-office and a xoxo': 'the box-office and a xoxo',
  };
  for (const [said, kept] of Object.entries(cases)) expect(withoutSecrets(line(said), [])).toBe(line(kept));
});
