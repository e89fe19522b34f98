import { installKeys } from './desk-keys.js';
import { focusIn, placeOf, remember } from './desk-open.js';
import { installOrder } from './desk-order.js';
import { installPassages } from './desk-passages.js';
import { announce, ask, show } from './desk-send.js';
import './desk-work.js';

/** Actions follow each other, each on the version that the one before it left. */
let last = Promise.resolve();
/** What is under way, so that a second click does nothing twice. @type {Set<string>} */
const pending = new Set();
/** A form on its way: what is typed meanwhile is meant for it. @type {{ href: string } | undefined} */
let coming;

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
installKeys({
  add: (kind) => passages.add(kind),
  close,
  isComing: () => coming !== undefined,
  callOff: () => (coming = undefined),
});
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
  if (!answer.ok) {
    if (form?.closest('.panel')) await refreshPanel();
    tellFault(answer.says, form);
    return;
  }
  tellFault('');
  announce(answer.says);
  const { focus } = answer;
  const card = focus === undefined ? null : document.getElementById(`item-${focus}`);
  if (card && (form || isNew)) focusCard(card);
  else if (document.activeElement === document.body) document.querySelector('.card.current')?.closest('li')?.focus();
  if (card && isNew) {
    const edit = card.querySelector('a[data-open="edit"]');
    if (edit instanceof HTMLAnchorElement) await open(edit.href);
  }
  await refreshPanel();
}

/**
 * Opens a form in its place; one that stands there already keeps what was typed.
 * @param {string} href
 * @param {string} [field] the one to begin at
 */
async function open(href, field) {
  const there = placeOf(href);
  if (there && !there.matches('.panel')) return focusIn(there, field);
  const mine = (coming = { href });
  const answer = await ask(href);
  if (coming !== mine) return; // another one was asked for, or none
  coming = undefined;
  if (!answer.ok) return tellFault(answer.says);
  const fill = remember();
  show(answer);
  fill();
  const place = placeOf(href);
  if (place) focusIn(place, field);
}

/** What keeps a draft from being published may have changed. */
async function refreshPanel() {
  const publish = document.querySelector('.draft-head a[data-open="publish"]');
  if (!document.getElementById('publishing') || !(publish instanceof HTMLAnchorElement)) return;
  const answer = await ask(publish.href);
  if (!answer.ok) return;
  const fill = remember();
  show(answer);
  fill();
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
