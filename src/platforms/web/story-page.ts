import { html } from 'hono/html';
import { attributionOf } from '../../facts/cite.ts';
import { textFragmentUrl } from '../../facts/evidence.ts';
import type { FactItem, Item, Library, QuoteItem, StoryEntry, SummaryLength } from '../../facts/library.ts';
import type { Person } from '../../facts/story.ts';
import { formatWhen } from '../../facts/when.ts';
import { datedFacts, figuresOf, numbersPicture, timelinePicture } from '../../pictures/of-story.ts';
import { page, plainPage, type Html } from './page.ts';
import { pictureTag } from './picture-tag.ts';
import { externalLink, renderPassage, renderQuote, renderTimeline } from './render.ts';

export const SUMMARY_LENGTHS = ['short', 'standard', 'long'] as const satisfies readonly SummaryLength[];

/** What of a story to show; `passageText` gives the words of a passage where the operator holds them. */
export type StoryView = {
  length: SummaryLength;
  topic: string | undefined;
  passageText: (start: number, end: number, sha256: string) => string | undefined;
};

const VALUE = new Intl.NumberFormat('en', { maximumFractionDigits: 10 });

type Section = { id: string; name: string; body: Html };

/** Everything published of one story, each item with its evidence. An item's id is its anchor. */
export function storyPage(story: StoryEntry, view: StoryView): Html {
  const sections = [
    summary(story, view),
    quotes(story, view),
    facts(story, view),
    people(story),
    timeline(story),
    numbers(story),
    corrections(story),
  ].filter((section) => section !== undefined);
  const { publisher, title, author, published, url } = story.source;
  const body = html`<div class="story">
    <header class="story-head">
      <p class="kicker">${story.topics.slice(0, 3).join(' · ')}</p>
      <h1>${story.title}</h1>
      <p class="byline">
        From <cite>${url === undefined ? title : externalLink(url, title)}</cite>,
        ${publisher}${author === undefined ? '' : `, ${author}`}, ${formatWhen(published)}
      </p>
      <p class="status">
        <span class="badge">Published</span> revision ${story.revision} · ${story.facts.length} facts ·
        ${story.quotes.length} quotations
      </p>
    </header>
    <nav class="contents" aria-label="On this page">
      <ul>
        ${sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}
      </ul>
    </nav>
    <div class="sections">
      ${sections.map(
        ({ id, name, body: content }) =>
          html`<section aria-labelledby="${id}">
            <h2 id="${id}">${name}</h2>
            ${content}
          </section>`,
      )}
    </div>
  </div>`;
  return page({ title: story.title, here: 'stories', body });
}

/** Ids of sections hold an underscore, which no item's id can. */
function section(name: string, body: Html): Section {
  return { id: `the_${name.toLowerCase()}`, name, body };
}

/** Links that change one part of the address and keep the others. */
function choice(
  label: string,
  options: { name: string; query: Record<string, string | undefined>; current: boolean }[],
  anchor: string,
): Html {
  return html`<nav class="choice" aria-label="${label}">
    ${options.map(({ name, query, current }) => {
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      );
      return html`<a href="?${search.toString()}#${anchor}" ${current ? html`aria-current="true"` : ''}>${name}</a>`;
    })}
  </nav>`;
}

function summary(story: StoryEntry, { length, topic }: StoryView): Section {
  const lengths = SUMMARY_LENGTHS.map((name) => ({
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    query: { length: name, topic },
    current: name === length,
  }));
  return section(
    'Summary',
    html`${choice('Length of the summary', lengths, 'the_summary')}
      <p class="summary">
        ${story.summary[length].map((fact, i) => html`${fact.text} <a class="cite" href="#${fact.id}"><span class="unseen">Fact </span>[${i + 1}]</a> `)}
      </p>`,
  );
}

function quotes(story: StoryEntry, view: StoryView): Section | undefined {
  if (story.quotes.length === 0) return undefined;
  return section(
    'Quotations',
    html`<ul class="items">
      ${story.quotes.map(
        (quote: QuoteItem) =>
          html`<li id="${quote.id}" class="item">
            ${renderQuote({ text: quote.text, speaker: quote.speaker.name, role: quote.speaker.role, said: quote.said }, '')}
            <p class="quiet">${quote.context}</p>
            ${evidence(quote, view)}
          </li>`,
      )}
    </ul>`,
  );
}

function facts(story: StoryEntry, view: StoryView): Section {
  const shown = story.facts.filter(({ topics }) => view.topic === undefined || topics.includes(view.topic));
  const topics = [...new Set(story.facts.flatMap((fact) => fact.topics))];
  const options = [undefined, ...topics].map((topic) => ({
    name: topic ?? 'All topics',
    query: { length: view.length, topic },
    current: topic === view.topic,
  }));
  return section(
    'Facts',
    html`${choice('Topic', options, 'the_facts')}
      <p class="quiet">
        ${shown.length === story.facts.length ? `${shown.length} facts` : `${shown.length} of ${story.facts.length} facts`},
        in our own words.
      </p>
      <ul class="items">
        ${shown.map(
          (fact: FactItem) =>
            html`<li id="${fact.id}" class="item">
              <p>${fact.text}</p>
              ${evidence(fact, view)}
            </li>`,
        )}
      </ul>`,
  );
}

function evidence(item: Item, { passageText }: StoryView): Html {
  const { url, length } = item.story.source;
  return html`<details class="source">
    <summary>
      <span
        >${attributionOf(item)}
        <span class="quiet"
          >· ${[item.when === undefined ? '' : formatWhen(item.when), item.id].filter(Boolean).join(' · ')}</span
        ></span
      >
    </summary>
    <div class="source-body">
      ${item.evidence.map((passage) => renderPassage({ ...passage, length, text: passageText(passage.start, passage.end, passage.sha256), url: url && textFragmentUrl(url, passage) }))}
    </div>
  </details>`;
}

const KINDS: Record<Person['kind'], string> = { person: 'Person', organisation: 'Organisation', document: 'Document' };

function people(story: StoryEntry): Section | undefined {
  if (story.people.length === 0) return undefined;
  return section(
    'People',
    html`<ul class="people">
      ${story.people.map(({ name, role, kind }) => html`<li><strong>${name}</strong>${kind === 'person' ? '' : html` <span class="badge">${KINDS[kind]}</span>`}<span class="quiet">${role}</span></li>`)}
    </ul>`,
  );
}

function timeline(story: StoryEntry): Section | undefined {
  const picture = timelinePicture(story);
  if (picture?.type !== 'timeline') return undefined;
  const dated = datedFacts(story);
  const alt = `Timeline of ${picture.events.length} events; the list beneath has every dated fact.`;
  return section(
    'Timeline',
    html`${pictureTag(picture, `/stories/${story.slug}/timeline.svg`, alt)}
      <details class="more">
        <summary>All ${dated.length} dated facts</summary>
        ${renderTimeline(dated.map(({ fact, when }) => ({ when, body: html`${fact.text} ${factLink(fact)}` })))}
      </details>`,
  );
}

function numbers(story: StoryEntry): Section | undefined {
  const picture = numbersPicture(story);
  if (!picture) return undefined;
  const figures = figuresOf(story);
  return section(
    'Numbers',
    html`${pictureTag(picture, `/stories/${story.slug}/numbers.svg`, `Charts of ${figures.length} figures by unit; the table beneath has the same figures.`)}
      <div class="scroll" role="group" aria-label="Every figure with its fact" tabindex="0">
        <table>
          <caption>
            Every figure with its fact
          </caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" class="align-end">Value</th>
              <th scope="col">Unit</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            ${figures.map(
              ({ fact, figure: { label, value, unit, when = fact.when } }) =>
                html`<tr>
                  <td>${label} ${factLink(fact)}</td>
                  <td class="align-end">${VALUE.format(value)}</td>
                  <td>${unit}</td>
                  <td>${when === undefined ? '' : formatWhen(when)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

function factLink({ id }: FactItem): Html {
  return html`<a class="cite" href="#${id}">[fact<span class="unseen"> ${id}</span>]</a>`;
}

function corrections(story: StoryEntry): Section {
  if (story.corrections.length === 0) return section('Corrections', html`<p class="quiet">None so far.</p>`);
  const held = new Set([...story.facts, ...story.quotes].map(({ id }) => id));
  return section(
    'Corrections',
    html`<ul class="items">
      ${story.corrections.map(
        ({ date, was, now, why, items }) =>
          html`<li class="item">
            <p><strong>${formatWhen(date)}</strong>: ${now ?? 'withdrawn.'}${why === undefined ? '' : ` ${why}`}</p>
            <p class="quiet">It had said: <del>${was}</del></p>
            <p class="quiet">
              Concerns
              ${items.map((id, i) => html`${i > 0 ? ', ' : ''}${held.has(id) ? html`<a href="#${id}">${id}</a>` : id}`)}
            </p>
          </li>`,
      )}
    </ul>`,
  );
}

/** All published stories, newest first. */
export function storiesPage({ stories }: Library): Html {
  const body = html`<div class="column">
    <h1>Stories</h1>
    ${
      stories.length === 0
        ? html`<div class="empty">
            <p>
              No story is published yet. Add one as a YAML file under <code>stories/</code> and start Pullquote again;
              the README says how.
            </p>
          </div>`
        : html`<ul class="stories">
            ${stories.map(
              ({ slug, title, source, facts: all, quotes: said, summary: { short } }) =>
                html`<li>
                  <h2><a href="/stories/${slug}">${title}</a></h2>
                  <p>${short[0]?.text ?? ''}</p>
                  <p class="quiet">
                    ${source.publisher}, ${formatWhen(source.published)} · ${all.length} facts · ${said.length}
                    quotations
                  </p>
                </li>`,
            )}
          </ul>`
    }
  </div>`;
  return page({ title: 'Stories', here: 'stories', body });
}

/** What stands where no such story is, with the nearest ones. */
export function noSuchStoryPage(nearest: readonly StoryEntry[]): Html {
  return plainPage(
    'No such story',
    html`<p>No published story has this address.</p>`,
    html`${
        nearest.length === 0
          ? ''
          : html`<p>The nearest:</p>
              <ul>
                ${nearest.map(({ slug, title }) => html`<li><a href="/stories/${slug}">${title}</a></li>`)}
              </ul>`
      }
      <p><a href="/stories">All stories</a></p>`,
  );
}
