import { describe, expect, test } from 'vitest';
import { isNearEqual, resemblance, textFingerprint } from '../../src/curation/near-equal.ts';

const article = `Ferries between Ostrava Sound and the Kelm islands will run on Sundays again from April, the harbour board decided on Tuesday night after a debate that lasted four hours. The board had stopped Sunday sailings two years ago to save fuel. Since then, islanders say, families have been cut off from the mainland hospital for a day each week. A return ticket will cost nine crowns, two more than on weekdays. Children under twelve travel free, and bicycles are carried as long as there is room on deck.`;
const edited = `UPDATED: ${article.replace('nine crowns', 'ten crowns').replace('Tuesday night', 'Wednesday')} The first boat leaves at seven.`;
const another = `The harbour board of Ostrava Sound has voted to bring back the Sunday ferries to Kelm. Islanders had protested for two years against the cut, which left them without a way to reach the hospital on the mainland. From April on, boats will sail on Sundays for nine crowns there and back; bicycles travel for free when the deck is not full, and so do children up to twelve.`;

describe('near-equal texts', () => {
  test('an edited text is found again', () =>
    expect(isNearEqual(textFingerprint(article), textFingerprint(edited))).toBe(true));
  test('another report of the same event is not taken for it', () => {
    expect(isNearEqual(textFingerprint(article), textFingerprint(another))).toBe(false);
    expect(resemblance(textFingerprint(article), textFingerprint(another))).toBeLessThan(0.1);
  });
  test('signs, case and blanks make no difference', () =>
    expect(textFingerprint(article)).toBe(textFingerprint(`  ${article.toUpperCase().replaceAll('. ', ' -- ')}\n`)));
  test('texts without words are equal to nothing', () =>
    expect(isNearEqual(textFingerprint('…'), textFingerprint(''))).toBe(false));
});
