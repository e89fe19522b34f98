/** Names of money that are no currency's own, or not as Intl spells it. */
const OTHERS = 'crown rouble renminbi cent penny pence quid sterling bitcoin';
/** Codes that stand beside a sum in the news; many others are English words (ALL, TOP, TRY). */
const CODES = 'usd eur gbp jpy cny chf aud cad nzd sek nok dkk inr brl mxn zar krw pln czk huf rub';
/** Last words of currencies' names that mean something else far oftener. */
const NOT_MONEY = new Set(['real', 'reals', 'gold', 'rights', 'sol', 'mark', 'marks']);

let names: Set<string> | undefined;

/** Whether a folded word names a currency, in the singular or plural: dollars, krona, SEK. */
export function isCurrency(word: string): boolean {
  if (!names) {
    const display = new Intl.DisplayNames('en', { type: 'currency' });
    const last = Intl.supportedValuesOf('currency').map(
      (code) => display.of(code)?.toLowerCase().split(' ').at(-1) ?? '',
    );
    const bare = [...last.filter((name) => /^\p{L}{2,}$/u.test(name)), ...OTHERS.split(' ')];
    names = new Set([...CODES.split(' '), ...bare.flatMap((name) => [name, `${name}s`])]);
    for (const word of NOT_MONEY) names.delete(word);
  }
  return names.has(word);
}
