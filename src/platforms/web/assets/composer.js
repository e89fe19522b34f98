import Combobox from './vendor/combobox-nav.js';

/** @typedef {{ line: string, label: string, hint: string }} Completion */

/**
 * The line one types on: completions as an ARIA combobox, and earlier lines under the up-arrow.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {HTMLElement} status says how many completions there are, for those who cannot see them
 */
export function installComposer(input, list, status) {
  const combobox = new Combobox(input, list);
  /** @type {string[]} */
  const said = Array.from(document.querySelectorAll('.asked'), (line) => line.lastChild?.textContent?.trim() ?? '');
  let recalled = said.length;
  let draft = '';
  /** @type {AbortController | undefined} */
  let asking;

  function close() {
    asking?.abort();
    if (!list.hidden) combobox.stop();
    list.hidden = true;
    status.textContent = '';
  }

  async function complete() {
    asking?.abort();
    const line = input.value;
    if (!line.startsWith('/')) return close();
    const { signal } = (asking = new AbortController());
    try {
      const response = await fetch(`/complete?line=${encodeURIComponent(line)}`, { signal });
      /** @type {Completion[]} */
      const completions = response.ok ? await response.json() : [];
      if (signal.aborted) return;
      show(completions);
    } catch {
      if (!signal.aborted) close(); // completion is a convenience: without the server one types on
    }
  }

  /** @param {Completion[]} completions */
  function show(completions) {
    if (completions.length === 0 || document.activeElement !== input) return close();
    list.replaceChildren(...completions.map(optionOf));
    status.textContent = `${completions.length} ${completions.length === 1 ? 'completion' : 'completions'}`;
    if (list.hidden) {
      list.hidden = false;
      combobox.start();
    } else combobox.resetSelection();
  }

  input.addEventListener('input', () => {
    recalled = said.length;
    void complete();
  });
  list.addEventListener('combobox-commit', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    input.value = target.dataset['line'] ?? input.value;
    input.focus();
    void complete();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus where one types
  input.addEventListener('blur', close);
  // In the capture phase, so that it comes before the combobox, which listens on the same element.
  input.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return;
      if (!list.hidden) {
        if (event.key === 'Escape') close();
        // Tab takes the first completion where none is chosen; Enter without a choice sends the line as it is.
        const chosen = list.querySelector('[aria-selected="true"]');
        if (event.key === 'Tab' && !event.shiftKey && !chosen) combobox.navigate(1);
      } else if (event.key === 'ArrowUp') recall(event, -1);
      else if (event.key === 'ArrowDown') recall(event, 1);
    },
    { capture: true },
  );

  /**
   * @param {KeyboardEvent} event
   * @param {1 | -1} step
   */
  function recall(event, step) {
    const next = recalled + step;
    if (next < 0 || next > said.length) return;
    event.preventDefault();
    if (recalled === said.length) draft = input.value;
    recalled = next;
    input.value = said[recalled] ?? draft;
  }

  return {
    close,
    /** @param {string} line */
    remember(line) {
      if (said.at(-1) !== line) said.push(line);
      recalled = said.length;
      draft = '';
    },
  };
}

/**
 * @param {Completion} completion
 * @param {number} index
 */
function optionOf({ line, label, hint }, index) {
  const option = document.createElement('li');
  option.role = 'option';
  option.id = `completion-${index}`;
  option.dataset['line'] = line;
  const name = document.createElement('span');
  name.className = 'completion-label';
  name.textContent = label;
  const about = document.createElement('span');
  about.className = 'completion-hint';
  about.textContent = hint;
  option.append(name, ' ', about);
  return option;
}
