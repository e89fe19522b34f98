import { describe, expect, test } from 'vitest';
import type { Model, Prompt } from '../../src/answers/model.ts';
import { UpstreamError } from '../../src/errors.ts';
import { proposeDraft } from '../../src/curation/propose.ts';
import { reword } from '../../src/curation/reword.ts';
import { FERRY } from './ferry.ts';

const draft = proposeDraft(FERRY, { now: new Date('2031-05-09') });
type Asked = { id: string; fact: string; passage: string };
const askedOf = ({ material }: Prompt): Asked[] => (JSON.parse(material) as { facts: Asked[] }).facts;

/** A model that gives back what `say` makes of each fact. */
function aModel(
  say: (asked: Asked) => { id: string; text: string }[],
): Pick<Model, 'complete'> & { prompts: Prompt[] } {
  const prompts: Prompt[] = [];
  return {
    prompts,
    async complete(prompt, shape) {
      prompts.push(prompt);
      return shape.parse({ facts: askedOf(prompt).flatMap(say) });
    },
  };
}

const COST = 'According to the county treasury, 12.5 million crowns went into the repair.';
const sayCost = (text: string) => aModel(({ id, fact }) => (fact.includes('12.5 million') ? [{ id, text }] : []));
const costIn = ({ facts }: typeof draft) => facts.find(({ numbers }) => numbers.some(({ value }) => value === 12.5));

describe('reword', () => {
  test('takes a sentence in other words that its passage bears out', async () => {
    const found = await reword(draft, FERRY.text, sayCost(COST));
    expect(costIn(found)).toMatchObject({ text: COST, isArticleWords: false });
    expect(found.facts.filter(({ isArticleWords }) => !isArticleWords)).toHaveLength(1);
    expect(costIn(draft)?.isArticleWords).toBe(true);
  });

  test.for([
    ['another figure', 'According to the county treasury, 21.5 million crowns went into the repair.'],
    ['more than is said', `${COST} The king paid for the rest of it out of his own pocket in Madrid.`],
    ['mark-up', '**12.5 million crowns** went into the repair, the county treasury says.'],
    ['a link', '12.5 million crowns went into the repair, the county treasury says: https://a.example'],
    ['nothing', '  '],
    ['a hidden character', COST.replace('county', 'county\u202e')],
    ['a word', 'Crowns.'],
    ['no end', `${COST} `.repeat(20)],
  ])('%s is refused, and the fact stays as it was', async ([, text = '']) => {
    expect(await reword(draft, FERRY.text, sayCost(text))).toEqual(draft);
  });

  test('the article’s own words are refused', async () => {
    const echo = aModel(({ id, fact }) => [{ id, text: fact }]);
    const found = await reword(draft, FERRY.text, echo);
    expect(found).toEqual(draft);
    const nearly = aModel(({ id, fact }) => [{ id, text: fact.replace(/\.$/, ', it is said.') }]);
    const left = (await reword(draft, FERRY.text, nearly)).facts.filter(({ isArticleWords }) => isArticleWords);
    expect(left.length).toBeGreaterThan(5);
  });

  test('ids that nobody gave are ignored', async () => {
    const found = await reword(draft, FERRY.text, aModel(() => [{ id: '__proto__', text: COST }, { id: 'f999', text: COST }])); // prettier-ignore
    expect(found).toEqual(draft);
  });

  test('what was rejected or reworded already is not asked for', async () => {
    const settled = draft.facts.map((fact, i) => ({ ...fact, isArticleWords: i > 0, decision: i === 1 ? 'rejected' : 'open' }) as const); // prettier-ignore
    const model = aModel(() => []);
    await reword({ ...draft, facts: settled }, FERRY.text, model);
    expect(model.prompts.flatMap(askedOf)).toHaveLength(draft.facts.length - 2);
  });

  test('the article stands in JSON only, never among the instructions', async () => {
    const model = aModel(() => []);
    await reword(draft, FERRY.text, model);
    for (const { system, material } of model.prompts) {
      expect(system).not.toMatch(/ferry|Rask/i);
      expect(() => JSON.parse(material) as unknown).not.toThrow();
    }
  });

  test('a model at fault is told in one line', async () => {
    const model = { complete: () => Promise.reject(new UpstreamError('no answer within 20 s', { code: 'timed_out' })) };
    await expect(reword(draft, FERRY.text, model)).rejects.toThrow(
      'The model gave no wording: no answer within 20 s. The draft is as it was.',
    );
  });

  test('it is called off at once', async () => {
    const controller = new AbortController();
    const model = { complete: () => new Promise<never>(() => controller.abort(new Error('enough'))) };
    await expect(reword(draft, FERRY.text, model, { signal: controller.signal })).rejects.toThrow('enough');
  });

  test('says how far it is', async () => {
    const told: string[] = [];
    await reword(draft, FERRY.text, sayCost(COST), {
      onProgress: ({ says, done, of }) => told.push(`${says} ${done}/${of}`),
    });
    const count = draft.facts.length;
    expect(told[0]).toBe(`Rewording 0/${count}`);
    expect(told.at(-1)).toMatch(new RegExp(`^Reworded 1 of ${count} facts.* ${count}/${count}$`));
  });
});
