import { z } from 'zod';
import {
  commandLine,
  defineCommand,
  describePerson,
  echo,
  emphasis,
  nothingPublished,
  offerNames,
  paragraph,
  post,
  spans,
  startCitations,
  type Block,
} from '../src/kit.ts';

const Options = z.strictObject({
  person: z.string().trim().min(1).max(200).meta({ description: 'A person or an organisation', kind: 'person' }),
});

/** How many quotations and facts are shown of each kind. */
const SHOWN = 5;

/** `/who person`: role, what they said, and what is said of them. */
export default defineCommand({
  name: 'who',
  description: 'Say who someone is, what they said and what is said of them',
  options: Options,
  steady: true,

  run(context) {
    const {
      options: { person: typed },
      library,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const { found: person, ...others } = library.person(typed);
    if (!person) {
      return offerNames(typed, others, {
        missing: `The store knows nobody called “${echo(typed)}”.`,
        lineFor: (name) => commandLine('who', { person: name }, context),
        describe: (name) => describePerson(name, library),
      });
    }
    const cites = startCitations();
    const own = new Set(person.said.map(({ ref }) => ref));
    const about = person.about.filter(({ ref, kind }) => kind === 'fact' && !own.has(ref));
    const blocks: Block[] = [
      {
        type: 'fields',
        fields: [
          { label: person.kind === 'person' ? 'Role' : 'What it is', value: spans(person.role) },
          {
            label: person.stories.length === 1 ? 'Story' : 'Stories',
            value: spans(person.stories.map(({ title }) => title).join('; ')),
          },
          { label: 'Verbatim', value: spans(count(person.quotes.length, 'quotation')) },
        ],
      },
    ];
    for (const quote of person.quotes.slice(0, SHOWN)) {
      blocks.push({
        type: 'quote',
        text: quote.text,
        speaker: person.name,
        role: '',
        said: quote.said,
        cite: cites.number(quote),
      });
    }
    blocks.push(...more(person.quotes.length, 'quotation'));
    for (const [heading, facts] of [
      ['Reported of them', person.said],
      ['About them', about],
    ] as const) {
      if (facts.length === 0) continue;
      blocks.push(
        { type: 'heading', text: heading },
        {
          type: 'list',
          ordered: false,
          items: facts.slice(0, SHOWN).map((fact) => spans(`${fact.text} `, cites.mark(fact))),
        },
        ...more(facts.length, 'fact'),
      );
    }
    return post({
      title: person.name,
      blocks,
      citations: cites.list,
      understood: { question: `who is ${person.name}`, about: person.name },
      actions:
        person.quotes.length > 0
          ? [{ label: 'A quotation', command: commandLine('quote', { about: person.handle }, context) }]
          : [],
    });
  },
});

/** Says how many were left out, where any were. */
function more(all: number, noun: string): Block[] {
  return all > SHOWN ? [paragraph(emphasis(`and ${count(all - SHOWN, `more ${noun}`)}`))] : [];
}

function count(number: number, noun: string): string {
  return number === 0 ? `no ${noun} in the store` : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
