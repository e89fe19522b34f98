/** @type {AbortController | undefined} */
let asking;

/**
 * Shows a reply as the pressed button says: here, as on a platform, or another page of that.
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} pressed
 */
export async function look(form, pressed) {
  const answer = form.closest('.answer');
  if (!answer) return;
  asking?.abort();
  const { signal } = (asking = new AbortController());
  answer.querySelector('.look-failed')?.remove();
  try {
    const response = await fetch('/show', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form, pressed))),
      signal,
    });
    const text = await response.text();
    if (!response.ok)
      return fail(answer, response.status === 404 ? text : `It could not be shown (${response.status}).`);
    const template = document.createElement('template');
    template.innerHTML = text; // the server's own markup, escaped there
    const shown = template.content.querySelector('.answer');
    if (!(shown instanceof HTMLElement)) return;
    if (answer.querySelector('.payload[open]')) shown.querySelector('.payload')?.setAttribute('open', '');
    offerCopying(shown);
    const focused = answer.contains(document.activeElement);
    answer.replaceWith(shown);
    if (focused) sameButton(shown, pressed)?.focus({ preventScroll: true });
  } catch {
    if (!signal.aborted) fail(answer, 'Pullquote cannot be reached.');
  }
}

/**
 * Buttons that copy a payload work by script only, so they are there only now.
 * @param {Element} within
 */
export function offerCopying(within) {
  for (const button of within.querySelectorAll('button[data-copy]')) {
    if (!(button instanceof HTMLButtonElement) || !button.hidden) continue;
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const text = button.parentElement?.querySelector('pre');
  try {
    await navigator.clipboard.writeText(text?.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    // The browser allows it on this machine and over HTTPS only: selected, it is one key press away.
    if (text) getSelection()?.selectAllChildren(text);
    button.textContent = 'Selected';
  }
}

/**
 * The pressed button in the new markup; where there is none, as after the last page, the preview itself.
 * @param {HTMLElement} shown
 * @param {HTMLButtonElement} pressed
 * @returns {HTMLElement | null | undefined}
 */
function sameButton(shown, pressed) {
  const buttons = Array.from(shown.querySelectorAll('button'));
  return (
    buttons.find(({ name, textContent }) => name === pressed.name && textContent === pressed.textContent) ??
    shown.querySelector('article')
  );
}

/**
 * @param {Element} answer
 * @param {string} message
 */
function fail(answer, message) {
  const note = document.createElement('p');
  note.className = 'quiet look-failed';
  note.setAttribute('role', 'status');
  note.append(message);
  answer.append(note);
}
