import { fold, stem, words } from './words.ts';
import { foundIt, indexNames, type Lookup, type Named } from './nearest.ts';
import type { SearchDocument } from './passage.ts';
import { createSearch, type Search } from './search.ts';
import { formatWhen, parseWhen } from './when.ts';
import type { Correction, Fact, Person, Quote, Source, Story } from './story.ts';

/** What every item of a story knows about its story. */
type StoryHeader = { slug: string; title: string; source: Source; topics: string[]; revision: number };

/** A published fact or quotation; `ref` is its address, `story-slug/item-id`. `people` are the names of those it is about. */
export type FactItem = Omit<Fact, 'people' | 'speaker'> & {
  kind: 'fact';
  ref: string;
  story: StoryHeader;
  speaker?: Person;
  people: Person[];
};
export type QuoteItem = Omit<Quote, 'people' | 'speaker'> & {
  kind: 'quote';
  ref: string;
  story: StoryHeader;
  speaker: Person;
  people: Person[];
};
export type Item = FactItem | QuoteItem;

export type StoryEntry = StoryHeader & {
  people: Person[];
  facts: FactItem[];
  quotes: QuoteItem[];
  summary: Record<SummaryLength, FactItem[]>;
  corrections: Correction[];
};
export type SummaryLength = 'short' | 'standard' | 'long';

/** One person, organisation or document over all stories. `handle` names this one alone: the full name, with the id where namesakes share it. */
export type PersonEntry = Person & {
  handle: string;
  stories: StoryHeader[];
  quotes: QuoteItem[];
  said: FactItem[];
  about: Item[];
};

/** A story as storage hands it over. */
export type PublishedStory = { story: Story; revision: number };

/** The immutable snapshot of everything published, with its search index. Publishing builds a new one. */
export type Library = {
  /** Changes whenever what is published changes. */
  version: string;
  /** Newest article first. */
  stories: readonly StoryEntry[];
  items: readonly Item[];
  people: readonly PersonEntry[];
  topics: readonly string[];
  search: Search<Item>;
  story(name: string): Lookup<StoryEntry>;
  person(name: string): Lookup<PersonEntry>;
  /** The name that finds this person of a story, and nobody else. */
  handle(person: Person): string;
  /** Items that hold every one of these words, in any form; in story order. */
  mentioning(words: string): Item[];
  /** Takes `story/item`, or the item's id alone where only one story has it. */
  item(ref: string): Lookup<Item>;
};

/** Builds the snapshot. Cost is linear in the number of items. */
export function buildLibrary(published: readonly PublishedStory[]): Library {
  const stories = published.map(({ story, revision }) => storyEntry(story, revision)).sort(byNewest);
  const items = stories.flatMap(({ facts, quotes }) => [...facts, ...quotes]);
  const people = collectPeople(stories);
  const storyNames = stories.flatMap((value): Named<StoryEntry>[] =>
    [value.slug, value.title].map((name) => ({ name, value })),
  );
  const personNames = people.flatMap((value) => [value.handle, ...namesOf(value)].map((name) => ({ name, value })));
  const handles = new Map(people.map((person) => [identity(person), person.handle]));
  const byRef = new Map(items.map((item) => [item.ref, item]));
  const byId = Map.groupBy(items, ({ id }) => id);
  const search = createSearch(items, describeItem);
  // Fuzzy look-ups of items are rare, so their index is made when the first one comes.
  const nearRef = once(() =>
    indexNames(
      items.map((value) => ({ name: value.ref, value })),
      ({ ref }) => ref,
    ),
  );
  const nearId = once(() =>
    indexNames(
      items.map((value) => ({ name: value.id, value })),
      ({ ref }) => ref,
    ),
  );

  return {
    version: published
      .map(({ story, revision }) => `${story.slug}@${revision}`)
      .sort()
      .join(','),
    stories,
    items,
    people,
    topics: [...new Set(stories.flatMap(({ topics }) => topics))],
    search,
    story: indexNames(storyNames, ({ slug }) => slug),
    person: indexNames(
      personNames,
      ({ handle }) => handle,
      3,
      ({ kind }) => kind === 'person',
    ),
    handle: (person) => handles.get(identity(person)) ?? person.name,
    mentioning(typed) {
      const wanted = words(typed).map(stem);
      if (wanted.length === 0) return [];
      const hits = new Set(search.find(typed).map(({ item }) => item));
      return items.filter((item) => hits.has(item) && holdsAll(describeItem(item), wanted));
    },
    item(ref) {
      const bare = byId.get(ref) ?? [];
      const found = byRef.get(ref) ?? (bare.length === 1 ? bare[0] : undefined);
      if (found) return foundIt(found);
      return (ref.includes('/') ? nearRef() : nearId())(ref);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function storyEntry(story: Story, revision: number): StoryEntry {
  const { slug, title, source, topics } = story;
  const header: StoryHeader = { slug, title, source, topics, revision };
  const people = new Map(story.people.map((person) => [person.id, person]));
  const who = (ids: string[]) => ids.flatMap((id) => people.get(id) ?? []);
  const facts = story.facts.map((fact): FactItem => {
    const { speaker: id, ...rest } = fact;
    const speaker = id === undefined ? undefined : people.get(id);
    return {
      ...rest,
      kind: 'fact',
      ref: `${slug}/${fact.id}`,
      story: header,
      people: who(fact.people),
      ...(speaker && { speaker }),
    };
  });
  const quotes = story.quotes.flatMap((quote): QuoteItem[] => {
    const speaker = people.get(quote.speaker);
    const text = quote.text.replace(/\s+/g, ' '); // where the source breaks a line, a reader sees a space
    return speaker
      ? [
          {
            ...quote,
            text,
            kind: 'quote',
            ref: `${slug}/${quote.id}`,
            story: header,
            speaker,
            people: who(quote.people),
          },
        ]
      : [];
  });
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const pick = (ids: string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const { short, standard, long } = story.summary;
  const summary = { short: pick(short), standard: pick(standard), long: pick(long) };
  return { ...header, people: story.people, facts, quotes, summary, corrections: story.corrections };
}

function byNewest(a: StoryEntry, b: StoryEntry): number {
  const day = (entry: StoryEntry) => parseWhen(entry.source.published)?.to ?? '';
  return day(b).localeCompare(day(a)) || a.slug.localeCompare(b.slug);
}

/** Stories mean the same person by the same name and id; a shared name alone may be a namesake's, whose words these are not. */
function identity({ name, id }: Person): string {
  return `${fold(name)}\n${id}`;
}

function collectPeople(stories: readonly StoryEntry[]): PersonEntry[] {
  const known = new Map<string, PersonEntry>();
  for (const story of stories) {
    const here = new Map<string, PersonEntry>();
    for (const person of story.people) {
      const key = identity(person);
      const entry = known.get(key) ?? {
        ...person,
        handle: person.name,
        aliases: [...person.aliases],
        stories: [],
        quotes: [],
        said: [],
        about: [],
      };
      for (const alias of person.aliases) if (!entry.aliases.includes(alias)) entry.aliases.push(alias);
      entry.stories.push(story);
      known.set(key, entry);
      here.set(person.id, entry);
    }
    for (const quote of story.quotes) here.get(quote.speaker.id)?.quotes.push(quote);
    for (const fact of story.facts) if (fact.speaker) here.get(fact.speaker.id)?.said.push(fact);
    for (const item of [...story.facts, ...story.quotes]) {
      for (const { id } of item.people) here.get(id)?.about.push(item);
    }
  }
  const people = [...known.values()];
  for (const namesakes of Map.groupBy(people, ({ name }) => fold(name)).values()) {
    if (namesakes.length > 1) for (const entry of namesakes) entry.handle = `${entry.name} (${entry.id})`;
  }
  return people;
}

/** Every name people type for someone: the full name, its last word where it is a person's, the id and the aliases. */
export function namesOf(person: Person): string[] {
  const surname = person.kind === 'person' ? words(person.name).at(-1) : undefined;
  return [person.name, person.id, ...person.aliases, ...(surname ? [surname] : [])];
}

/** The words by which an item is found beside its own: speaker, people with their aliases, topics, how it was said. */
export function describeItem(item: Item): SearchDocument {
  const people = [item.speaker, ...item.people].flatMap((person) => (person ? [person.name, ...person.aliases] : []));
  const role = item.speaker?.role ?? '';
  const how =
    item.kind === 'quote'
      ? [item.context, item.said]
      : [item.attribution ?? '', ...item.numbers.map(({ label }) => label)];
  const told = item.kind === 'quote' ? item.said : item.attribution;
  return {
    text: item.text,
    context: [
      ...people,
      role,
      ...item.topics,
      ...how,
      ...(item.when === undefined ? [] : [formatWhen(item.when)]),
    ].join(' '),
    questions: item.questions,
    names: [item.speaker, ...item.people].flatMap((person) => (person?.kind === 'person' ? person.name : [])),
    ...(item.kind === 'fact' && { importance: item.importance }),
    ...(told !== undefined && {
      speaker: [...(item.speaker ? [...namesOf(item.speaker), role] : []), withoutListener(told)],
    }),
    ...(item.when !== undefined && { when: item.when }),
    published: item.story.source.published,
    passages: item.evidence.map(({ start, end }) => ({ source: item.story.slug, start, end })),
  };
}

/** An attribution without the one spoken to: of “Xi Jinping, to Putin in Moscow” Putin says nothing. */
function withoutListener(attribution: string): string {
  return attribution.replace(/\b(?:to|told) \p{Lu}[\p{L}’-]*/gu, '');
}

function holdsAll({ text, context }: SearchDocument, stems: readonly string[]): boolean {
  const held = new Set(words(`${text} ${context}`).map(stem));
  return stems.every((wanted) => held.has(wanted));
}
