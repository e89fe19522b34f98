import { html } from 'hono/html';
import { z } from 'zod';
import type { Html } from '../page.ts';
import { externalLink } from '../render.ts';
import { heading, type Headings } from './heading.ts';
import type { PreviewContext } from './message.ts';
import { renderMenu, renderPress } from './press.ts';

/** The blocks that our messages are made of (https://docs.slack.dev/reference/block-kit/blocks). */
const Plain = z.object({ type: z.literal('plain_text'), text: z.string() });
const Style = z
  .object({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
  .default({});
const Inline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style: Style }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style: Style }),
]);
type Inline = z.infer<typeof Inline>;
const Inlines = z.array(Inline);
const Section = z.object({ type: z.literal('rich_text_section'), elements: Inlines });
const Rich = z.discriminatedUnion('type', [
  Section,
  z.object({ type: z.literal('rich_text_quote'), elements: Inlines }),
  z.object({ type: z.literal('rich_text_preformatted'), elements: Inlines }),
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(Section),
    indent: z.int().default(0),
    offset: z.int().default(0),
  }),
]);
const Button = z.object({
  type: z.literal('button'),
  text: Plain,
  value: z.string().optional(),
  url: z.string().optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const Menu = z.object({
  type: z.literal('static_select'),
  placeholder: Plain,
  options: z.array(z.object({ text: Plain, value: z.string() })),
});
const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: Plain }),
  z.object({ type: z.literal('rich_text'), elements: z.array(Rich) }),
  z.object({ type: z.literal('image'), slack_file: z.object({ id: z.string() }), alt_text: z.string() }),
  z.object({ type: z.literal('context'), elements: z.array(Plain) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.discriminatedUnion('type', [Button, Menu])) }),
  z.object({ type: z.literal('divider') }),
]);
const Body = z.object({ blocks: z.array(Block) });

/** A message's body as Slack shows it; undefined where it holds what this preview does not know. */
export function previewSlack(body: unknown, context: PreviewContext): Html | undefined {
  const { data } = Body.safeParse(body);
  if (!data) return undefined;
  const headings: Headings = { seen: 0 };
  return html`<div class="on-slack">
    ${context.forAsker ? html`<p class="only-you">${eye()} Only visible to you</p>` : ''}
    <img class="avatar" src="/assets/icon.svg" alt="" width="36" height="36" />
    <div class="message">
      <p class="author"><strong>Pullquote</strong> <span class="app">App</span></p>
      ${data.blocks.map((block) => renderBlock(block, headings, context))}
    </div>
  </div>`;
}

function renderBlock(block: z.infer<typeof Block>, headings: Headings, context: PreviewContext): Html {
  switch (block.type) {
    case 'header':
      return heading(headings, block.text.text, 'header');
    case 'rich_text':
      return html`<div class="rich-text">${block.elements.map((element) => renderRich(element))}</div>`;
    case 'image': {
      const address = context.picture(block.slack_file.id);
      return address === undefined
        ? html`<p class="missing">${block.alt_text}</p>`
        : html`<img class="image" src="${address}" alt="${block.alt_text}" loading="lazy" />`;
    }
    case 'context':
      return html`<p class="context">${block.elements.map(({ text }) => html`<span>${text}</span> `)}</p>`;
    case 'actions':
      return html`<div class="row">${block.elements.map((element) => renderElement(element, context))}</div>`;
    case 'divider':
      return html`<hr />`;
  }
}

function renderRich(element: z.infer<typeof Rich>): Html {
  switch (element.type) {
    case 'rich_text_section':
      return html`<p>${element.elements.map((part) => renderInline(part))}</p>`;
    case 'rich_text_quote':
      return html`<blockquote><p>${element.elements.map((part) => renderInline(part))}</p></blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre
        class="preformatted"
        tabindex="0"
      ><code>${element.elements.map((part) => renderInline(part))}</code></pre>`;
    case 'rich_text_list': {
      const items = element.elements.map(
        ({ elements }) => html`<li>${elements.map((part) => renderInline(part))}</li>`,
      );
      const depth = `depth-${Math.min(element.indent, 2)}`;
      return element.style === 'ordered'
        ? html`<ol class="${depth}" start="${element.offset + 1}">
            ${items}
          </ol>`
        : html`<ul class="${depth}">
            ${items}
          </ul>`;
    }
  }
}

function renderInline(part: Inline): Html {
  const { bold = false, italic = false, strike = false, code = false } = part.style;
  let shown = part.type === 'link' ? externalLink(part.url, part.text ?? part.url) : html`${part.text}`;
  if (code) shown = html`<code>${shown}</code>`;
  if (strike) shown = html`<s>${shown}</s>`;
  if (italic) shown = html`<em>${shown}</em>`;
  if (bold) shown = html`<strong>${shown}</strong>`;
  return shown;
}

function renderElement(element: z.infer<typeof Button> | z.infer<typeof Menu>, context: PreviewContext) {
  if (element.type === 'button') {
    const { text, value, url, style = 'secondary' } = element;
    return renderPress({ id: value, url, label: text.text, look: style }, 'slack', context);
  }
  const entries = element.options.map(({ text, value }) => ({ label: text.text, id: value, look: 'entry' }));
  return renderMenu(element.placeholder.text, entries, 'slack', context);
}

function eye(): Html {
  return html`<svg class="eye" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      d="M1.2 8C2.6 5.4 5 3.9 8 3.900s5.4 1.5 6.8 4.100c-1.4 2.6-3.8 4.1-6.8 4.100S2.6 10.6 1.2 8Z"
    />
    <circle cx="8" cy="8" r="2.1" fill="none" stroke="currentColor" stroke-width="1.4" />
  </svg>`;
}
