/**
 * A line of what long work says.
 * @typedef {{ says?: string, done?: number, of?: number, location?: string, error?: string }} Line
 */

/** Forms whose work is under way. @type {WeakSet<HTMLFormElement>} */
const busy = new WeakSet();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset['work'] === undefined) return;
  event.preventDefault();
  if (!busy.has(form)) void work(form);
});

/**
 * Sends a form whose work takes long, and shows how far it is; it can be called off.
 * @param {HTMLFormElement} form
 */
async function work(form) {
  busy.add(form);
  const leaving = new AbortController();
  const { box, cancel, tell, fail } = progress(() => leaving.abort());
  form.after(box);
  cancel.focus({ preventScroll: true });
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { 'X-Desk': 'work' },
      body: new FormData(form),
      signal: leaving.signal,
    });
    const end = await readLines(response, tell);
    if (end.location !== undefined) return location.assign(end.location);
    fail(end.error ?? 'It broke off; try again.');
  } catch {
    if (leaving.signal.aborted) fail('Cancelled; nothing was changed.');
    else fail('Pullquote cannot be reached. Try again in a moment.');
  }
  busy.delete(form);
  form.querySelector('button')?.focus({ preventScroll: true });
}

/**
 * Tells each line as it comes; gives the last one that ends the work.
 * @param {Response} response
 * @param {(line: Line) => void} tell
 * @returns {Promise<Line>}
 */
async function readLines(response, tell) {
  if (!response.headers.get('Content-Type')?.startsWith('application/x-ndjson')) {
    const refused = await response.json().catch(() => ({}));
    return { error: refused.error ?? refused.says ?? `It could not be done (${response.status}).` };
  }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  /** @type {Line} */
  let end = {};
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      /** @type {Line} */
      const line = JSON.parse(text);
      if (line.says === undefined) end = line;
      else tell(line);
    }
  }
  return end;
}

/** @param {() => void} callOff */
function progress(callOff) {
  document.querySelectorAll('.working').forEach((earlier) => earlier.remove());
  const box = document.createElement('div');
  box.className = 'working';
  const says = document.createElement('p');
  says.setAttribute('role', 'status');
  says.textContent = 'Starting…';
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', 'Progress');
  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.textContent = 'Cancel';
  cancel.addEventListener('click', callOff);
  box.append(says, bar, cancel);
  return {
    box,
    cancel,
    /** @type {(line: Line) => void} */
    tell: ({ says: words = '', done, of }) => {
      says.textContent = of === undefined ? `${words}…` : `${words}: ${done} of ${of}`;
      if (of === undefined || done === undefined) return bar.removeAttribute('value');
      bar.max = of;
      bar.value = done;
    },
    /** @type {(words: string) => void} */
    fail: (words) => {
      bar.remove();
      cancel.remove();
      says.setAttribute('role', 'alert');
      says.className = 'form-error';
      says.textContent = words;
    },
  };
}
