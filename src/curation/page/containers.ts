import { type Block, blocksOf, isProse, proseLength } from './blocks.ts';

/** Where CMSs put an article's text, most telling first. */
const NAMED = [
  '[itemprop~="articleBody"]', '[property~="articleBody"]', '[data-testid="article-body"]', '[data-component="article-body"]',
  '.article-body', '.article__body', '.articlebody', '.articleBody', '.article_body', '#article-body', '#articleBody', '#article_body', '.article-body-content', '.article__content', '.article-content', '.article_content', '.article-text', '.article__text', '.article-copy', '#article-content',
  '.story-body', '.story-body__inner', '.story__body', '.story_body', '.storybody', '#story-body', '.story-content', '.story-text', '.StoryBodyCompanionColumn', '[name="articleBody"]',
  '.entry-content', '.post-content', '.post-body', '.post__content', '.post-text', '.td-post-content', '.single-content', '.content-body', '.body-copy', '.field--name-body', '.field-name-body', '.node-content', '.c-entry-content', '.caas-body', '.zn-body__paragraph', '.content__article-body', '.l-container .zn-body-text', '.RichTextArticleBody', '.article-page__body', '.main-content-body',
]; // prettier-ignore

/**
 * The parts of a page that name themselves the article's text, in order and not one inside another; empty where none
 * does or it holds too little. A body cut into pieces (by advertisements) is all its pieces.
 */
export function namedContainers(document: Document): Element[] {
  let best: Element[] = [];
  let most = 0;
  if (!document.querySelector(NAMED.join(', '))) return [];
  for (const selector of NAMED) {
    const found = outermost([...document.querySelectorAll(selector)]);
    if (found.length === 0) continue;
    const parts = sameArticle(found);
    const length = parts.reduce((sum, element) => sum + proseLength(blocksOf(element)), 0);
    // A later, less telling name has to hold a good deal more.
    if (length > most * 1.25) [best, most] = [parts, length];
  }
  return most >= 200 ? best : [];
}

/** On pages that load one article after another, the first one's parts. */
function sameArticle(found: Element[]): Element[] {
  if (found.length === 1) return found;
  const home = found[0]?.closest('article');
  const together = found.filter((element) => element.closest('article') === home);
  const distinct = new Set(found.map((element) => element.closest('article')));
  if (distinct.size > 1) return together;
  return found.every((element) => element.parentNode === found[0]?.parentNode) || found.length > 3
    ? found
    : longestRun(found);
}

/** Pieces that share a near ancestor belong together. */
function longestRun(found: Element[]): Element[] {
  const lengths = found.map((element) => proseLength(blocksOf(element)));
  const longest = found[lengths.indexOf(Math.max(...lengths))];
  const near = longest?.parentElement?.parentElement?.parentElement;
  return found.filter((element) => near?.contains(element));
}

function outermost(elements: Element[]): Element[] {
  return elements.filter((element) => !elements.some((other) => other !== element && other.contains(element)));
}

/**
 * The element under which most running text stands together: each paragraph speaks for its ancestors, the nearer the
 * louder; then outwards while a parent adds a good deal of text that reads as prose.
 */
export function densestContainer(body: Element): Element {
  const score = new Map<Element, number>();
  const prose = blocksOf(body).filter(isProse);
  for (const { element, text, linked } of prose) {
    const weight =
      (Math.min(text.length, 600) + 40 * (text.match(/[,.;،。，]/g)?.length ?? 0)) * (1 - linked / text.length);
    let share = 1;
    for (let up: Element | null = element; up && up !== body.parentElement && share > 0.05; up = up.parentElement) {
      score.set(up, (score.get(up) ?? 0) + weight * share);
      share *= up === element && element.localName === 'p' ? 1 : 0.7;
    }
  }
  let best = body;
  let most = 0;
  for (const [element, points] of score)
    if (points > most && element.localName !== 'p') [best, most] = [element, points];
  return widen(best, body);
}

const MAX_LEVELS = 15;

function widen(start: Element, body: Element): Element {
  let best = start;
  let length = proseLength(blocksOf(best));
  let levels = MAX_LEVELS; // each reads all that is under it
  for (let up = best.parentElement; up && up !== body.parentElement && levels > 0; up = up.parentElement) {
    levels -= 1;
    const blocks = blocksOf(up);
    const wider = proseLength(blocks);
    const all = blocks.reduce((sum, { text }) => sum + text.length, 0);
    if (wider > 1.2 * length && wider > 0.7 * all) [best, length] = [up, wider];
    if (up.localName === 'article' || up.localName === 'main') break;
  }
  return best;
}

/** The blocks of several elements, one after the other. */
export function blocksIn(elements: readonly Element[]): Block[] {
  return elements.flatMap(blocksOf);
}
