import type { Draft } from '../../../curation/draft.ts';
import { Edit } from '../../../curation/edit.ts';
import { describeIssues } from '../../../describe-issues.ts';
import { UserError } from '../../../errors.ts';

/** A form as it was sent, the last value of each name. */
export type Sent = Record<string, string>;

const DECISIONS = { accept: 'accepted', reject: 'rejected', reopen: 'open' } as const;

/** The change that a form asks for, seen on the draft that it was made for; undefined where it asks for none. Throws a UserError that says what is wrong with it. */
export function readEdit(sent: Sent, draft: Draft): Edit | undefined {
  const raw = rawEdit(sent, draft);
  if (raw === undefined) return undefined;
  const parsed = Edit.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new UserError(`That cannot be kept: ${describeIssues(parsed.error)}.`, {
    code: 'bad_edit',
  });
}

function rawEdit(sent: Sent, draft: Draft): object | undefined {
  for (const [name, decision] of Object.entries(DECISIONS)) {
    const item = sent[name];
    if (item !== undefined) return { do: 'decide', items: item === '*' ? openItems(draft) : [item], decision };
  }
  for (const [name, by] of [
    ['up', -1],
    ['down', 1],
  ] as const) {
    const id = sent[name];
    if (id !== undefined) return { do: 'move', id, to: Math.max(0, draft.order.indexOf(id) + by) };
  }
  const id = sent['id'];
  const { do: what = '' } = sent;
  switch (what) {
    case 'fact':
      return {
        do: 'fact',
        id,
        ...given(sent, 'text'),
        ...orNull(sent, 'attribution', 'speaker', 'when'),
        ...lists(sent, 'topics'),
        ...people(sent, draft),
        importance: Number(sent['importance']),
        ...span(sent),
      };
    case 'quote':
      return {
        do: 'quote',
        id,
        ...given(sent, 'speaker', 'context', 'said'),
        ...orNull(sent, 'when'),
        ...lists(sent, 'topics'),
        ...people(sent, draft),
        ...span(sent),
      };
    case 'merge':
      return { do: 'merge', into: sent['into'], from: id, ...given(sent, 'text') };
    case 'move':
      return { do: 'move', id, to: Number(sent['to']) };
    case 'lengths':
      return { do: 'lengths', ...numbers(sent, 'short', 'standard', 'long') };
    case 'story':
      return {
        do: 'story',
        ...given(sent, 'slug', 'title', 'publisher', 'published'),
        ...orNull(sent, 'author'),
        ...lists(sent, 'topics'),
      };
    case 'person':
      return { do: 'person', ...given(sent, 'id', 'name', 'role', 'kind'), ...lists(sent, 'aliases') };
    case 'add':
      return { do: 'add', kind: sent['kind'], ...numbers(sent, 'start', 'end') };
    default:
      return undefined;
  }
}

function openItems({ facts, quotes }: Draft): string[] {
  return [...facts, ...quotes].filter(({ decision }) => decision === 'open').map(({ id }) => id);
}

/** What was typed, on one line; fields left empty are left as they were. */
function given(sent: Sent, ...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, oneLine(sent[name])] as const).filter(([, value]) => value !== ''),
  );
}

/** Fields that are taken away by emptying them. */
function orNull(sent: Sent, ...names: string[]): Record<string, string | null> {
  return Object.fromEntries(
    names.filter((name) => sent[name] !== undefined).map((name) => [name, oneLine(sent[name]) || null]),
  );
}

function lists(sent: Sent, ...names: string[]): Record<string, string[]> {
  return Object.fromEntries(
    names
      .filter((name) => sent[name] !== undefined)
      .map((name) => [name, [...new Set((sent[name] ?? '').split(',').map(oneLine))].filter((each) => each !== '')]),
  );
}

/** People by their ids or their names. */
function people(sent: Sent, draft: Draft): Record<string, string[]> {
  const { people: named } = lists(sent, 'people');
  return named === undefined
    ? {}
    : { people: named.map((each) => draft.people.find(({ name }) => name === each)?.id ?? each) };
}

function numbers(sent: Sent, ...names: string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, sent[name] === undefined ? Number.NaN : Number(sent[name])]));
}

/** Another passage, where one was selected. */
function span(sent: Sent): { span?: object } {
  const { start = '', end = '' } = sent;
  return start === '' || end === '' ? {} : { span: { start: Number(start), end: Number(end) } };
}

function oneLine(value: string | undefined): string {
  return (value ?? '').replace(/\s+/g, ' ').trim().normalize('NFC');
}
