/**
 * Lets facts be dragged into another order.
 * @param {(id: string, to: number) => void} move
 */
export function installOrder(move) {
  /** @type {HTMLElement | undefined} */
  let dragged;

  document.addEventListener('dragstart', (event) => {
    const handle = event.target instanceof Element ? event.target.closest('.handle') : null;
    const card = handle?.closest('.card');
    if (!(card instanceof HTMLElement) || !event.dataTransfer) return;
    dragged = card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.dataset['item'] ?? '');
    event.dataTransfer.setDragImage(card, 0, 0);
  });

  document.addEventListener('dragover', (event) => {
    const card = dropPlace(event);
    if (!card) return;
    event.preventDefault();
    clear();
    card.classList.add(isUpper(event, card) ? 'drop-before' : 'drop-after');
  });

  document.addEventListener('drop', (event) => {
    const card = dropPlace(event);
    const id = dragged?.dataset['item'];
    if (!card || id === undefined) return;
    event.preventDefault();
    const rest = Array.from(card.parentElement?.children ?? []).filter((each) => each !== dragged);
    move(id, rest.indexOf(card) + (isUpper(event, card) ? 0 : 1));
  });

  document.addEventListener('dragend', () => {
    clear();
    dragged = undefined;
  });

  /** @param {DragEvent} event */
  function dropPlace(event) {
    const card =
      dragged && event.target instanceof Element ? event.target.closest('[data-list="facts"] > .card') : null;
    return card === dragged ? null : card;
  }
}

/**
 * @param {DragEvent} event
 * @param {Element} card
 */
function isUpper({ clientY }, card) {
  const { top, height } = card.getBoundingClientRect();
  return clientY < top + height / 2;
}

function clear() {
  for (const card of document.querySelectorAll('.drop-before, .drop-after'))
    card.classList.remove('drop-before', 'drop-after');
}
