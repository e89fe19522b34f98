/**
 * What the server makes of an action: the draft as it is now, and where to go on.
 * @typedef {{ ok: boolean, status: number, says: string, focus?: string, draft?: string, article?: string, location?: string }} Answer
 */

/** The markup that each piece of the page came as. @type {WeakMap<Element, string>} */
const markups = new WeakMap();
rememberPieces(document);

/**
 * Asks for the draft, or sends a form.
 * @param {string} url
 * @param {URLSearchParams} [body]
 * @returns {Promise<Answer>}
 */
export async function ask(url, body) {
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'X-Desk': 'part' },
      ...(body && { body }),
    });
    const { status } = response;
    if (response.headers.get('Content-Type')?.startsWith('application/json'))
      return { ...(await response.json()), status };
    return { ok: false, status, says: `It could not be done (${status}).` };
  } catch {
    return { ok: false, status: 0, says: 'Pullquote cannot be reached; nothing was changed. Try again in a moment.' };
  }
}

/** How long what was said stands over the page. */
const SAID_MS = 8000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clearing;
announce(document.getElementById('desk-said')?.textContent ?? '');

/** Says what was done, also to those who don't see the page change. @param {string} says */
export function announce(says) {
  const said = document.getElementById('desk-said');
  if (!said) return;
  said.textContent = says;
  clearTimeout(clearing);
  clearing = setTimeout(() => (said.textContent = ''), SAID_MS);
}

/**
 * Puts a draft in place of the one that is shown. Pieces that are the same stay; a form that stands open stays with
 * what was typed, unless the draft brings one itself.
 * @param {Answer} answer
 */
export function show({ draft, article }) {
  const old = document.getElementById('draft');
  const fresh = draft === undefined ? null : elementOf(draft);
  if (!old || !fresh) return;
  rememberPieces(fresh);
  const active = document.activeElement;
  const place = active && old.contains(active) ? placeOf(active) : undefined;
  // Before pieces leave the old one, which would then be too short to be scrolled so far.
  const { scrollX, scrollY } = window;
  for (const piece of fresh.querySelectorAll('[data-key]')) {
    const before = old.querySelector(`[data-key="${keyOf(piece)}"]`);
    if (before) keep(before, piece);
  }
  old.replaceWith(fresh);
  window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  if (active instanceof HTMLElement && fresh.contains(active)) active.focus({ preventScroll: true });
  else if (place) findAgain(fresh, place)?.focus({ preventScroll: true });
  const text = document.getElementById('article-text');
  const newText = article === undefined ? null : elementOf(article);
  if (text && newText && markOf(text) !== markOf(newText)) text.replaceChildren(...newText.childNodes);
}

/**
 * @param {Element} before
 * @param {Element} piece
 */
function keep(before, piece) {
  const form = before.querySelector('.open-form, .panel');
  const isOwn = piece.querySelector('.open-form, .panel') !== null;
  if (!isOwn && markups.get(before) === markups.get(piece)) piece.replaceWith(before);
  else if (form && !isOwn) piece.append(form);
}

/** @param {Element} element */
function markOf(element) {
  return Array.from(
    element.querySelectorAll('mark'),
    ({ id, dataset, textContent }) => `${id} ${dataset['items']} ${textContent?.length}`,
  ).join();
}

/**
 * Where the focus is, told so that it is found in other markup.
 * @param {Element} element
 */
function placeOf(element) {
  const piece = element.closest('[data-key]');
  return { key: piece ? keyOf(piece) : '', kind: element.localName, words: element.textContent };
}

/**
 * @param {Element} within
 * @param {{ key: string, kind: string, words: string | null }} place
 * @returns {HTMLElement | null}
 */
function findAgain(within, { key, kind, words }) {
  const piece = within.querySelector(`[data-key="${key}"]`);
  const same = Array.from(piece?.querySelectorAll(kind) ?? []).find((each) => each.textContent === words);
  const found = same ?? piece;
  return found instanceof HTMLElement ? found : null;
}

/** @param {ParentNode} within */
function rememberPieces(within) {
  for (const piece of within.querySelectorAll('[data-key]')) markups.set(piece, piece.outerHTML);
}

/** @param {Element} piece */
function keyOf(piece) {
  return piece.getAttribute('data-key') ?? '';
}

/**
 * @param {string} markup
 * @returns {Element | null}
 */
function elementOf(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup; // the server's own markup, escaped there
  return template.content.firstElementChild;
}
