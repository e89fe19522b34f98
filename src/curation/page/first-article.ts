import { tidyLine } from './plain-text.ts';

/**
 * Pages that go on with the next article under the first: takes away those after it. An article is what stands around a
 * first-rank heading, in an element of the same make as the one around the title's.
 */
export function keepFirstArticle(document: Document, title: string): void {
  const headings = [...document.querySelectorAll('h1')];
  const own = headings.find((heading) => fold(heading.textContent) === fold(title));
  if (!own || headings.length > 30) return;
  for (const other of headings.slice(headings.indexOf(own) + 1)) {
    const around = apart(other, own);
    const first = apart(own, other);
    if (!around || !first || around === other || around.localName !== first.localName) continue;
    if (make(around) === make(first) && (make(around) !== '' || around.localName === 'article')) around.remove();
  }
}

/** The outermost element around one heading and not around the other. */
function apart(heading: Element, other: Element): Element | undefined {
  let outermost: Element | undefined;
  for (let up: Element | null = heading; up && !up.contains(other); up = up.parentElement) outermost = up;
  return outermost;
}

function make(element: Element): string {
  return element.getAttribute('class')?.trim() ?? '';
}

function fold(text: string | null): string {
  return tidyLine(text ?? '').toLowerCase();
}
