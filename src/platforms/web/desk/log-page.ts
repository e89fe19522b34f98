import { html } from 'hono/html';
import type { AuditEntry, Editor } from '../../../curation/desk/store.ts';
import type { Html } from '../page.ts';
import { changeList, fieldChanges, givenList } from './changes.ts';
import { deskPage, timeTag } from './frame.ts';

/** What editors' actions are called; any other stands under its own name. */
const ACTIONS: Record<string, string> = {
  fact: 'edited a fact of',
  quote: 'edited a quotation of',
  merge: 'merged two facts of',
  move: 'reordered the facts of',
  lengths: 'changed how long the summaries are of',
  story: 'edited the title and source of',
  person: 'edited the people of',
  reword: 'had the model reword facts of',
  'add-feed': 'began to watch the feed',
  'remove-feed': 'stopped watching the feed',
  discard: 'discarded',
  revise: 'took back to the desk',
  publish: 'published',
  correct: 'corrected',
  withdraw: 'withdrew an item of',
  retract: 'retracted',
};

const DECIDED: Record<string, string> = { accepted: 'accepted', rejected: 'rejected', open: 'reopened' };
/** What tells an editor nothing. */
const UNTOLD = new Set(['sha256', 'draft', 'fingerprint']);

type Log = {
  entries: readonly AuditEntry[];
  subject: string | undefined;
  /** The number from which the next page goes on. */
  before: number | undefined;
  editor: Editor;
};

/** What editors did, the newest first. */
export function logPage({ entries, subject, before, editor }: Log): Html {
  return deskPage({
    title: 'Log',
    here: 'log',
    editor,
    body: html`<h1>Log</h1>
      <form class="find" action="/desk/log">
        <label for="subject">Only one draft, story or feed:</label>
        <input id="subject" name="subject" value="${subject ?? ''}" autocomplete="off" />
        <button>Show</button>
        ${subject === undefined ? '' : html`<a href="/desk/log">Show all</a>`}
      </form>
      ${
        entries.length === 0
          ? html`<div class="empty">
              <p>
                ${subject === undefined ? html`Nobody has done anything here yet. <a href="/desk">Add an article.</a>` : html`Nothing was done to <code>${subject}</code>.`}
              </p>
            </div>`
          : html`<ol class="rows">
              ${entries.map(row)}
            </ol>`
      }
      ${before === undefined ? '' : html`<p><a href="${address(subject, before)}">Earlier</a></p>`}`,
  });
}

function address(subject: string | undefined, before: number): string {
  const query = new URLSearchParams({ ...(subject !== undefined && { subject }), before: String(before) });
  return `/desk/log?${query.toString()}`;
}

function row({ number, at, editor, action, subject, detail }: AuditEntry): Html {
  return html`<li id="entry-${number}">
    <p>
      <strong>${editor.name}</strong> ${doing(action, detail)}
      <a href="/desk/log?subject=${encodeURIComponent(subject)}">${subject}</a>
    </p>
    <p class="quiet">${timeTag(at)} · ${editor.id}</p>
    ${changesOf(detail)}
  </li>`;
}

/** What an entry keeps: each thing that changed, or else what was given with the action. */
function changesOf(detail: unknown): Html | '' {
  const { changes, ...given } = recordOf(detail);
  if (Array.isArray(changes)) {
    const list = changes.filter(isChange).flatMap(({ of, was, is }) => fieldChanges(of, was, is));
    return list.length === 0 ? '' : changeList(list);
  }
  const told = Object.entries(given).filter(([name, value]) => !UNTOLD.has(name) && isGiven(value));
  return told.length === 0 ? '' : givenList(told);
}

/** What was done, up to the word before its subject. */
function doing(action: string, detail: unknown): string {
  const { decision, kind } = recordOf(detail);
  if (action === 'decide' && typeof decision === 'string') return `${DECIDED[decision] ?? decision} items of`;
  if (action === 'add')
    return kind === 'fact' ? 'added a fact to' : kind === 'quote' ? 'added a quotation to' : 'brought in';
  return ACTIONS[action] ?? action;
}

function recordOf(detail: unknown): Record<string, unknown> {
  return typeof detail === 'object' && detail !== null ? { ...detail } : {};
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function isChange(value: unknown): value is { of: string; was?: unknown; is?: unknown } {
  return typeof value === 'object' && value !== null && 'of' in value && typeof value.of === 'string';
}
