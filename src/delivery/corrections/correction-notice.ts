import { startCitations } from '../../facts/cite.ts';
import type { Library } from '../../facts/library.ts';
import { formatWhen } from '../../facts/when.ts';
import { paragraph, post, strong, type Reply } from '../../reply.ts';
import { tellCorrection } from '../../tell-correction.ts';
import { retractedOn } from './fates.ts';
import type { Takeback } from './affecting.ts';

/** What readers of a message are told beneath it: what of it was wrong, what holds now, and where that stands. `refs` are the items of the message that the change is about. */
export function correctionNotice(change: Takeback, refs: readonly string[], library: Library): Reply {
  const { kind, slug, title, corrections } = change;
  const cites = startCitations();
  const actions = [{ label: 'Source', command: `/source ${refs[0] ?? slug}` }];
  if (kind === 'retracted')
    return post({
      title: 'Withdrawn',
      blocks: [
        paragraph(
          strong(title),
          ` was withdrawn on ${retractedOn(change)}; please do not rely on what the message above says of it.`,
        ),
      ],
      actions,
    });
  const told = corrections.filter(({ items }) => items.some((id) => refs.includes(`${slug}/${id}`)));
  const isWithdrawn = told.every(({ now }) => now === undefined);
  return post({
    title: isWithdrawn ? 'Withdrawn' : 'Correction',
    blocks: told.map((correction) => {
      const { date, now, items } = correction;
      const held = items.flatMap((id) => {
        const { found } = now === undefined ? {} : library.item(`${slug}/${id}`);
        return found?.ref === `${slug}/${id}` && refs.includes(found.ref) ? [cites.mark(found)] : [];
      });
      const done = now === undefined ? 'withdrawn' : 'corrected';
      return paragraph(
        strong(`${title}, ${done} on ${formatWhen(date)}: `),
        `${tellCorrection(correction).says} `,
        ...held,
      );
    }),
    citations: cites.list,
    actions,
  });
}
