import './desk-work.js';

const place = document.querySelector('.drop');
const input = place?.querySelector('input');

// A file may be dropped anywhere on its field, and is then what the form sends.
for (const name of /** @type {const} */ (['dragenter', 'dragover']))
  place?.addEventListener(name, (event) => {
    event.preventDefault();
    place.classList.add('dropping');
  });
for (const name of /** @type {const} */ (['dragleave', 'dragend', 'drop']))
  place?.addEventListener(name, () => place.classList.remove('dropping'));
place?.addEventListener('drop', (event) => {
  if (!(event instanceof DragEvent) || !event.dataTransfer || !input) return;
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
});
