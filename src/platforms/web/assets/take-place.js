import { offerCopying } from './look.js';

const BOUNDARY = '<!--in its place-->';

/**
 * Reads the markup of a reply; of two parts, the first one is told at once. Gives the reply, or null where it is missing.
 * @param {Response} response
 * @param {(interim: Element) => void} showInterim
 * @returns {Promise<Element | null>}
 */
export async function readReply(response, showInterim) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let isShown = false;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += read.value;
    const end = text.indexOf(BOUNDARY);
    if (isShown || end < 0) continue;
    const interim = answerIn(text.slice(0, end));
    if (interim) showInterim(interim);
    isShown = true;
  }
  return answerIn(text.slice(isShown ? text.indexOf(BOUNDARY) : 0));
}

/**
 * Shows an answer in place of the one before it, if there is one, and of what is said while one waits: the page stays
 * where it is scrolled to, sources that were unfolded stay so, and what had the focus has it still, or else the answer.
 * @param {HTMLElement} turn
 * @param {Element} answer
 */
export function takePlace(turn, answer) {
  const before = turn.querySelector(':scope > .answer');
  const { scrollY } = window;
  const height = turn.offsetHeight;
  const focused = before?.contains(document.activeElement) ? document.activeElement : null;
  for (const source of before?.querySelectorAll('details[open]') ?? []) alike(source, answer)?.setAttribute('open', '');
  turn.querySelector(':scope > .pending')?.remove();
  if (before) before.replaceWith(answer);
  else turn.append(answer);
  offerCopying(turn);
  if (focused) focusIn(answer, alike(focused, answer));
  if (window.scrollY === scrollY) return;
  // A page that is now too short to be scrolled so far is kept as long as it was.
  turn.style.minHeight = `${height}px`;
  window.scrollTo({ top: scrollY, behavior: 'instant' });
}

/**
 * @param {Element} answer
 * @param {Element | undefined} wanted
 */
function focusIn(answer, wanted) {
  if (wanted instanceof HTMLElement) return wanted.focus({ preventScroll: true });
  if (!(answer instanceof HTMLElement)) return;
  answer.tabIndex = -1;
  answer.focus({ preventScroll: true });
}

/**
 * The element of the same kind that says the same.
 * @param {Element} element
 * @param {Element} answer
 */
function alike(element, answer) {
  return Array.from(answer.querySelectorAll(element.localName)).find((other) => wordsOf(other) === wordsOf(element));
}

/** @param {Element} element */
function wordsOf(element) {
  return (element.querySelector('summary') ?? element).textContent?.trim();
}

/** @param {string} markup */
function answerIn(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup; // the server's own markup, escaped there
  return template.content.querySelector('.answer');
}
