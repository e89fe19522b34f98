import { html } from 'hono/html';
import type { Difference } from '../../../curation/compare-stories.ts';
import type { Html } from '../page.ts';
import { wordDiff } from './word-diff.ts';

/** A change of one thing, in words: what of, and both values. */
type Change = { label: string; before?: unknown; after?: unknown };

/** What the fields of drafts and stories are called. */
const FIELDS: Record<string, string> = {
  isArticleWords: 'still the article’s words',
  evidence: 'passage',
  people: 'who it concerns',
  said: 'how it was said',
  lengths: 'lengths of the summary',
  source: 'about the article',
  slug: 'short name',
};

/** How two revisions of a story differ, one line for each thing. */
export function differenceList(differences: readonly Difference[]): Html {
  return changeList(
    differences.map(({ kind, what, id, field, before, after }) => ({
      label: `${what === 'story' ? 'Story' : `${sentence(what === 'quote' ? 'quotation' : what)} ${id}`}${kind === 'changed' ? `, ${fieldName(field ?? '')}` : ` ${kind}`}`,
      ...(kind !== 'added' && { before }),
      ...(kind !== 'removed' && { after }),
    })),
  );
}

/** Changes with the words that were removed and inserted. */
export function changeList(changes: readonly Change[]): Html {
  return html`<ul class="changes">
    ${changes.map(
      (change) =>
        html`<li>
          <span class="changes-of">${change.label}</span>
          <p>${wordsOf(change)}</p>
        </li>`,
    )}
  </ul>`;
}

/** What was given with an action. */
export function givenList(given: readonly [string, unknown][]): Html {
  return html`<ul class="changes">
    ${given.map(
      ([name, value]) =>
        html`<li>
          <span class="changes-of">${sentence(fieldName(name))}</span>
          <p>${tell(value)}</p>
        </li>`,
    )}
  </ul>`;
}

/** Of an item that changed, the fields in which it did. */
export function fieldChanges(of: string, was: unknown, is: unknown): Change[] {
  if (!isRecord(was) || !isRecord(is)) return [{ label: sentence(fieldName(of)), before: was, after: is }];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    .map((key) => ({ label: `${sentence(fieldName(of))}, ${fieldName(key)}`, before: was[key], after: is[key] }));
}

function wordsOf({ before, after }: Change): Html {
  const [was, is] = [tell(before), tell(after)];
  if (was === '') return html`<ins>${is}</ins>`;
  if (is === '') return html`<del>${was}</del>`;
  return html`${wordDiff(was, is).map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`))}`;
}

/** A value of a draft or a story in plain words. */
function tell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(tell).join(', ');
  if (!isRecord(value)) return '';
  const { text, name, start, end, first, last } = value;
  if (typeof text === 'string') return text;
  if (typeof name === 'string') return name;
  if (typeof start === 'number' && typeof end === 'number')
    return `${typeof first === 'string' ? `“${first}${first === last ? '' : ` … ${String(last)}`}” ` : ''}(characters ${start}–${end})`;
  return Object.entries(value)
    .map(([key, each]) => `${fieldName(key)}: ${tell(each)}`)
    .join('; ');
}

function fieldName(field: string): string {
  return FIELDS[field] ?? field;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
