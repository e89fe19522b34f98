import { UpstreamError } from '../errors.ts';
import { fault, good, warning, type Finding } from '../finding.ts';
import type { Model } from './model.ts';
import { Wording } from './prompt.ts';

/** A fact that nobody doubts: what counts is the shape of the answer. */
const TRIAL = {
  system: 'Answer the question in one sentence from the facts, and list the ids of the facts that it rests on.',
  material: JSON.stringify({
    question: 'How many days has a week?',
    facts: [{ id: 'f1', kind: 'fact', text: 'A week has seven days.' }],
  }),
};

const SERVER = 'Look at OPENAI_BASE_URL (with its version, such as /v1), and whether the server runs.';
const MENDS: Record<string, string> = {
  wrong_key: 'Set OPENAI_API_KEY to a key of this server.',
  rejected:
    'Look at the model’s name, which must be one of this server’s that knows structured output, and at OPENAI_BASE_URL.',
  rate_limited: 'Look at the limits and the credit of the account. Until then answers are the store’s own sentences.',
  timed_out: 'Answers take too long for a conversation; choose a faster model in OPENAI_MODEL.',
  malformed: 'Choose a model in OPENAI_MODEL that knows structured output (response_format json_schema).',
  cut_off: 'Choose a model in OPENAI_MODEL that thinks less before it answers.',
};

/** Asks the model, and the embedding model where one is set up, one thing each. */
export async function* examineModel(model: Model): AsyncGenerator<Finding> {
  yield await examine(`Model ${model.name}`, async () => {
    const { sentences } = await model.complete(TRIAL, Wording);
    return sentences.some(({ text, facts }) => text !== '' && facts.includes('f1'))
      ? undefined
      : 'does not name the facts that its sentences rest on, so that none of them would be shown.';
  });
  const { embed, embeddings = '' } = model;
  if (!embed) return;
  const found = await examine(`Model ${embeddings}`, async () => {
    const [one, other] = await embed(['A week has seven days.', 'The ferry was late.']);
    return JSON.stringify(one) === JSON.stringify(other) ? 'gives one vector for two texts.' : undefined;
  });
  yield found.mend === undefined
    ? found
    : { ...found, mend: found.mend.replaceAll('OPENAI_MODEL', 'OPENAI_EMBEDDING_MODEL') };
}

async function examine(about: string, work: () => Promise<string | undefined>): Promise<Finding> {
  try {
    const amiss = await work();
    return amiss === undefined
      ? good(about, 'answers as it is asked to.')
      : warning(about, amiss, 'Choose another one in OPENAI_MODEL.');
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return fault(about, `${error.message}.`, MENDS[error.code] ?? SERVER);
  }
}
