import { installComposer } from './composer.js';
import { look, offerCopying } from './look.js';
import { readReply, takePlace } from './take-place.js';

const log = element('log', HTMLElement);
const input = element('line', HTMLInputElement);
const composer = installComposer(input, element('completions', HTMLElement), element('completion-count', HTMLElement));
let waiting = false;

/** What is wrong, in words for whoever asked. */
class Refused extends Error {}

// Every form that says something (the composer, examples, the buttons of replies) is sent from here instead.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset['look'] !== undefined && event.submitter instanceof HTMLButtonElement) {
    event.preventDefault();
    void look(form, event.submitter);
    return;
  }
  if (form.dataset['say'] === undefined) return;
  event.preventDefault();
  const pressed =
    event.submitter instanceof HTMLButtonElement && event.submitter.value !== '' ? event.submitter.value : undefined;
  const line = (pressed ?? input.value).trim();
  if (waiting || line === '') return;
  if (pressed === undefined) input.value = '';
  composer.close();
  composer.remember(line);
  void say(line);
});

// A mark unfolds its source in place, without a new entry in the browser's history.
log.addEventListener('click', (event) => {
  const mark = event.target instanceof Element ? event.target.closest('a.cite') : null;
  const source = mark && document.getElementById(mark.getAttribute('href')?.slice(1) ?? '')?.closest('details');
  if (!source) return;
  event.preventDefault();
  for (
    let fold = /** @type {HTMLDetailsElement | null} */ (source);
    fold;
    fold = fold.parentElement?.closest('details') ?? null
  )
    fold.open = true;
  source.scrollIntoView({ block: 'nearest' });
  source.querySelector('summary')?.focus({ preventScroll: true });
});

offerCopying(log);
log.lastElementChild?.scrollIntoView({ block: 'start' });
// On a phone it would raise the keyboard over the page.
if (matchMedia('(pointer: fine)').matches) input.focus({ preventScroll: true });

/**
 * Sends one line and shows its reply beneath it. While one is under way, others do nothing.
 * @param {string} line
 */
async function say(line) {
  const turn = document.createElement('div');
  turn.className = 'turn';
  const asked = document.createElement('p');
  asked.className = 'asked';
  const you = document.createElement('span');
  you.className = 'unseen';
  you.textContent = 'You: ';
  asked.append(you, line);
  turn.append(asked);
  const head = document.getElementById('chat-head');
  if (head instanceof HTMLTemplateElement) {
    document.querySelector('.opening')?.replaceWith(head.content);
    head.remove();
  }
  log.querySelectorAll('.turn').forEach((earlier) => earlier.removeAttribute('style'));
  log.append(turn);
  await attempt(line, turn);
}

/**
 * @param {string} line
 * @param {HTMLElement} turn
 */
async function attempt(line, turn) {
  waiting = true;
  document.body.classList.add('waiting');
  let isRead = false;
  turn.append(note('pending', 'Looking it up…'));
  turn.scrollIntoView({ block: 'start' });
  try {
    const response = await fetch('/say', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      // A time of day that is said is meant as one's own clock shows it.
      body: JSON.stringify({ line, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    });
    if (!response.ok)
      throw new Refused(
        response.status === 413
          ? 'That is too long; I read at most 64 KiB at once.'
          : `Pullquote could not answer (${response.status}).`,
      );
    const answer = await readReply(response, (interim) => {
      takePlace(turn, interim);
      turn.querySelector('.asked')?.after(note('pending', 'A model is wording this answer…'));
      turn.scrollIntoView({ block: 'start' });
      isRead = true;
    });
    if (!answer) throw new Refused('Pullquote could not answer.');
    takePlace(turn, answer);
  } catch (error) {
    const message = isRead
      ? 'The model’s wording did not arrive. The answer above stands.'
      : error instanceof Refused
        ? error.message
        : 'Pullquote cannot be reached. It may have been stopped, or be starting again.';
    turn.querySelector('.pending')?.remove();
    turn.append(failure(message, line, turn));
  } finally {
    waiting = false;
    document.body.classList.remove('waiting');
    if (!isRead) turn.scrollIntoView({ block: 'start' });
  }
}

/**
 * @param {string} message
 * @param {string} line
 * @param {HTMLElement} turn
 */
function failure(message, line, turn) {
  const failed = note('failed', message);
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.textContent = 'Try again';
  retry.addEventListener('click', () => {
    if (waiting) return;
    failed.remove();
    input.focus();
    void attempt(line, turn);
  });
  failed.append(' ', retry);
  return failed;
}

/**
 * @param {string} name
 * @param {string} text
 */
function note(name, text) {
  const paragraph = document.createElement('p');
  paragraph.className = name;
  paragraph.append(text);
  return paragraph;
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
