import {
  altText,
  commandLine,
  defineDigest,
  emphasis,
  post,
  quotePicture,
  skip,
  startCitations,
  type Block,
  type DigestContext,
  type QuoteItem,
} from '../src/kit.ts';

const REPEAT_AFTER_DAYS = 60;

/** One quotation; never one that this channel has had from a digest in the last sixty days, unless it asks for repeats. */
export default defineDigest({
  name: 'quote-of-the-day',
  description: 'A verbatim quotation and where it was said, every day',
  cron: '0 9 * * *', // in the channel's own time zone

  async build(context) {
    const { options, pick, posted } = context;
    const quotes = eligible(context);
    if (quotes.length === 0) return skip('no quotation is published on what was subscribed to');
    const recent = await posted.idsSince(REPEAT_AFTER_DAYS);
    const fresh = quotes.filter(({ ref }) => !recent.has(ref));
    const quote = await pick(fresh.length > 0 || options.quiet !== 'repeat' ? fresh : quotes);
    // A quiet morning beats a repeated quotation; the reason is kept in the ledger.
    if (!quote) return skip(`every quotation was posted here within ${REPEAT_AFTER_DAYS} days`);
    return show(quote, context);
  },
});

function eligible({ options: { story, topic }, library }: DigestContext): QuoteItem[] {
  const quotes = library.stories.flatMap((each) => (story === undefined || each.slug === story ? each.quotes : []));
  if (topic === undefined) return quotes;
  const on = new Set(library.mentioning(topic).map(({ ref }) => ref));
  return quotes.filter((quote) => on.has(quote.ref) || quote.topics.includes(topic));
}

function show(quote: QuoteItem, context: DigestContext) {
  const { options, library } = context;
  const cites = startCitations();
  const { text, speaker, said, context: occasion } = quote;
  const cite = cites.number(quote);
  const picture = options.as === 'card' ? quotePicture(quote) : undefined;
  const words: Block[] = [
    { type: 'quote', text, speaker: speaker.name, role: speaker.role, said, cite },
    { type: 'text', spans: [emphasis(occasion)] },
  ];
  return post({
    title: 'Quote of the day',
    blocks: picture ? [{ type: 'image', picture, alt: altText(picture) }] : words,
    citations: cites.list,
    actions: [
      {
        label: 'Another quote',
        command: commandLine('quote', { about: options.topic, story: options.story }, context),
      },
      { label: 'The story', command: commandLine('summary', { story: quote.story.slug }, context) },
      { label: `About ${speaker.name}`, command: commandLine('who', { person: library.handle(speaker) }, context) },
    ],
  });
}
