import { z } from 'zod';
import { Fact, Person, Quote, Story } from '../facts/story.ts';
import { Decision, Draft } from './draft.ts';

const Id = Fact.shape.id;
const Offset = z.int().min(0);
const { source } = Draft.shape;

/** One change of a draft. A value of null takes an optional field away. */
export const Edit = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('decide'), items: z.array(Id).min(1), decision: Decision }),
  z.strictObject({
    do: z.literal('fact'),
    id: Id,
    text: Fact.shape.text.optional(),
    attribution: Fact.shape.attribution.nullable().optional(),
    speaker: Fact.shape.speaker.nullable().optional(),
    when: Fact.shape.when.nullable().optional(),
    topics: Fact.shape.topics.optional(),
    people: z.array(Id).optional(),
    importance: Fact.shape.importance.optional(),
    span: z.strictObject({ start: Offset, end: Offset }).optional(),
  }),
  z.strictObject({
    do: z.literal('quote'),
    id: Id,
    speaker: Quote.shape.speaker.optional(),
    context: Quote.shape.context.optional(),
    said: Quote.shape.said.optional(),
    when: Quote.shape.when.nullable().optional(),
    topics: Quote.shape.topics.optional(),
    people: z.array(Id).optional(),
    span: z.strictObject({ start: Offset, end: Offset }).optional(),
  }),
  z.strictObject({ do: z.literal('merge'), into: Id, from: Id, text: Fact.shape.text.optional() }),
  z.strictObject({ do: z.literal('move'), id: Id, to: z.int().min(0) }),
  z.strictObject({
    do: z.literal('lengths'),
    short: Draft.shape.lengths.shape.short,
    standard: Draft.shape.lengths.shape.standard,
    long: Draft.shape.lengths.shape.long,
  }),
  z.strictObject({
    do: z.literal('story'),
    slug: Story.shape.slug.optional(),
    title: Story.shape.title.optional(),
    topics: Story.shape.topics.optional(),
    publisher: source.shape.publisher,
    published: source.shape.published,
    author: source.shape.author.nullable().optional(),
  }),
  z.strictObject({
    do: z.literal('person'),
    id: Id.optional(),
    name: Person.shape.name.optional(),
    role: Person.shape.role.optional(),
    kind: z.enum(['person', 'organisation', 'document']).optional(),
    aliases: z.array(Person.shape.name).optional(),
  }),
  z.strictObject({
    do: z.literal('add'),
    kind: z.enum(['fact', 'quote']),
    start: Offset,
    end: Offset,
    text: Fact.shape.text.optional(),
    speaker: Quote.shape.speaker.optional(),
  }),
]);
export type Edit = z.infer<typeof Edit>;
