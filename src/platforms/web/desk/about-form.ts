import { html } from 'hono/html';
import { formatWhen } from '../../../facts/when.ts';
import type { Html } from '../page.ts';
import { field, reviewForm } from './item-form.ts';
import { addressOf, type Review } from './review.ts';

const KINDS = ['person', 'organisation', 'document'] as const;

/** The story's title, source and summary lengths, and the forms that change them. */
export function aboutStory(review: Review): Html {
  const { entry, open, typed } = review;
  const { slug, title, topics, source, lengths } = entry.draft;
  const value = (name: string, kept: string | undefined) => typed?.[name] ?? kept ?? '';
  const isOpen = entry.state === 'open';
  const rows: [string, string][] = [
    ['Short name', slug],
    ['Publisher', source.publisher ?? 'not known yet'],
    ['Published', source.published === undefined ? 'not known yet' : formatWhen(source.published)],
    ['Author', source.author ?? ''],
    ['Topics', topics.join(', ')],
    ['Summaries', `${lengths.short}, ${lengths.standard} and ${lengths.long} facts`],
  ];
  return html`<section class="about" data-key="story" aria-labelledby="about-story">
    <h2 id="about-story">The story</h2>
    <dl class="card-fields">
      ${rows
        .filter(([, each]) => each !== '')
        .map(
          ([label, each]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${each}</dd>
            </div>`,
        )}
    </dl>
    ${
      isOpen
        ? html`<p class="card-actions">
            <a class="button" href="${addressOf(entry, 'story', 'about-story')}" data-open="story">Edit the story</a>
            <a class="button" href="${addressOf(entry, 'lengths', 'about-story')}" data-open="lengths"
              >Summary lengths</a
            >
          </p>`
        : ''
    }
    ${
      open?.what === 'story' && isOpen
        ? reviewForm(
            review,
            'Edit the story',
            html`<input type="hidden" name="do" value="story" />
              ${field('title', 'Title', value('title', title), { required: true, max: 200 })}
              ${field('slug', 'Short name', value('slug', slug), { hint: 'lower-case words joined by hyphens', required: true, max: 64 })}
              ${field('publisher', 'Publisher', value('publisher', source.publisher), { max: 120 })}
              ${field('published', 'Published', value('published', source.published), { hint: 'a date: 2031-05-06' })}
              ${field('author', 'Author', value('author', source.author), { max: 200 })}
              ${field('topics', 'Topics', value('topics', topics.join(', ')), { hint: 'parted by commas' })}`,
          )
        : ''
    }
    ${
      open?.what === 'lengths' && isOpen
        ? reviewForm(
            review,
            'Summary lengths',
            html`<input type="hidden" name="do" value="lengths" />
              ${(['short', 'standard', 'long'] as const).map((name) => html`<label>Facts of the ${name} summary <input name="${name}" type="number" min="1" required value="${value(name, String(lengths[name]))}" /></label>`)}`,
          )
        : ''
    }
  </section>`;
}

/** Who speaks or acts in the story. */
export function peopleOf(review: Review): Html {
  const { entry, open } = review;
  const isOpen = entry.state === 'open';
  const asked = open?.what === 'person' && isOpen ? open.id : undefined;
  return html`<section class="about" data-key="people" aria-labelledby="people">
    <h2 id="people">People</h2>
    ${entry.draft.people.length === 0 ? html`<p class="quiet">Nobody yet; quotations need a speaker.</p>` : ''}
    <ul class="people-list">
      ${entry.draft.people.map(
        ({ id, name, role, kind }) =>
          html`<li id="person-${id}">
            <strong>${name}</strong>${role === '' ? html` <span class="flag">role missing</span>` : `, ${role}`}
            ${kind === 'person' ? '' : html`<span class="badge">${kind}</span>`}
            ${isOpen ? html`<a href="${addressOf(entry, `person:${id}`, 'people')}" data-open="person">Edit<span class="unseen"> ${name}</span></a>` : ''}
          </li>`,
      )}
    </ul>
    ${isOpen ? html`<p class="card-actions"><a class="button" href="${addressOf(entry, 'person', 'people')}" data-open="person">Add somebody</a></p>` : ''}
    ${asked === undefined ? '' : personForm(asked, review)}
  </section>`;
}

function personForm(id: string, review: Review): Html {
  const person = review.entry.draft.people.find((each) => each.id === id);
  const value = (name: string, kept: string | undefined) => review.typed?.[name] ?? kept ?? '';
  const kind = value('kind', person?.kind ?? 'person');
  return reviewForm(
    review,
    person ? `Edit ${person.name}` : 'Add somebody',
    html`<input
        type="hidden"
        name="do"
        value="person"
      />${person ? html`<input type="hidden" name="id" value="${id}" />` : ''}
      ${field('name', 'Name', value('name', person?.name), { required: true, max: 120 })}
      ${field('role', 'Who that is', value('role', person?.role), { hint: 'as “mayor of Port Ansel”', required: true, max: 200 })}
      <label
        >Kind
        <select name="kind">
          ${KINDS.map((each) => html`<option ${each === kind ? html`selected` : ''}>${each}</option>`)}
        </select></label
      >
      ${field('aliases', 'Also called', value('aliases', person?.aliases.join(', ')), { hint: 'parted by commas', max: 1000 })}`,
    person ? 'Save' : 'Add',
  );
}
