import { z } from 'zod';
import {
  attributionOf,
  commandLine,
  defineCommand,
  echo,
  formatWhen,
  nothingPublished,
  notice,
  offerNames,
  paragraph,
  post,
  spans,
  textFragmentUrl,
  strong,
  tellCorrection,
  type Block,
  type CommandContext,
  type Reply,
} from '../src/kit.ts';

const Options = z.strictObject({
  item: z
    .string()
    .trim()
    .min(1)
    .max(140)
    .meta({ description: 'A fact or quotation, such as xi-putin/trade-growth', kind: 'item' }),
});

/** `/source item`: where a sentence comes from, to the character. */
export default defineCommand({
  name: 'source',
  description: 'Show where a fact or quotation comes from, to the character',
  options: Options,

  async run(context) {
    const {
      options: { item: typed },
      library,
      sourceText,
      withdrawn,
    } = context;
    if (library.stories.length === 0) return nothingPublished();
    const { found: item, ...others } = library.item(typed);
    if (!item) {
      const gone = withdrawn(typed);
      if (gone) return tellWithdrawn(gone, context);
      return offerNames(typed, others, {
        missing: `The store holds no item “${echo(typed)}”.`,
        lineFor: (ref) => commandLine('source', { item: ref }, context),
      });
    }
    const { publisher, title, author, published, sha256 } = item.story.source;
    const held = await sourceText(sha256);
    const blocks: Block[] = [
      item.kind === 'quote'
        ? { type: 'quote', text: item.text, speaker: item.speaker.name, role: item.speaker.role, said: item.said }
        : paragraph(item.text),
      {
        type: 'fields',
        fields: [
          { label: 'Says who', value: spans(attributionOf(item)) },
          { label: 'Publisher', value: spans(publisher) },
          { label: 'Title', value: spans(title) },
          ...(author === undefined ? [] : [{ label: 'Author', value: spans(author) }]),
          { label: 'Date', value: spans(formatWhen(published)) },
        ],
      },
    ];
    for (const evidence of item.evidence) {
      const { start, end, first, last } = evidence;
      const passage = held?.slice(start, end);
      const { url } = item.story.source;
      blocks.push({
        type: 'fields',
        fields: [
          { label: 'Passage', value: spans(`characters ${start}–${end} of the source text`) },
          {
            label: 'Opens and closes with',
            value: spans(first.length >= end - start ? `“${first}”` : `“${first} … ${last}”`),
          },
          { label: 'SHA-256', value: [{ type: 'text', text: evidence.sha256, mark: 'code' }] },
          ...(passage === undefined ? [] : [{ label: 'In full', value: spans(passage) }]),
          ...(url === undefined
            ? []
            : [
                {
                  label: 'Read it there',
                  value: [{ type: 'link' as const, text: publisher, url: textFragmentUrl(url, evidence) }],
                },
              ]),
        ],
      });
    }
    return post({
      title: item.ref,
      blocks,
      visibility: 'asker',
      tells: [item.ref],
      actions: [{ label: 'Summary', command: commandLine('summary', { story: item.story.slug }, context) }],
    });
  },
});

/** What was held once: when it was taken back, what it had said and why. */
function tellWithdrawn(
  gone: NonNullable<ReturnType<CommandContext<unknown>['withdrawn']>>,
  context: Pick<CommandContext<unknown>, 'commands' | 'library'>,
): Reply {
  const { title, date, slug } = gone;
  if (gone.of === 'story')
    return notice(`“${title}” was withdrawn as a whole on ${formatWhen(date)}: please do not rely on what it said.`);
  const { done, says } = tellCorrection({ ...gone, now: undefined });
  return notice('That is not held any more.', {
    blocks: [paragraph(strong(`${done}: `), says)],
    actions: [{ label: 'Summary', command: commandLine('summary', { story: slug }, context) }],
  });
}
