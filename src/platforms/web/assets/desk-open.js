/**
 * The form or panel that an address opens, where it stands open.
 * @param {string} href
 * @returns {HTMLElement | null}
 */
export function placeOf(href) {
  const [what = '', id = ''] = (new URL(href).searchParams.get('open') ?? '').split(':');
  if (what === 'publish' || what === 'discard') return document.querySelector('#panel .panel');
  const within = what === 'edit' || what === 'merge' ? `#item-${CSS.escape(id)}` : '.about';
  const forms = Array.from(document.querySelectorAll(`${within} .open-form`));
  const found = forms.find((form) => {
    const does = valueOf(form, 'do');
    if (what === 'edit') return does === 'fact' || does === 'quote';
    return does === what && (what !== 'person' || valueOf(form, 'id') === id);
  });
  return found instanceof HTMLElement ? found : null;
}

/**
 * Goes to a field of a form, the first one where none is named; of a panel, to its beginning.
 * @param {HTMLElement} place
 * @param {string} [field]
 */
export function focusIn(place, field) {
  const named = field ? place.querySelector(`[name="${CSS.escape(field)}"]`) : null;
  const first = named ?? place.querySelector('input:not([type="hidden"]), textarea, select');
  const target = place.matches('.panel') ? place : first;
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest' });
}

/** Keeps what was typed and chosen in the panel; gives what fills in the new one. */
export function remember() {
  const typed = fields().map((input) => ({
    name: input.name,
    type: input.type,
    value: input.value,
    checked: input.checked,
  }));
  return () => {
    for (const input of fields()) {
      const same = typed.find(
        ({ name, type, value }) =>
          name === input.name && type === input.type && (type !== 'radio' || value === input.value),
      );
      if (!same) continue;
      if (input.type === 'radio') input.checked = same.checked;
      else input.value = same.value;
    }
  };
}

function fields() {
  return Array.from(document.querySelectorAll('#panel input:not([type="hidden"])')).filter(
    (input) => input instanceof HTMLInputElement,
  );
}

/**
 * @param {Element} form
 * @param {string} name
 */
function valueOf(form, name) {
  return form.querySelector(`input[type="hidden"][name="${name}"]`)?.getAttribute('value') ?? '';
}
