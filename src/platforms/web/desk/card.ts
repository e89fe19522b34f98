import { html } from 'hono/html';
import type { Decision, DraftFact } from '../../../curation/draft.ts';
import { formatWhen } from '../../../facts/when.ts';
import type { Html } from '../page.ts';
import { itemForm, mergeForm } from './item-form.ts';
import { addressOf, isFact, type Item, type Review } from './review.ts';

const STATES: Record<Decision, { sign: string; word: string }> = {
  open: { sign: '○', word: 'open' },
  accepted: { sign: '✓', word: 'accepted' },
  rejected: { sign: '✕', word: 'rejected' },
};

/** One item of a draft, with what can be done to it. */
export function itemCard(item: Item, review: Review): Html {
  const { id, decision } = item;
  const { open, entry } = review;
  const form =
    open?.id !== id
      ? ''
      : open.what === 'edit'
        ? itemForm(item, review)
        : open.what === 'merge' && isFact(item)
          ? mergeForm(item, review)
          : '';
  const spans = item.evidence.map(({ start, end }) => `${start}-${end}`).join(' ');
  return html`<li
    class="card is-${decision}"
    id="item-${id}"
    data-key="item-${id}"
    data-item="${id}"
    data-kind="${isFact(item) ? 'fact' : 'quote'}"
    data-spans="${spans}"
    tabindex="-1"
  >
    <p class="card-top">
      ${isFact(item) && entry.state === 'open' ? html`<span class="handle" draggable="true" aria-hidden="true" title="Drag to reorder">⠿</span>` : ''}
      <span class="state state-${decision}"
        ><span class="sign" aria-hidden="true">${STATES[decision].sign}</span>${STATES[decision].word}</span
      >
      <code>${id}</code>
      ${isFact(item) ? flags(item, review) : ''}
    </p>
    ${isFact(item) ? html`<p class="card-text">${item.text}</p>` : html`<blockquote class="card-text"><p>“${item.text}”</p></blockquote>`}
    ${fields(item, review)} ${entry.state === 'open' ? actions(item, review) : ''} ${form}
  </li>`;
}

function flags(fact: DraftFact, { entry: { draft } }: Review): Html {
  const accepted = draft.order.filter((id) =>
    draft.facts.some((each) => each.id === id && each.decision === 'accepted'),
  );
  const at = accepted.indexOf(fact.id);
  const { short, standard, long } = draft.lengths;
  const where =
    at < 0
      ? ''
      : at < short
        ? 'every summary'
        : at < standard
          ? 'standard and long'
          : at < long
            ? 'long'
            : 'in no summary';
  return html`${fact.isArticleWords ? html`<span class="badge flag">to be reworded</span>` : ''}${where === '' ? '' : html` <span class="badge">${where}</span>`}`;
}

function fields(item: Item, { entry: { draft } }: Review): Html {
  const name = (id: string) => draft.people.find((person) => person.id === id)?.name ?? id;
  const told: [string, string | undefined][] = [
    ['Speaker', item.speaker === undefined ? undefined : name(item.speaker)],
    ...(isFact(item)
      ? ([['Attribution', item.attribution]] as [string, string | undefined][])
      : ([
          ['Context', item.context],
          ['Said', item.said],
        ] as [string, string][])),
    ['When', item.when === undefined ? undefined : formatWhen(item.when)],
    ['Topics', item.topics.join(', ')],
    ['Concerns', item.people.map(name).join(', ')],
    ['Weight', isFact(item) ? `${item.importance} of 5` : undefined],
  ];
  const missing = isFact(item) ? [] : (['speaker', 'context', 'said'] as const).filter((field) => !item[field]);
  return html`<dl class="card-fields">
      ${told
        .filter(([, value]) => value)
        .map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
    </dl>
    ${missing.length === 0 ? '' : html`<p class="flag">Still missing: ${missing.join(', ')}</p>`}`;
}

function actions(item: Item, { entry }: Review): Html {
  const { id, decision, evidence } = item;
  const of = html`<span class="unseen"> ${id}</span>`;
  const decide = (name: string, label: string) =>
    html`<button form="act" name="${name}" value="${id}">${label}${of}</button>`;
  const at = `item-${id}`;
  return html`<div class="card-actions">
    ${decision === 'accepted' ? '' : decide('accept', 'Accept')}
    ${decision === 'rejected' ? '' : decide('reject', 'Reject')}
    ${decision === 'open' ? '' : decide('reopen', 'Reopen')}
    <a class="button" href="${addressOf(entry, `edit:${id}`, at)}" data-open="edit">Edit${of}</a>
    ${
      isFact(item)
        ? html`<a class="button" href="${addressOf(entry, `merge:${id}`, at)}" data-open="merge">Merge${of}</a>
            <span class="moves"
              ><button form="act" name="up" value="${id}" title="Earlier in the summaries">
                <span aria-hidden="true">↑</span><span class="unseen">Move ${id} up</span></button
              ><button form="act" name="down" value="${id}" title="Later in the summaries">
                <span aria-hidden="true">↓</span><span class="unseen">Move ${id} down</span>
              </button></span
            >`
        : ''
    }
    <a class="to-passage" href="#at-${evidence[0]?.start ?? 0}">In the article${of}</a>
  </div>`;
}
