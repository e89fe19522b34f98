import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGrounding } from '../../src/answers/grounding.ts';
import { groundingSource } from '../../src/answers/grounding/source.ts';
import { groundingLibrary, paraphrases } from '../../bench/grounding/library.ts';
import { hostileVariants, sourcesOf } from '../../bench/grounding/variants.ts';

const library = groundingLibrary();
const source = (ref: string) => {
  const item = library.items.find((each) => each.ref === ref);
  if (!item) throw new Error(`no item ${ref}`);
  return groundingSource(item);
};
const facts = library.items.filter(({ kind }) => kind === 'fact');
const quotes = library.items.flatMap((item) => (item.kind === 'quote' ? item : []));
const article = [...facts, ...facts].map(({ text }) => text).join(' ');

describe('a sentence that its sources bear out', () => {
  test('passes where it is the source’s own, from a fact or from an article', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facts), ({ text }) => {
        expect(checkGrounding(text, [{ text }])).toMatchObject({ supported: true, problems: [] });
        expect(checkGrounding(text, [{ text: article }])).toMatchObject({ supported: true, problems: [] });
      }),
    );
  });

  test('passes in most faithful rewordings', () => {
    const all = paraphrases();
    const passed = all.filter(({ sentence, cites }) => checkGrounding(sentence, sourcesOf(cites, library)).supported);
    expect(passed.length / all.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('a sentence that they do not', () => {
  test('is stopped when any digit of it is changed', () => {
    const figures = facts.filter(({ text }) => /\d/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...figures), fc.nat(), fc.integer({ min: 1, max: 9 }), (item, pick, by) => {
        const places = [...item.text.matchAll(/\d/g)].map(({ index }) => index);
        const at = places[pick % places.length] ?? 0;
        const digit = (Number(item.text[at]) + by) % 10;
        const claim = item.text.slice(0, at) + String(digit) + item.text.slice(at + 1);
        expect([claim, checkGrounding(claim, [groundingSource(item)]).supported]).toEqual([claim, false]);
      }),
      { numRuns: 200 },
    );
  });

  test('is stopped when any word of a quotation is another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...quotes), fc.nat(), (quote, pick) => {
        const words = quote.text.split(' ');
        words[pick % words.length] = 'ostrich';
        const claim = `${quote.speaker.name} said: “${words.join(' ')}”`;
        expect(checkGrounding(claim, [groundingSource(quote)]).supported).toBe(false);
      }),
    );
  });

  test('is stopped in nearly all altered copies, and in all with another figure, name or quotation', () => {
    const passed = hostileVariants(7, 600, library).filter(
      ({ sentence, cites }) => checkGrounding(sentence, sourcesOf(cites, library)).supported,
    );
    expect(passed.filter(({ kind }) => /figure|name|quotation/.test(kind))).toEqual([]);
    expect(passed.length).toBeLessThanOrEqual(600 * 0.03);
  });

  test.for([
    ['tram-line/cost', 'The line will cost 640 million dollars, according to Ansel Transit.', /640 million/],
    ['tram-line/riders', 'The line could carry more than 40,000 passengers a day.', /on the word of/],
    ['tram-line/riders', 'Tomás Quillón says the line will carry more than 40,000 passengers a day.', /only “could”/],
    ['tram-line/fares', 'Lenka Ostrova said that fares would not rise before 2035.', /Ostrova/],
    [
      'tram-line/loan',
      'The council has decided whether to borrow the money or to sell its stake in the airport.',
      /“not”/,
    ],
    ['river-ruling/sued', 'In 2026 Hydra Power sued Teyra Keepers.', /sued/],
    ['hillfire/wind', 'Winds rose from 70 to 35 kilometres an hour overnight.', /“rose”|other way round/],
    ['tram-line/start', 'Construction is expected to begin in October 2032.', /October 2032/],
    ['tram-line/cost', 'Ansel Transit puts the cost at 640 million crowns; see https://trams.example.', /link/],
    ['tram-line/cost', '@everyone Ansel Transit puts the cost at 640 million crowns.', /mention/],
    ['tram-line/cost', 'Аnsel Transit puts the cost of the line at 640 million crowns.', /scripts/],
    ['tram-line/cost', 'Ansel Transit puts the cost of the line at ９40 million crowns.', /940 million/],
    ['tram-line/cost', 'Ansel Transit puts the cost of the line at ٧ million crowns.', /digit/],
    ['tram-line/cost', 'Ansel\u200b Transit puts the cost of the line at 640 million crowns.', /nobody sees/],
  ] as const)('%s: “%s”', ([ref, claim, problem]) => {
    const { supported, problems } = checkGrounding(claim, [source(ref)]);
    expect({ supported, told: problems.join('\n') }).toEqual({
      supported: false,
      told: expect.stringMatching(problem),
    });
  });

  // Each line is of a kind that a rule of its own stops: without that rule it passes.
  test.for([
    [
      'trade-growth',
      'Chinese customs data show that China–Russia trade grew by 36.5 percentage points from January to July 2023.',
    ],
    [
      'trade-growth',
      'Chinese customs data show that China–Russia trade grew to 36.5% over the first seven months of 2023.',
    ],
    ['trade-growth', 'Chinese customs data show that China–Russia trade grew by 36.5% a month in 2023.'],
    ['trade-growth', 'Chinese customs data show that China–Russia trade grew by 36.5% in 2023.'],
    [
      'trade-growth',
      'Chinese customs data show that China–Russia trade grew by half over the first seven months of 2023.',
    ],
    ['trade-growth', 'Trade grew by 36.5% in the first seven months of 2023, Russian customs data show.'],
    [
      'trade-total',
      'Chinese customs data put trade between China and Russia at A$134.1 billion for January to July 2023.',
    ],
    ['forty-two-meetings', 'Xi and Putin had met 42 times in 2023.'],
    [
      'agreement-length',
      'The two agreements that Xi and Putin signed in Beijing weeks before the invasion of Ukraine are 5,000 words long.',
    ],
    [
      'agreement-length',
      'The agreement that Xi and Putin signed in Beijing weeks before the invasion of Ukraine is 5,000 pages long.',
    ],
    [
      'changes-in-100-years',
      'In March 2023, Xi told Putin that they are bringing about 100 changes of a kind not seen for years.',
    ],
    [
      'analysts-on-xi',
      'All analysts say the meeting with Putin lets Xi offer China to developing countries as an alternative leader for the world.',
    ],
    ['meeting', 'The meeting of Xi and Putin took place in Beijing last week.'],
    [
      'beijing-before-invasion',
      'Putin visited Beijing, and signed an agreement there with Xi, during the invasion of Ukraine.',
    ],
    ['meeting', 'Russian President Xi Jinping and Chinese President Vladimir Putin met in Beijing on 18 October 2023.'],
    ['meeting', 'Chinese Premier Xi Jinping and Vladimir Putin met in Beijing on 18 October 2023.'],
    [
      'meeting',
      'Xi Jinping and Vladimir Putin almost met in Beijing on 18 October 2023, on the margins of the Belt and Road Forum.',
    ],
    [
      'havren-affiliation',
      'Sari Arho Havrén is a former associate fellow at RUSI, the Royal United Services Institute.',
    ],
    [
      'russia-reliance',
      'As international sanctions mount, China relies more and more on Russia, which Putin’s visit reflects.',
    ],
    [
      'zaporizhzhia-airstrikes',
      'While Xi and Putin met in Moscow, deadly overnight airstrikes killed civilians in Zaporizhzhia, Ukraine.',
    ],
    ['sanctions', 'International sanctions by Moscow are mounting because of the war in Ukraine.'],
    [
      'strategic-coordination',
      'Both leaders praised the strategic coordination that China and Russia have kept up, calling it close and effective.',
    ],
    [
      'trade-all-time-high',
      'On 18 October 2023 Xi told reporters that the volume of trade between China and Russia has climbed to an all-time high.',
    ],
    [
      'ceasefire-call',
      'China and Russia have called for a ceasefire in the conflict between Israel and Hamas, it was reported.',
    ],
    ['ceasefire-call', 'China and Russia have yet to call for a ceasefire in the conflict between Israel and Hamas.'],
    [
      'mutual-benefits',
      'Philipp Ivanov told VOA that the partnership between China and Russia rarely pays off in both directions.',
    ],
    [
      'neutrality-a-disguise',
      'Sari Arho Havrén says the balance that Beijing tries to strike between Russia and the West is anything but a disguise.',
    ],
    [
      'military-technologies',
      'Philipp Ivanov says Russia will offer China certain military technologies, which China needs.',
    ],
    [
      'influence-over-conflict',
      'Philipp Ivanov thinks China and Russia will use their influence to keep the conflict from growing into a bigger war.',
    ],
    ['sanctions', 'International sanctions on Moscow are mounting because of the war in Ukraine, as expected.'],
    ['quote-xi-trust', 'Xi said: »The political mutual trust of the two countries is continuously deepening«.'],
    ['quote-xi-trust', 'Xi said: ‚The political mutual trust of the two countries is continuously deepening‘.'],
    ['quote-xi-trust', 'Xi said: ″The political mutual trust of the two countries is continuously deepening″.'],
    ['quote-xi-high', 'Xi told Putin trade has fallen from “a historical high”.'],
    ['financial-lifeline', 'China provides a “financial lifeline” that is crucial for Moscow’s war on Kyiv.'],
    [
      'gas-prices',
      '- Sari Arho Havrén says the Israel–Hamas war could have an effect on natural gas prices around the world.',
    ],
    [
      'gas-prices',
      '*Sari Arho Havrén says the Israel–Hamas war could have an effect on natural gas prices around the world.*',
    ],
    ['trade-goal', 'Xi told Putin that their trade has reached US$200 billion.'],
    ['china-as-buyer', 'China is now the biggest buyer of Russian oil and gas.'],
    ['icc-warrant', 'The ICC dropped its warrant for Putin in March 2023.'],
    ['trade-growth', 'China–Russia trade was down 36.5% in the first seven months of 2023, Chinese customs data show.'],
    ['beijing-before-invasion', 'Putin and Xi signed a treaty in Moscow weeks before the invasion of Ukraine.'],
    [
      'quote-ivanov-leverage',
      'Ivanov told VOA: “I think China and Russia could use their leverage with Syria, Iran, or Saudi Arabia to try to”.',
    ],
    ['ivanov-affiliation', 'Breaking: Philipp Ivanov is a senior fellow at ASPI.'],
    [
      'political-trust',
      'I believe that Xi said that China and Russia trust each other more and more in political matters.',
    ],
  ] as const)('xi-putin/%s: “%s”', ([ref, claim]) => {
    expect(checkGrounding(claim, [source(`xi-putin/${ref}`)]).supported).toBe(false);
  });
});

describe('a faithful wording that a rule must not mistake', () => {
  test.for([
    [
      ['trade-growth'],
      'According to Chinese customs, trade between the two countries rose 36.5% between January and July 2023.',
    ],
    [['trade-total'], 'Chinese customs data put trade in the first seven months of 2023 at US$134.1 billion.'],
    [['havren-affiliation'], 'Sari Arho Havrén is an associate fellow at the Royal United Services Institute (RUSI).'],
    [['icc-warrant'], 'In March 2023, the ICC issued a warrant for Putin’s arrest over alleged war crimes.'],
    [
      ['second-trip', 'icc-warrant'],
      'Putin’s visit to China was his second trip outside Russia since the ICC issued a warrant for his arrest in March 2023 over alleged war crimes.',
    ],
    [
      ['neither-side-backed', 'quote-ivanov-backing'],
      'Of China and Russia, Ivanov said: “They haven’t fully backed Israel but neither have they been strong in terms of supporting Hamas.”',
    ],
    [['quote-ivanov-energy'], 'Ivanov told VOA that Russia is “a stable and affordable energy provider”.'],
    [
      ['mutual-benefits', 'quote-ivanov-both-ways'],
      'Ivanov told VOA that the partnership pays off in both directions, saying the benefits “go both ways”.',
    ],
    [
      ['power-of-siberia-deal'],
      'In March 2023, when Xi and Putin met in Moscow, their countries agreed on some parts of the deal for the Power of Siberia 2 pipeline.',
    ],
    [
      ['no-deeper-engagement', 'quote-havren-engagement'],
      'Havrén does not think China and Russia would engage more deeply in the open, “as that would further strain Beijing’s relationship with European countries”.',
    ],
    [['china-as-market'], 'China has become an important market for Russian goods.'],
    [
      ['meeting'],
      'Russia’s Vladimir Putin met Chinese leader Xi Jinping in Beijing on 18 October 2023, on the sidelines of the Belt and Road Forum.',
    ],
    [
      ['limited-ability'],
      'Both China and Russia know that their means to help settle the conflict between Israel and Hamas are limited, Ivanov says.',
    ],
  ] as const)('%j: “%s”', ([refs, claim]) => {
    expect(
      checkGrounding(
        claim,
        refs.map((ref) => source(`xi-putin/${ref}`)),
      ),
    ).toMatchObject({ supported: true });
  });
});

describe('any text', () => {
  test('gets a score between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (claim, text) => {
        const { score } = checkGrounding(claim, [{ text }]);
        expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });

  test.for(['“', '"', '(', '[', '<', '`', '🚨', '\u202e', '\u200b', '. ', 'a ', '1,', 'а', "'", '@', 'x.'])(
    '100 kB of %j neither hangs nor passes',
    (unit) => {
      const long = unit.repeat(100_000 / unit.length);
      const start = performance.now();
      expect(checkGrounding(long, [{ text: 'The line opened.' }]).supported).toBe(false);
      expect(checkGrounding(long.slice(0, 7_900), [{ text: 'The line opened.' }]).supported).toBe(false);
      checkGrounding('The line opened in 2031.', [{ text: long }]);
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});

test.for(['Critics are furious.', 'The mayor has since resigned.', 'Experts disagree.', 'Xi won.', 'Putin lost.'])(
  'a fact copied whole does not carry the sentence after it: %s',
  (added) => {
    const text = 'The meeting of 18 October 2023 was the third that Xi and Putin have held in person since 2022.';
    expect(checkGrounding(text, [{ text }]).supported).toBe(true);
    expect(checkGrounding(`${text} ${added}`, [{ text }]).supported).toBe(false);
  },
);
