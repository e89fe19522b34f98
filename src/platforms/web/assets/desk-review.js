import { installKeys } from './desk-keys.js';
import { installOrder } from './desk-order.js';
import { installPassages } from './desk-passages.js';
import { announce, ask, show } from './desk-send.js';
import './desk-work.js';

/** Actions follow each other, each on the version that the one before it left. */
let last = Promise.resolve();
/** What is under way, so that a second click does nothing twice. @type {Set<string>} */
const pending = new Set();

document.documentElement.classList.add('scripted');

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const leaves = form.dataset['leaves'] !== undefined;
  if (form.dataset['part'] === undefined && !leaves) return;
  event.preventDefault();
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter))
    if (typeof value === 'string') body.append(name, value);
  void send(form.action, body, form.id === 'act' ? undefined : form);
});

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest('a[data-open]');
  const closer = target?.closest('a[data-close]');
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (opener instanceof HTMLAnchorElement) {
    event.preventDefault();
    void open(opener.href, opener.dataset['field']);
  } else if (closer instanceof HTMLAnchorElement) {
    event.preventDefault();
    close(closer);
  }
});

const passages = installPassages(add);
installKeys({ add: (kind) => passages.add(kind), close });
installOrder((id, to) => void send(address(), new URLSearchParams({ do: 'move', id, to: String(to) })));

/**
 * Sends one action once those before it are done.
 * @param {string} url
 * @param {URLSearchParams} body
 * @param {HTMLFormElement} [form] where it was typed
 */
async function send(url, body, form) {
  body.delete('version');
  const key = `${url} ${body.toString()}`;
  if (pending.has(key)) return;
  pending.add(key);
  const turn = last.then(() => sendNow(url, body, form));
  last = turn.catch(() => {});
  try {
    await turn;
  } finally {
    pending.delete(key);
  }
}

/**
 * @param {string} url
 * @param {URLSearchParams} body
 * @param {HTMLFormElement | undefined} form
 */
async function sendNow(url, body, form) {
  body.set('version', draft().dataset['version'] ?? '');
  const answer = await ask(url, body);
  if (answer.location !== undefined) {
    location.assign(answer.location);
    return;
  }
  await settle(answer, form, body.get('do') === 'add');
}

/**
 * @param {import('./desk-send.js').Answer} answer
 * @param {HTMLFormElement | undefined} form
 * @param {boolean} isNew
 */
async function settle(answer, form, isNew) {
  if (answer.ok) form?.remove();
  show(answer);
  announce(answer.says);
  if (!answer.ok) {
    tellFault(answer.says, form);
    return;
  }
  tellFault('');
  const { focus } = answer;
  const card = focus === undefined ? null : document.getElementById(`item-${focus}`);
  if (card && (form || isNew)) focusCard(card);
  else if (document.activeElement === document.body) document.querySelector('.card.current')?.closest('li')?.focus();
  if (card && isNew) {
    const edit = card.querySelector('a[data-open="edit"]');
    if (edit instanceof HTMLAnchorElement) await open(edit.href);
  }
  // What keeps it from being published may have changed.
  const publish =
    document.querySelector('#panel #publishing') && document.querySelector('.draft-head a[data-open="publish"]');
  if (publish instanceof HTMLAnchorElement) await open(publish.href, undefined, false);
}

/**
 * Opens a form in its place.
 * @param {string} href
 * @param {string} [field] the one to begin at
 * @param {boolean} [takesFocus]
 */
async function open(href, field, takesFocus = true) {
  const answer = await ask(href);
  if (!answer.ok) return (announce(answer.says), tellFault(answer.says));
  const typed = new Map(
    Array.from(document.querySelectorAll('#panel [name]:not([type="radio"], [name="version"])'), (each) =>
      each instanceof HTMLInputElement ? [each.name, each.value] : ['', ''],
    ),
  );
  show(answer);
  const asked = new URL(href).searchParams.get('open') ?? '';
  const [what = '', id = ''] = asked.split(':');
  const place =
    what === 'publish' || what === 'discard'
      ? document.querySelector('#panel .panel')
      : what === 'edit' || what === 'merge'
        ? document.querySelector(`#item-${CSS.escape(id)} .open-form`)
        : document.querySelector(`.about .open-form[aria-label]:has([name="do"][value="${CSS.escape(what)}"])`);
  if (!place) return;
  for (const [name, value] of typed) {
    const same = place.querySelector(`[name="${CSS.escape(name)}"]`);
    if (same instanceof HTMLInputElement && value !== '') same.value = value;
  }
  if (!takesFocus) return;
  const first = place.querySelector(
    field ? `[name="${CSS.escape(field)}"]` : 'input:not([type="hidden"]), textarea, select',
  );
  const target = place.matches('.panel')
    ? place
    : (first ?? place.querySelector('input:not([type="hidden"]), textarea, select'));
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest' });
}

/**
 * Leaves a form, with what was typed.
 * @param {Element} within
 */
function close(within) {
  const form = within.closest('.open-form, .panel');
  const card = form?.closest('.card');
  form?.remove();
  if (card instanceof HTMLElement) focusCard(card);
  else document.querySelector('.draft-head a')?.closest('a')?.focus();
}

/**
 * @param {'fact' | 'quote'} kind
 * @param {{ start: number, end: number }} span
 */
function add(kind, { start, end }) {
  void send(address(), new URLSearchParams({ do: 'add', kind, start: String(start), end: String(end) }));
}

/** @param {HTMLElement} card */
function focusCard(card) {
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest' });
}

/**
 * @param {string} says
 * @param {HTMLFormElement} [form]
 */
function tellFault(says, form) {
  const inForm = form?.isConnected ? form.querySelector('.form-error') : null;
  if (inForm) inForm.textContent = says;
  document.querySelector('.desk-error')?.remove();
  if (inForm || says === '') return;
  const error = document.createElement('p');
  error.className = 'desk-error';
  error.setAttribute('role', 'alert');
  error.textContent = says;
  document.getElementById('desk-said')?.after(error);
}

function draft() {
  const found = document.getElementById('draft');
  if (!found) throw new Error('the page has no draft');
  return found;
}

function address() {
  return `/desk/drafts/${draft().dataset['id']}`;
}
