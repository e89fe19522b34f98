import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { answerQuestion } from '../src/answers/answer.ts';
import { WEIGHTS, type Weights } from '../src/answers/calibrate.ts';
import { buildLibrary, type Item } from '../src/facts/library.ts';
import { createSearch, type Search } from '../src/facts/search.ts';
import { parseStoryFile } from '../src/facts/story-file.ts';
import { fold } from '../src/facts/words.ts';
import { readStoryQuestions, type StoryQuestions } from '../tests/answers/story-questions.ts';
import { report } from './report.ts';

const DATA = '../shared/tuning';
const Fact = z.object({ id: z.string(), text: z.string() });
type Fact = z.infer<typeof Fact>;
const Asked = z.object({ question: z.string(), answers: z.array(z.string()), gold_fact: z.string().nullable() });
type Store = { search: Search<Fact>; asked: z.infer<typeof Asked>[] };
type Scores = { first: number; five: number; auroc: number; balanced: number; gold: number };

/** Signals that go together, by what they tell; each is switched off in its turn. */
const GROUPS: Record<string, (keyof Weights)[]> = {
  'plain words held': ['matter'],
  'weight held (BM25)': ['bm25'],
  'synonyms count less': ['synonyms'],
  'related words': ['related'],
  'names lacked': ['namesLacked', 'strangers'],
  'kind of answer': ['noKind', 'noListed', 'hasName', 'lacksFigure'],
  'nearness of a possible answer': ['near'],
  'share of the best': ['relevance'],
  "the editor's questions": ['asked', 'foreseen', 'foreseenTime', 'foreseenKind', 'foreseenKey'],
  'off the topic, no reason': ['offTopic', 'lacksReason'],
  'another deed, office, person': ['otherDeed', 'otherSubject', 'noOffice', 'notWho'],
  'another speaker, another year': ['otherSpeaker', 'allTheySaid', 'otherYear'],
};

/** Retrieval and refusal on labelled news questions and on the shipped story, and what each signal adds. */
export async function run(): Promise<boolean> {
  const stores = readStores();
  const story = curatedStory();
  const all = stores && scoreStores(stores, WEIGHTS);
  const { right, refused } = scoreStory(story, WEIGHTS);
  const held = report('answers', [
    ...(all
      ? [
          { name: 'right fact first (R@1)', value: all.first, unit: '', atLeast: 0.87 },
          { name: 'right fact among five (R@5)', value: all.five, unit: '', atLeast: 0.95 },
          { name: 'answerable told from unanswerable (AUROC)', value: all.auroc, unit: '', atLeast: 0.92 },
          { name: 'balanced accuracy of refusing', value: all.balanced, unit: '', atLeast: 0.84 },
          { name: 'the answer holds the gold string', value: all.gold, unit: '', atLeast: 0.8 },
        ]
      : []),
    { name: 'shipped story: right of 40', value: right, unit: '', atLeast: 39 },
    { name: 'shipped story: refused of 20', value: refused, unit: '', atLeast: 20 },
  ]);
  console.table(
    Object.fromEntries(
      Object.entries(GROUPS).map(([group, signals]) => {
        const weights = { ...WEIGHTS, ...Object.fromEntries(signals.map((signal) => [signal, 0])) };
        const without = stores && scoreStores(stores, weights);
        const told = scoreStory(story, weights);
        return [
          group,
          {
            ...(without && {
              'R@1': without.first.toFixed(3),
              AUROC: without.auroc.toFixed(3),
              balanced: without.balanced.toFixed(3),
            }),
            'of 40': told.right,
            'of 20': told.refused,
          },
        ];
      }),
    ),
  );
  return held;
}

/** The labelled stores, as the scorer beside the repository writes them; undefined where there is none. */
function readStores(): Store[] | undefined {
  const scorer = join(DATA, 'score.mjs');
  if (!existsSync(scorer)) {
    console.error(`No labelled questions: ${scorer}, facts.jsonl and questions.jsonl are expected there.`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-answers-'));
  spawnSync(process.execPath, [scorer, 'stores', join(DATA, 'facts.jsonl'), join(DATA, 'questions.jsonl'), folder], {
    stdio: 'inherit',
  });
  const stores = readdirSync(folder).map((store) => ({
    search: createSearch(lines(join(folder, store, 'facts.jsonl'), Fact), ({ text }) => ({ text, context: '' })),
    asked: lines(join(folder, store, 'questions.jsonl'), Asked),
  }));
  rmSync(folder, { recursive: true });
  return stores;
}

function lines<T>(file: string, row: z.ZodType<T>): T[] {
  const text = readFileSync(file, 'utf8').trim();
  return text.split('\n').map((line) => row.parse(JSON.parse(line)));
}

function scoreStores(stores: readonly Store[], weights: Weights): Scores {
  const yes: number[] = [];
  const no: number[] = [];
  const count = { first: 0, five: 0, answered: 0, refused: 0, gold: 0 };
  for (const { search, asked } of stores) {
    for (const { question, answers, gold_fact: gold } of asked) {
      const { ranked, cited, refused, score } = answerQuestion(search, question, { signals: weights });
      if (gold === null) {
        no.push(score);
        if (refused) count.refused += 1;
        continue;
      }
      yes.push(score);
      const ids = ranked.map(({ item }) => item.id);
      if (ids[0] === gold) count.first += 1;
      if (ids.slice(0, 5).includes(gold)) count.five += 1;
      if (refused) continue;
      count.answered += 1;
      const said = spaced(cited.map(({ text }) => text).join(' '));
      if (answers.some((answer) => said.includes(spaced(answer)))) count.gold += 1;
    }
  }
  return {
    first: count.first / yes.length,
    five: count.five / yes.length,
    auroc: auroc(yes, no),
    balanced: (count.answered / yes.length + count.refused / no.length) / 2,
    gold: count.gold / yes.length,
  };
}

function spaced(text: string): string {
  return ` ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** How often an answerable question scores higher than an unanswerable one. */
function auroc(yes: readonly number[], no: readonly number[]): number {
  let above = 0;
  for (const a of yes) for (const b of no) above += a > b ? 1 : a === b ? 0.5 : 0;
  return above / (yes.length * no.length);
}

type Story = { search: Search<Item>; questions: StoryQuestions };

function curatedStory(): Story {
  const { story } = parseStoryFile('stories/xi-putin.yaml', readFileSync('stories/xi-putin.yaml', 'utf8'));
  if (!story) throw new Error('stories/xi-putin.yaml does not load');
  const questions = readStoryQuestions();
  return { search: buildLibrary([{ story, revision: 1 }]).search, questions };
}

function scoreStory({ search, questions }: Story, weights: Weights): { right: number; refused: number } {
  const asks = new Map(questions.answerable.map(({ id, ask }) => [id, ask]));
  const right = questions.answerable.filter(({ ask, after, says, passages }) => {
    const before = after === undefined ? undefined : asks.get(after);
    const first = before === undefined ? undefined : answerQuestion(search, before, { signals: weights });
    const previous = before === undefined ? undefined : { question: before, about: first?.cited[0]?.speaker?.name };
    const { cited } = answerQuestion(search, ask, { previous, signals: weights });
    const text = fold(cited.map((item) => `${item.speaker?.name ?? ''} ${item.text}`).join(' '));
    const spans = cited.flatMap(({ evidence }) => evidence);
    return (
      says.every((any) => any.some((part) => text.includes(fold(part)))) &&
      passages.some(([start, end]) => spans.some((span) => span.start < end && span.end > start))
    );
  });
  const refused = questions.unanswerable.filter(({ ask }) => answerQuestion(search, ask, { signals: weights }).refused);
  return { right: right.length, refused: refused.length };
}
