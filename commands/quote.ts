import { z } from 'zod';
import {
  chooseStory,
  defineCommand,
  emphasis,
  echo,
  notice,
  nothingPublished,
  post,
  spans,
  startCitations,
  type Library,
  type PersonEntry,
  type QuoteItem,
  type Reply,
  storyOption,
} from '../src/kit.ts';

const Options = z.strictObject({
  about: z.string().trim().min(1).max(120).optional().meta({ description: 'A speaker or a topic', kind: 'person' }),
  story: storyOption('Only from this story'),
});

/** How many reported statements stand in for the quotations that are not there. */
const REPORTED = 5;

/** `/quote [about] [story]`: one verbatim, sourced quotation; the next one each time. */
export default defineCommand({
  name: 'quote',
  description: 'Post a verbatim quotation and where it was said',
  options: Options,

  async run({ options: { about, story: typed }, library, pick }) {
    if (library.stories.length === 0) return nothingPublished();
    let stories = library.stories;
    if (typed !== undefined) {
      const { story, reply } = chooseStory(library, typed, (slug) => `/quote story:${slug}`);
      if (!story) return reply;
      stories = [story];
    }
    const inStories = ({ story }: { story: { slug: string } }) =>
      typed === undefined || stories[0]?.slug === story.slug;
    const person = about === undefined ? undefined : library.person(about);
    const said = person?.found?.quotes.filter(inStories);
    const matching =
      said ??
      (about === undefined ? stories.flatMap(({ quotes }) => quotes) : quotesOn(about, library).filter(inStories));
    const quote = await pick(matching);
    if (quote) return show(quote, about, matching.length);
    if (person?.found) return reported(person.found, library);
    const near = person?.nearest ?? [];
    return notice(
      about === undefined
        ? 'No quotation is published yet.'
        : `The store holds no quotation by or about “${echo(about)}”. The nearest people it knows: ${near.join(', ')}.`,
      { actions: near.map((name) => ({ label: name, command: `/quote ${name}` })) },
    );
  },
});

/** Quotations that hold every word of the topic. */
function quotesOn(topic: string, library: Library): QuoteItem[] {
  return library.mentioning(topic).filter((item) => item.kind === 'quote');
}

function show(quote: QuoteItem, about: string | undefined, count: number): Reply {
  const cites = startCitations();
  const { text, speaker, said, context } = quote;
  return post({
    blocks: [
      { type: 'quote', text, speaker: speaker.name, role: speaker.role, said, cite: cites.number(quote) },
      { type: 'text', spans: [emphasis(context)] },
    ],
    citations: cites.list,
    actions: [
      ...(count > 1 ? [{ label: 'Another', command: about === undefined ? '/quote' : `/quote ${about}` }] : []),
      { label: 'Source', command: `/source ${quote.ref}` },
      { label: `About ${speaker.name}`, command: `/who ${speaker.name}` },
    ],
  });
}

/** Says plainly that there is no verbatim quotation, and offers what the person is reported to have said. */
function reported(person: PersonEntry, library: Library): Reply {
  const cites = startCitations();
  const statements = person.said.slice(0, REPORTED);
  const others = library.people.filter(({ quotes }) => quotes.length > 0).slice(0, 3);
  const opening = `The store holds no verbatim quotation of ${person.name}.`;
  if (statements.length === 0) {
    return notice(
      `${opening} Nor does it hold a statement reported of them. Quoted are: ${others.map(({ name }) => name).join(', ')}.`,
      {
        actions: [
          { label: `About ${person.name}`, command: `/who ${person.name}` },
          ...others.map(({ name }) => ({ label: `Quote ${name}`, command: `/quote ${name}` })),
        ],
      },
    );
  }
  return notice(`${opening} In reported speech, not in their own words, it holds:`, {
    blocks: [
      { type: 'list', ordered: false, items: statements.map((fact) => spans(`${fact.text} `, cites.mark(fact))) },
    ],
    citations: cites.list,
    actions: [{ label: `About ${person.name}`, command: `/who ${person.name}` }],
  });
}
