import { html } from 'hono/html';
import type { DraftFact } from '../../../curation/draft.ts';
import type { Html } from '../page.ts';
import { addressOf, isFact, itemsOf, type Item, type Review } from './review.ts';

/** A form of the review; its version is that of the draft that the page shows. */
export function reviewForm({ entry }: Review, label: string, parts: Html, save = 'Save'): Html {
  return html`<form
    class="fields-form open-form"
    method="post"
    action="/desk/drafts/${entry.id}"
    aria-label="${label}"
    data-part
  >
    <input type="hidden" name="version" value="${entry.version}" />
    ${parts}
    <p class="form-error" role="alert"></p>
    <p class="form-actions">
      <button class="main-button">${save}</button>
      <a class="button" href="${addressOf(entry)}" data-close>Leave it</a>
    </p>
  </form>`;
}

/** One field with its label; long ones are told in several lines, and sent as one. */
export function field(
  name: string,
  label: string,
  value: string,
  {
    isLong = false,
    hint = '',
    required = false,
    max = 500,
  }: { isLong?: boolean; hint?: string; required?: boolean; max?: number } = {},
): Html {
  const needs = required ? html`required` : '';
  return html`<label
    >${label}${hint === '' ? '' : html` <span class="quiet">${hint}</span>`}
    ${
      isLong
        ? html`<textarea name="${name}" rows="3" maxlength="${max}" ${needs}>${value}</textarea>`
        : html`<input name="${name}" value="${value}" maxlength="${max}" autocomplete="off" ${needs} />`
    }
  </label>`;
}

/** Edits a fact or a quotation in its card. */
export function itemForm(item: Item, review: Review): Html {
  const { draft } = review.entry;
  const value = (name: string, kept: string | undefined) => review.typed?.[name] ?? kept ?? '';
  const speaker = value('speaker', item.speaker);
  const people = draft.people;
  const common = html`<label
      >Speaker
      <select name="speaker">
        <option value="">${isFact(item) ? 'nobody in particular' : 'not known yet'}</option>
        ${people.map(({ id, name, role }) => html`<option value="${id}" ${id === speaker ? html`selected` : ''}>${name}${role === '' ? '' : `, ${role}`}</option>`)}
      </select></label
    >
    ${field('when', 'When', value('when', item.when), { hint: 'a date, month or year: 2031-05-06, 2031-05, 2031' })}
    ${field('topics', 'Topics', value('topics', item.topics.join(', ')), { hint: 'parted by commas' })}
    ${field('people', 'Whom it concerns', value('people', item.people.join(', ')), { hint: people.length === 0 ? 'ids of people, parted by commas' : `of ${people.map(({ id }) => id).join(', ')}`, max: 2000 })}
    <p class="span-field" hidden>
      <button type="button" data-take-span>Take the selected words as its passage</button>
      <span class="quiet" data-span-says></span>
      <input type="hidden" name="start" value="" /><input type="hidden" name="end" value="" />
    </p>`;
  const own = isFact(item)
    ? html`${field('text', 'Fact, in our own words', value('text', item.text), { isLong: true, required: true })}
      ${field('attribution', 'Attribution', value('attribution', item.attribution), { hint: 'who says so', max: 200 })}`
    : html`${field('context', 'Context', value('context', item.context), { hint: 'what it is about, in our own words', isLong: true, max: 300 })}
      ${field('said', 'Said', value('said', item.said), { hint: 'to whom, or how', max: 200 })}`;
  const weight = isFact(item)
    ? html`<label
        >Weight
        <select name="importance">
          ${[5, 4, 3, 2, 1].map((each) => html`<option value="${each}" ${String(each) === value('importance', String(item.importance)) ? html`selected` : ''}>${each}</option>`)}
        </select></label
      >`
    : '';
  return reviewForm(
    review,
    `Edit ${item.id}`,
    html`<input type="hidden" name="do" value="${isFact(item) ? 'fact' : 'quote'}" /><input
        type="hidden"
        name="id"
        value="${item.id}"
      />${own}${common}${weight}`,
  );
}

/** Makes one fact of two. */
export function mergeForm(fact: DraftFact, review: Review): Html {
  const others = itemsOf(review.entry).facts.filter(({ id, decision }) => id !== fact.id && decision !== 'rejected');
  const { typed } = review;
  if (others.length === 0) return html`<p class="quiet">There is no other fact to merge it with.</p>`;
  return reviewForm(
    review,
    `Merge ${fact.id}`,
    html`<input type="hidden" name="do" value="merge" /><input type="hidden" name="id" value="${fact.id}" />
      <label
        >Merge it into
        <select name="into" required>
          ${others.map(({ id, text }) => html`<option value="${id}" ${id === typed?.['into'] ? html`selected` : ''}>${id}: ${text}</option>`)}
        </select></label
      >
      ${field('text', 'What both then say', typed?.['text'] ?? '', { hint: 'left empty, one text after the other', isLong: true })}`,
    'Merge them',
  );
}
