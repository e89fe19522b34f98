/** Marks that open words, with those that close them. */
const QUOTES = new Map([
  ['“', '”'],
  ['„', '“'],
  ['"', '"'],
  ['«', '»'],
  ['»', '«'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
]);

/**
 * Ties cards to their passages in the article, and selected words to new items.
 * @param {(kind: 'fact' | 'quote', span: { start: number, end: number }) => void} addItem
 */
export function installPassages(addItem) {
  const bar = document.getElementById('selection-bar');
  /** What was selected last. @type {{ start: number, end: number } | undefined} */
  let selected;

  document.addEventListener('mouseover', (event) => mark(event.target));
  document.addEventListener('focusin', (event) => mark(event.target));

  document.addEventListener('selectionchange', () => {
    const span = selectedSpan();
    if (bar) bar.hidden = span === undefined;
    // A click elsewhere unselects; the form that takes a passage still knows it.
    selected = span ?? selected;
  });

  // Pressing a button would unselect the words.
  bar?.addEventListener('mousedown', (event) => event.preventDefault());

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest('[data-add]');
    const taker = target?.closest('[data-take-span]');
    const passage = target?.closest('#article-text mark');
    if (button instanceof HTMLElement) add(button.dataset['add'] === 'quote' ? 'quote' : 'fact');
    else if (taker) take(taker);
    else if (passage instanceof HTMLElement && getSelection()?.isCollapsed) focusItem(passage);
  });

  return { add };

  /** @param {'fact' | 'quote'} kind */
  function add(kind) {
    const span = selectedSpan();
    if (!span) return;
    addItem(kind, kind === 'quote' ? withoutQuotes(span) : span);
    getSelection()?.removeAllRanges();
  }

  /** @param {Element} taker */
  function take(taker) {
    const form = taker.closest('form');
    const says = form?.querySelector('[data-span-says]');
    if (!form || !says) return;
    const isQuote = form.querySelector('[name="do"]')?.getAttribute('value') === 'quote';
    const span = selected && (isQuote ? withoutQuotes(selected) : selected);
    for (const name of /** @type {const} */ (['start', 'end'])) {
      const input = form.querySelector(`[name="${name}"]`);
      if (input instanceof HTMLInputElement) input.value = span ? String(span[name]) : '';
    }
    says.textContent = span ? `“${articleText().slice(span.start, span.end)}”` : 'Select words in the article first.';
  }
}

/**
 * Marks the passages of the card that something stands in, and shows them.
 * @param {EventTarget | null} target
 */
function mark(target) {
  const card = target instanceof Element ? target.closest('.card') : null;
  if (!(card instanceof HTMLElement)) return;
  const item = card.dataset['item'] ?? '';
  const pane = document.getElementById('article-text');
  const marks = Array.from(pane?.querySelectorAll('mark') ?? []);
  for (const each of marks) each.classList.toggle('here', each.dataset['items']?.split(' ').includes(item));
  const first = marks.find((each) => each.classList.contains('here'));
  if (!pane || !first) return;
  // Only the article moves, never the page beneath the pointer.
  const top = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top < 0 || top > pane.clientHeight * 0.8) pane.scrollTop += top - pane.clientHeight * 0.3;
}

/** Of passages that overlap, each click goes to the next one. @param {HTMLElement} passage */
function focusItem(passage) {
  const items = passage.dataset['items']?.split(' ') ?? [];
  const now = document.querySelector('.card.current')?.getAttribute('data-item') ?? '';
  const next = items[(items.indexOf(now) + 1) % items.length];
  const card = document.getElementById(`item-${next}`);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
}

/** The selected words as a span of the article's text, without the white space around them. */
function selectedSpan() {
  const selection = getSelection();
  const text = document.getElementById('article-text');
  if (!selection || selection.isCollapsed || !text || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return undefined;
  return trimmed(
    text.textContent ?? '',
    offsetOf(text, range.startContainer, range.startOffset),
    offsetOf(text, range.endContainer, range.endOffset),
  );
}

/**
 * How many UTF-16 units stand before a point; a range's text is that of its text nodes, sign for sign.
 * @param {Element} within
 * @param {Node} node
 * @param {number} offset
 */
function offsetOf(within, node, offset) {
  const before = document.createRange();
  before.setStart(within, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function trimmed(text, start, end) {
  // Never half of a sign that takes two units.
  let from = isWithinPair(text, start) ? start - 1 : start;
  let to = isWithinPair(text, end) ? end + 1 : end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return from < to ? { start: from, end: to } : undefined;
}

/**
 * @param {string} text
 * @param {number} at
 */
function isWithinPair(text, at) {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}

/**
 * A quotation is the words between the marks.
 * @param {{ start: number, end: number }} span
 */
function withoutQuotes(span) {
  const text = articleText();
  if (QUOTES.get(text.charAt(span.start)) !== text.charAt(span.end - 1) || span.end - span.start < 3) return span;
  return trimmed(text, span.start + 1, span.end - 1) ?? span;
}

function articleText() {
  return document.getElementById('article-text')?.textContent ?? '';
}
