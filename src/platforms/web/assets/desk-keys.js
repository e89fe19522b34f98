/**
 * What the keyboard does in a review. No key does anything while one types.
 * @param {{ add: (kind: 'fact' | 'quote') => void, close: (within: Element) => void, isComing: () => boolean, callOff: () => void }} actions
 */
export function installKeys({ add, close, isComing, callOff }) {
  const dialog = document.getElementById('keys');
  const showKeys = () => dialog instanceof HTMLDialogElement && dialog.showModal();
  reveal();
  new MutationObserver(reveal).observe(document.body, { childList: true, subtree: true });

  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-show-keys]')) showKeys();
  });

  document.addEventListener('focusin', (event) => {
    const card = event.target instanceof Element ? event.target.closest('.card') : null;
    if (card) makeCurrent(card);
  });

  document.addEventListener('keydown', (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (dialog instanceof HTMLDialogElement && dialog.open) return;
    if (isComing() && !event.ctrlKey && !event.metaKey) {
      if (event.key === 'Escape') callOff();
      if (event.key !== 'Tab') event.preventDefault();
      return;
    }
    const form = target.closest('.open-form, .panel');
    if (form && event.key === 'Escape') {
      event.preventDefault();
      close(form);
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const sent = target.closest('form');
      if (sent?.classList.contains('fields-form')) sent.requestSubmit();
      return;
    }
    if (target.closest('input, textarea, select, [contenteditable]') || event.ctrlKey || event.metaKey) return;
    if (press(event)) event.preventDefault();
  });

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key does something here
   */
  function press({ key, altKey }) {
    if (altKey)
      return (key === 'ArrowUp' && clickOn('[name="up"]')) || (key === 'ArrowDown' && clickOn('[name="down"]'));
    switch (key) {
      case 'j':
        return go(1);
      case 'k':
        return go(-1);
      case 'a':
        return clickOn('[name="accept"]');
      case 'r':
        return clickOn('[name="reject"]');
      case 'u':
        return clickOn('[name="reopen"]');
      case 'e':
        return clickOn('[data-open="edit"]');
      case 'm':
        return clickOn('[data-open="merge"]');
      case 'A':
        return clickOn('.draft-head [name="accept"]', document);
      case 'p':
        return clickOn('.draft-head [data-open="publish"]', document);
      case 'f':
        add('fact');
        return true;
      case 'q':
        add('quote');
        return true;
      case '?':
        showKeys();
        return true;
      default:
        return false;
    }
  }
}

/**
 * @param {string} selector
 * @param {ParentNode | null} [within]
 */
function clickOn(selector, within = current()) {
  const found = within?.querySelector(selector);
  if (!(found instanceof HTMLElement)) return false;
  found.click();
  return true;
}

/** @param {1 | -1} by */
function go(by) {
  const cards = Array.from(document.querySelectorAll('.card'));
  const at = current();
  const next = at ? cards[cards.indexOf(at) + by] : cards[0];
  if (next instanceof HTMLElement) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }
  return true;
}

function current() {
  return document.activeElement?.closest('.card') ?? document.querySelector('.card.current');
}

/** @param {Element} card */
function makeCurrent(card) {
  for (const other of document.querySelectorAll('.card.current')) if (other !== card) other.classList.remove('current');
  card.classList.add('current');
}

/** What works by script only is there only now. */
function reveal() {
  for (const each of document.querySelectorAll('[data-show-keys][hidden], .span-field[hidden]'))
    each.removeAttribute('hidden');
}
