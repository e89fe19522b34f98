import { formatWhen } from '../../facts/when.ts';
import { emphasis, paragraph, type Block, type Span } from '../../reply.ts';
import { amendSpans, isTouched, nowSpans, type Known } from './amend-spans.ts';

/** A block with what it cites as it is now, in one block or more. */
export function amendBlock(block: Block, known: Known): Block[] {
  switch (block.type) {
    case 'text':
      return [{ ...block, spans: amendSpans(block.spans, known) }];
    case 'list':
      return [{ ...block, items: block.items.map((item) => amendSpans(item, known)) }];
    case 'fields':
      return [{ ...block, fields: block.fields.map((field) => ({ ...field, value: amendSpans(field.value, known) })) }];
    case 'timeline':
      return [
        {
          ...block,
          entries: block.entries.map(({ when, spans }) => ({
            when: whenNow(spans, known) ?? when,
            spans: amendSpans(spans, known),
          })),
        },
      ];
    case 'table':
      return [{ ...block, rows: block.rows.map((row) => amendRow(row, known)) }];
    case 'quote':
      return amendQuote(block, known);
    case 'image':
      // It may show what is taken back, and nothing tells whether it does.
      return [paragraph(emphasis('A picture that may have shown it was taken out.'))];
    case 'heading':
    case 'divider':
      return [block];
  }
}

/** The numbers beside it may be wrong with the words. */
function amendRow(row: readonly Span[][], known: Known): Span[][] {
  const touched = row.flat().filter((span) => span.type === 'cite' && known.fates.has(span.number));
  if (touched.length === 0) return [...row];
  return row.map((_, i) => (i === 0 ? amendSpans(touched, known) : []));
}

function whenNow(spans: readonly Span[], known: Known): string | undefined {
  if (!isTouched(spans, known)) return undefined;
  for (const span of spans) {
    const when = span.type === 'cite' ? known.fates.get(span.number)?.now?.item?.when : undefined;
    if (when !== undefined) return formatWhen(when);
  }
  return undefined;
}

function amendQuote(block: Extract<Block, { type: 'quote' }>, known: Known): Block[] {
  const { cite } = block;
  const fate = cite === undefined ? undefined : known.fates.get(cite);
  if (!fate || cite === undefined) return [block];
  const item = fate.now?.item;
  if (item?.kind !== 'quote') return [{ type: 'text', spans: nowSpans(cite, fate) }];
  const { text, speaker, said } = item;
  return [
    { type: 'quote', text, speaker: speaker.name, role: speaker.role, said, cite },
    paragraph(emphasis(`${fate.done}.`)),
  ];
}
