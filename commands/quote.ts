import { z } from 'zod';
import {
  altText,
  chooseStory,
  commandLine,
  defineCommand,
  describePerson,
  echo,
  emphasis,
  notice,
  nothingPublished,
  offerNames,
  paragraph,
  post,
  quotePicture,
  spans,
  startCitations,
  storyOption,
  theNearest,
  type Block,
  type CommandContext,
  type Item,
  type Library,
  type PersonEntry,
  type QuoteItem,
  type Reply,
  type StoryEntry,
} from '../src/kit.ts';

const Options = z.strictObject({
  about: z.string().trim().min(1).max(200).optional().meta({
    description: 'A speaker, a topic, or one quotation such as xi-putin/quote-xi-trust',
    kind: 'person',
  }),
  story: storyOption('Only from this story'),
  as: z.enum(['card']).optional().meta({ description: 'As a picture to pass on' }),
});
type Options = z.infer<typeof Options>;

/** How many reported statements stand in for the quotations that are not there. */
const REPORTED = 5;
/** How many others are offered in place of someone who is not quoted. */
const OTHERS = 3;

/** What was asked for, once it is known which story is meant; everything said and offered keeps to it. */
type Asked = {
  about: string | undefined;
  story: StoryEntry | undefined;
  library: Library;
  lineFor: (about: string | undefined) => string;
  context: CommandContext<Options>;
};

/** `/quote [about] [story] [as]`: one verbatim, sourced quotation; the next one each time, or the one whose address is given. */
export default defineCommand({
  name: 'quote',
  description: 'Post a verbatim quotation and where it was said',
  options: Options,

  async run(context) {
    const {
      options: { about, story: typed, as },
      library,
      pick,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const named = about?.includes('/') ? library.item(about).found : undefined;
    if (named) return showItem(named, context);
    const lineOf = (who: string | undefined, slug: string | undefined) =>
      commandLine('quote', { about: who, story: slug, as }, context);
    const { story, reply } = typed === undefined ? {} : chooseStory(library, typed, (slug) => lineOf(about, slug));
    if (reply) return reply;
    const asked: Asked = { about, story, library, lineFor: (who) => lineOf(who, story?.slug), context };
    const person = about === undefined ? undefined : library.person(about);
    if (about !== undefined && person?.ambiguous) {
      const describe = (name: string) => describePerson(name, library);
      return offerNames(about, person, { missing: '', lineFor: asked.lineFor, describe });
    }
    const everywhere = person?.found?.quotes ?? quotesOn(about, library);
    const here = everywhere.filter(isIn(story));
    const quote = await pick(here);
    if (quote) return show(quote, context, here.length > 1 ? asked.lineFor(about) : undefined);
    const actions =
      everywhere.length > 0
        ? [{ label: 'From another story', command: lineOf(person?.found?.handle ?? about, undefined) }]
        : [];
    if (person?.found) return reported(person.found, actions, asked);
    if (about === undefined && !story) return notice('No quotation is published yet.');
    const near = person?.nearest ?? [];
    const what = about === undefined ? 'quotation' : `quotation by or about “${echo(about)}”`;
    return notice(`${holdsNo(what, story, actions.length > 0)}${theNearest(near)}`, {
      actions: [...actions, ...near.map((name) => ({ label: name, command: asked.lineFor(name) }))],
    });
  },
});

/** Quotations that hold every word of the topic; all of them where there is none. */
function quotesOn(topic: string | undefined, library: Library): QuoteItem[] {
  if (topic === undefined) return library.stories.flatMap(({ quotes }) => quotes);
  return library.mentioning(topic).filter((item) => item.kind === 'quote');
}

function isIn(story: StoryEntry | undefined): (item: Item) => boolean {
  return (item) => story === undefined || item.story.slug === story.slug;
}

/** Speaks of the story where one was asked for, never of the whole store for it. */
function holdsNo(what: string, story: StoryEntry | undefined, elsewhere: boolean): string {
  if (!story) return `The store holds no ${what}.`;
  return `“${story.title}” holds no ${what}${elsewhere ? '; another story does' : ''}.`;
}

/** The item of that address, where it is a quotation. */
function showItem(item: Item, context: CommandContext<Options>): Reply {
  if (item.kind === 'quote') return show(item, context);
  return notice(`${item.ref} is a fact, not a quotation.`, {
    actions: [{ label: 'Source', command: commandLine('source', { item: item.ref }, context) }],
  });
}

/** The quotation in words, or on a card where that was asked for; `another` is the line that gives the next one. */
function show(quote: QuoteItem, context: CommandContext<Options>, another?: string): Reply {
  const { library, options } = context;
  const cites = startCitations();
  const { text, speaker, said, context: occasion } = quote;
  const cite = cites.number(quote);
  const picture = quotePicture(quote);
  const asCard = options.as === 'card';
  const words: Block[] = [
    { type: 'quote', text, speaker: speaker.name, role: speaker.role, said, cite },
    { type: 'text', spans: [emphasis(occasion)] },
    ...(asCard ? [paragraph('It is too long for a card.')] : []),
  ];
  return post({
    blocks: asCard && picture ? [{ type: 'image', picture, alt: altText(picture) }] : words,
    citations: cites.list,
    understood: { question: `what did ${speaker.name} say`, about: speaker.name, items: [quote.ref] },
    actions: [
      ...(another === undefined ? [] : [{ label: 'Another', command: another }]),
      ...(asCard || !picture
        ? []
        : [{ label: 'Quote card', command: commandLine('quote', { about: quote.ref, as: 'card' }, context) }]),
      { label: 'Source', command: commandLine('source', { item: quote.ref }, context) },
      { label: `About ${speaker.name}`, command: commandLine('who', { person: library.handle(speaker) }, context) },
    ],
  });
}

/** Says plainly that there is no verbatim quotation, and offers what the person is reported to have said. */
function reported(person: PersonEntry, elsewhere: Reply['actions'], asked: Asked): Reply {
  const { story, library, lineFor, context } = asked;
  const cites = startCitations();
  const statements = person.said.filter(isIn(story)).slice(0, REPORTED);
  const opening = holdsNo(`verbatim quotation of ${person.name}`, story, elsewhere.length > 0);
  const actions = [
    ...elsewhere,
    { label: `About ${person.name}`, command: commandLine('who', { person: person.handle }, context) },
  ];
  if (statements.length === 0) {
    const others = library.people
      .filter((other) => other !== person && other.quotes.some(isIn(story)))
      .slice(0, OTHERS)
      .map(({ handle }) => handle);
    const quoted = others.length > 0 ? ` Quoted ${story ? 'there ' : ''}are: ${others.join(', ')}.` : '';
    return notice(`${opening} Nor is there a statement reported of them.${quoted}`, {
      actions: [...actions, ...others.map((name) => ({ label: `Quote ${name}`, command: lineFor(name) }))],
    });
  }
  return notice(`${opening} Reported of them, not in their own words:`, {
    blocks: [
      { type: 'list', ordered: false, items: statements.map((fact) => spans(`${fact.text} `, cites.mark(fact))) },
    ],
    citations: cites.list,
    actions,
  });
}
