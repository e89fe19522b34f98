import { createComposer, type Material } from '../src/answers/compose.ts';
import { connectModel } from '../src/answers/openai.ts';
import type { Item, Library } from '../src/facts/library.ts';
import { KEY, MODEL, startFakeOpenAi } from '../tests/support/fake-openai.ts';
import { groundingLibrary, paraphrases } from './grounding/library.ts';
import { hostileVariants, type VariantKind } from './grounding/variants.ts';
import { report, type Figure } from './report.ts';

const SEED = 20_311_124;
const VARIANTS = 1000;
/** Altered, these do most harm: none may reach a reader. */
const NEVER: readonly VariantKind[] = [
  'figure',
  'date',
  'name',
  'speaker',
  'quotation',
  'own words as a quotation',
  'role',
];

/** A model server that answers with altered sentences and with faithful ones, each beside a true one: which of them a reader would see. */
export async function run(): Promise<boolean> {
  const ends: (() => Promise<void>)[] = [];
  const server = await startFakeOpenAi((end) => ends.push(end));
  const composer = createComposer({
    model: connectModel({ apiKey: KEY, baseUrl: server.baseUrl, model: MODEL }),
    spend: async () => 'granted',
    giveBack: async () => {},
    log: { warn() {} },
  });
  const library = groundingLibrary();
  let asked = 0;

  /** Whether a sentence that the model says of these items is shown. */
  async function isShown(sentence: string, cites: readonly string[]): Promise<boolean> {
    const { cited, truth } = materialOf(cites, library);
    server.behave(({ facts }) => ({
      sentences: [
        { text: truth, facts: [facts[0]?.id ?? ''] },
        { text: sentence, facts: facts.map(({ id }) => id) },
      ],
    }));
    const material: Material = { question: `Question ${(asked += 1)}?`, cited, near: [] };
    const composition = await composer.compose({ ...material, version: '1', person: 'bench' });
    const said = sentence.replace(/\s+/g, ' ').trim();
    return composition?.sentences.some(({ text, curated }) => !curated && text === said && text !== truth) ?? false;
  }

  const kinds = new Map<VariantKind, { all: number; shown: string[] }>();
  for (const { kind, sentence, cites } of hostileVariants(SEED, VARIANTS, library)) {
    const tally = kinds.get(kind) ?? { all: 0, shown: [] };
    tally.all += 1;
    if (await isShown(sentence, cites)) tally.shown.push(sentence);
    kinds.set(kind, tally);
  }
  const faithful: boolean[] = [];
  for (const { sentence, cites } of paraphrases()) faithful.push(await isShown(sentence, cites));
  await Promise.all(ends.map((end) => end()));

  const shownOf = (some: readonly VariantKind[]) => some.flatMap((kind) => kinds.get(kind)?.shown ?? []);
  const shown = shownOf([...kinds.keys()]);
  for (const sentence of shown) console.log(`shown: ${sentence}`);
  const all = [...kinds.values()].reduce((sum, tally) => sum + tally.all, 0);
  return report('hostile', [
    ...[...kinds].map(([kind, tally]): Figure => {
      return { name: `${kind}: shown, of ${tally.all}`, value: tally.shown.length, unit: '' };
    }),
    {
      name: 'altered figures, dates, names, speakers, roles, quotations shown',
      value: shownOf(NEVER).length,
      unit: '',
      limit: 0,
    },
    { name: `altered sentences stopped, of ${all}`, value: 100 * (1 - shown.length / all), unit: '%', atLeast: 97 },
    {
      name: `faithful paraphrases shown, of ${faithful.length}`,
      value: (100 * faithful.filter(Boolean).length) / faithful.length,
      unit: '%',
      atLeast: 90,
    },
    { name: 'requests that the server did not take', value: server.refused.length, unit: '', limit: 0 },
  ]);
}

/** The items, and a true sentence of the first one. */
function materialOf(cites: readonly string[], library: Library): { cited: Item[]; truth: string } {
  const cited = cites.flatMap((ref) => library.items.filter((item) => item.ref === ref));
  const [first] = cited;
  if (!first) throw new Error(`no item ${cites.join(', ')}`);
  const truth = first.kind === 'quote' ? `${first.speaker.name} said: “${first.text}”` : first.text;
  return { cited, truth };
}
