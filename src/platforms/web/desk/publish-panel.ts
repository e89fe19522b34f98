import { html } from 'hono/html';
import type { Difference } from '../../../curation/compare-stories.ts';
import type { Preview } from '../../../curation/desk/desk.ts';
import type { DraftEntry } from '../../../curation/desk/store.ts';
import type { Html } from '../page.ts';
import { differenceList } from './changes.ts';
import { field } from './item-form.ts';
import { addressOf, type Review } from './review.ts';

/** What publishing would do, and the button that does it; or the question whether to discard. */
export function panel(review: Review): Html {
  const { entry, open, preview } = review;
  const content =
    entry.state !== 'open'
      ? ''
      : preview
        ? publishing(review, preview)
        : open?.what === 'discard'
          ? discarding(entry)
          : '';
  return html`<div id="panel" data-key="panel">${content}</div>`;
}

function publishing({ entry, typed }: Review, { story, faults, warnings, differences }: Preview): Html {
  const changed = changedItems(differences);
  return html`<section class="panel" aria-labelledby="publishing" tabindex="-1">
    <h2 id="publishing">Publish</h2>
    ${
      faults.length === 0
        ? html`<p>
            ${story ? html`${story.facts.length} facts and ${story.quotes.length} quotations of “${story.title}” will be published.` : ''}
          </p>`
        : html`<p>Before it can be published:</p>
            ${faultList(faults, entry)}`
    }
    ${
      warnings.length === 0
        ? ''
        : html`<h3>For you to judge</h3>
            ${faultList(warnings, entry)}`
    }
    ${
      differences.length === 0
        ? entry.base === undefined || faults.length > 0
          ? ''
          : html`<p>Nothing differs from revision ${entry.base}, which is published.</p>`
        : html`<h3>What changes against revision ${entry.base ?? ''}</h3>
            ${differenceList(differences)}`
    }
    ${
      story === undefined
        ? html`<p class="form-actions"><a class="button" href="${addressOf(entry)}" data-close>Close</a></p>`
        : html`<form
            class="fields-form"
            method="post"
            action="/desk/drafts/${entry.id}/publish"
            aria-label="Publish"
            data-leaves
          >
            <input type="hidden" name="version" value="${entry.version}" />
            ${changed.map((id) => howChanged(id, typed?.[`how:${id}`]))}
            ${changed.length === 0 ? '' : field('why', 'Why, for readers who are told', typed?.['why'] ?? '')}
            ${field('note', 'Note, for editors', typed?.['note'] ?? '', { hint: 'in the history of revisions', max: 300 })}
            <p class="form-error" role="alert"></p>
            <p class="form-actions">
              <button class="main-button">Publish</button>
              <a class="button" href="${addressOf(entry)}" data-close>Not yet</a>
            </p>
          </form>`
    }
  </section>`;
}

/** Items of which readers know another text. */
function changedItems(differences: readonly Difference[]): string[] {
  const ids = differences
    .filter(
      ({ what, kind, field: of }) =>
        kind === 'changed' &&
        ((what === 'fact' && of === 'text') || (what === 'quote' && (of === 'text' || of === 'speaker'))),
    )
    .map(({ id }) => id);
  return [...new Set(ids)];
}

function howChanged(id: string, chosen = 'correction'): Html {
  const choice = (value: string, label: string) =>
    html`<label class="choice-line"
      ><input type="radio" name="how:${id}" value="${value}" ${value === chosen ? html`checked` : ''} />${label}</label
    >`;
  return html`<fieldset>
    <legend>The change of <code>${id}</code> is</legend>
    ${choice('correction', 'a correction; readers are told')} ${choice('rewording', 'only other words')}
  </fieldset>`;
}

function faultList(faults: Preview['faults'], entry: DraftEntry): Html {
  return html`<ul class="faults">
    ${faults.map((fault) => {
      const to = placeOf(fault, entry);
      return html`<li>
        ${to === undefined ? fault.says : html`<a href="${to.href}" data-open="${to.what}" data-field="${fault.field ?? ''}">${fault.says}</a>`}
      </li>`;
    })}
  </ul>`;
}

/** The form in which a fault is mended. */
function placeOf({ item, field: of }: Preview['faults'][number], entry: DraftEntry) {
  const { facts, quotes, people } = entry.draft;
  if (item === undefined)
    return of === undefined ? undefined : { what: 'story', href: addressOf(entry, 'story', 'about-story') };
  if ([...facts, ...quotes].some(({ id }) => id === item))
    return { what: 'edit', href: addressOf(entry, `edit:${item}`, `item-${item}`) };
  if (people.some(({ id }) => id === item))
    return { what: 'person', href: addressOf(entry, `person:${item}`, 'people') };
  return undefined;
}

function discarding(entry: DraftEntry): Html {
  return html`<section class="panel" aria-labelledby="discarding" tabindex="-1">
    <h2 id="discarding">Discard this draft?</h2>
    <p>It leaves the desk. ${entry.base === undefined ? '' : 'What is published stays as it is.'}</p>
    <form method="post" action="/desk/drafts/${entry.id}/discard" data-leaves>
      <input type="hidden" name="version" value="${entry.version}" />
      <p class="form-error" role="alert"></p>
      <p class="form-actions">
        <button class="danger">Discard it</button><a class="button" href="${addressOf(entry)}" data-close>Keep it</a>
      </p>
    </form>
  </section>`;
}
