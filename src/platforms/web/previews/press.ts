import { html } from 'hono/html';
import type { Html } from '../page.ts';
import { externalLink } from '../render.ts';
import type { Place, PreviewContext } from './message.ts';

/** A button or an entry of a menu, as the message has it; `look` is its style there, `description` the small line of an entry. */
export type Pressable = {
  id?: string | undefined;
  url?: string | undefined;
  label: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
  look: string;
};

/** A button that does here what it does there: runs its line, turns the page, opens its link. What a preview cannot do is inert and says so. */
export async function renderPress(pressable: Pressable, on: Place, context: PreviewContext): Promise<Html> {
  const { id, url, label, description, disabled = false, look } = pressable;
  const words = description === undefined ? label : html`<span>${label}</span><small>${description}</small>`;
  if (disabled) return html`<button class="press disabled ${look}" type="button" disabled>${words}</button>`;
  if (url !== undefined) return html`<span class="press ${look}">${externalLink(url, label)}</span>`;
  const press = id === undefined ? undefined : await context.press(id);
  if (press?.does === 'run')
    return html`<form class="press-form" method="post" action="/#latest" data-say>
      <button class="press ${look}" name="line" value="${press.line}">${words}</button>
    </form>`;
  if (press?.does === 'page' && context.pageAddress)
    return html`<span class="press ${look}"><a href="${context.pageAddress(press.page)}">${words}</a></span>`;
  if (press?.does === 'page')
    return html`<form class="press-form" method="post" action="/look" data-look>
      <input type="hidden" name="turn" value="${context.turn}" />
      <input type="hidden" name="on" value="${on}" />
      <button class="press ${look}" name="page" value="${press.page}">${words}</button>
    </form>`;
  const why = press?.does === 'share' ? 'there is no channel here to share it with' : 'it does nothing in a preview';
  return html`<button class="press ${look}" type="button" disabled title="Inert: ${why}">
    ${words}<span class="unseen"> (inert: ${why})</span>
  </button>`;
}

/** A menu that unfolds into its entries. */
export function renderMenu(
  placeholder: string,
  entries: readonly Pressable[],
  on: Place,
  context: PreviewContext,
): Html {
  return html`<details class="menu">
    <summary>${placeholder}</summary>
    <div class="menu-entries">${entries.map((entry) => renderPress(entry, on, context))}</div>
  </details>`;
}
