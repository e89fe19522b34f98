import { namesOf, type Item } from '../../facts/library.ts';
import type { Person } from '../../facts/story.ts';
import { formatWhen } from '../../facts/when.ts';

/** What a claim is read against: a passage, with what readers are told of it. */
export type GroundingSource = {
  text: string;
  /** Names, aliases and roles of whoever says it; absent where it is the reporter's own statement or a plain passage. */
  speaker?: readonly string[];
  /** The text is a speaker's own words; false where it is a reporter's rendering of what is nobody's wording. */
  verbatim?: boolean;
  /** What else is known of it: attribution, to whom it was said, date in words, names and aliases of the people it is about. */
  context?: string;
  /** When it happened (EDTF). */
  when?: string;
};

/** What a claim that cites this fact or quotation is read against. */
export function groundingSource(item: Item): GroundingSource {
  const told =
    item.kind === 'quote' ? [item.context, item.said] : item.attribution === undefined ? [] : [item.attribution];
  const people = [...(item.speaker ? [item.speaker] : []), ...item.people].map(describePerson);
  const dated = item.when === undefined ? [] : [formatWhen(item.when)];
  const speaker = speakerOf(item);
  return {
    text: item.text,
    ...(speaker && { speaker }),
    verbatim: item.kind === 'quote',
    context: [...told, ...people, ...dated].join('. '),
    ...(item.when !== undefined && { when: item.when }),
  };
}

function speakerOf(item: Item): string[] | undefined {
  if (item.speaker) return [...namesOf(item.speaker), item.speaker.role];
  if (item.kind === 'quote' || item.attribution === undefined) return undefined;
  return isTold(item.text, item.attribution) ? [item.attribution.replace(/, to .*$/, '')] : undefined;
}

function describePerson({ name, aliases, role }: Person): string {
  return [name, ...aliases, role].join(', ');
}

/** Whether a fact says itself on whose word it rests; what a caption shows, it does not. */
function isTold(text: string, attribution: string): boolean {
  return attribution.split(/\W+/).some((word) => word.length > 3 && text.includes(word));
}
