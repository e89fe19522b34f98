import { html } from 'hono/html';
import { z } from 'zod';
import type { Html } from '../page.ts';
import { renderMarkdown } from './discord-markdown.ts';
import type { Headings } from './heading.ts';
import type { PreviewContext } from './message.ts';
import { renderMenu, renderPress } from './press.ts';

/** The components that our messages are made of (https://discord.com/developers/docs/components/reference). */
const Button = z.object({
  type: z.literal(2),
  style: z.int(),
  label: z.string(),
  custom_id: z.string().optional(),
  url: z.string().optional(),
  disabled: z.boolean().optional(),
});
const Menu = z.object({
  type: z.literal(3),
  placeholder: z.string().default('Make a selection'),
  options: z.array(z.object({ label: z.string(), value: z.string(), description: z.string().optional() })),
});
const Text = z.object({ type: z.literal(10), content: z.string() });
const Media = z.object({ media: z.object({ url: z.string() }), description: z.string().nullish() });
const Thumbnail = Media.extend({ type: z.literal(11) });
const Row = z.object({ type: z.literal(1), components: z.array(z.discriminatedUnion('type', [Button, Menu])) });
const Section = z.object({
  type: z.literal(9),
  components: z.array(Text),
  accessory: z.discriminatedUnion('type', [Button, Thumbnail]),
});
const Gallery = z.object({ type: z.literal(12), items: z.array(Media) });
const Separator = z.object({
  type: z.literal(14),
  divider: z.boolean().default(true),
  spacing: z.int().default(1),
});
const Part = z.discriminatedUnion('type', [Row, Section, Text, Gallery, Separator]);
const Container = z.object({
  type: z.literal(17),
  components: z.array(Part),
  accent_color: z.int().nullish(),
  spoiler: z.boolean().optional(),
});
const Body = z.object({
  flags: z.int(),
  components: z.array(z.discriminatedUnion('type', [...Part.options, Container])),
});

/** MessageFlags.Ephemeral. */
const EPHEMERAL = 1 << 6;
const BUTTON_LOOKS: Record<number, string> = { 1: 'primary', 3: 'success', 4: 'danger', 5: 'link' };

/** A message's body as Discord shows it; undefined where it holds what this preview does not know. */
export function previewDiscord(body: unknown, context: PreviewContext): Html | undefined {
  const { data } = Body.safeParse(body);
  if (!data) return undefined;
  const headings: Headings = { seen: 0 };
  const parts = data.components.map((component) =>
    component.type === 17 ? renderContainer(component, headings, context) : renderPart(component, headings, context),
  );
  const ephemeral = (data.flags & EPHEMERAL) !== 0;
  return html`<div class="on-discord ${ephemeral ? 'ephemeral' : ''}">
    <img class="avatar" src="/assets/icon.svg" alt="" width="40" height="40" />
    <div class="message">
      <p class="author"><strong>Pullquote</strong> <span class="app">App</span></p>
      <div class="parts">${parts}</div>
      ${
        ephemeral
          ? html`<p class="only-you">
              ${eye()} Only you can see this <span aria-hidden="true">•</span>
              <span class="dismiss" aria-hidden="true">Dismiss message</span>
            </p>`
          : ''
      }
    </div>
  </div>`;
}

function renderContainer(
  { components, accent_color: accent }: z.infer<typeof Container>,
  headings: Headings,
  context: PreviewContext,
): Html {
  // A colour as an attribute of a drawing: the page allows no inline style.
  const bar =
    accent == null
      ? ''
      : html`<svg class="accent" aria-hidden="true">
          <rect width="100%" height="100%" fill="#${accent.toString(16).padStart(6, '0')}" />
        </svg>`;
  return html`<div class="container">${bar}${components.map((part) => renderPart(part, headings, context))}</div>`;
}

function renderPart(part: z.infer<typeof Part>, headings: Headings, context: PreviewContext): Html {
  switch (part.type) {
    case 1:
      return html`<div class="row">
        ${part.components.map((component) =>
          component.type === 2
            ? renderButton(component, context)
            : renderMenu(
                component.placeholder,
                component.options.map(({ label, value, description }) => ({
                  label,
                  description,
                  id: value,
                  look: 'entry',
                })),
                'discord',
                context,
              ),
        )}
      </div>`;
    case 9:
      return html`<div class="section">
        <div class="section-text">${part.components.map(({ content }) => renderMarkdown(content, headings))}</div>
        ${part.accessory.type === 2 ? renderButton(part.accessory, context) : html`<div class="thumbnail">${renderMedia(part.accessory, context)}</div>`}
      </div>`;
    case 10:
      return html`<div class="text">${renderMarkdown(part.content, headings)}</div>`;
    case 12:
      return html`<div class="gallery">${part.items.map((item) => renderMedia(item, context))}</div>`;
    case 14:
      return part.divider
        ? html`<hr class="${part.spacing > 1 ? 'wide' : ''}" />`
        : html`<div class="gap ${part.spacing > 1 ? 'wide' : ''}"></div>`;
  }
}

function renderButton({ label, style, custom_id: id, url, disabled }: z.infer<typeof Button>, context: PreviewContext) {
  return renderPress({ id, url, label, disabled, look: BUTTON_LOOKS[style] ?? 'secondary' }, 'discord', context);
}

function renderMedia({ media, description }: z.infer<typeof Media>, context: PreviewContext): Html {
  const address = context.picture(media.url.replace('attachment://', ''));
  return address === undefined
    ? html`<p class="missing">${description ?? 'A picture'}</p>`
    : html`<img src="${address}" alt="${description ?? ''}" loading="lazy" />`;
}

function eye(): Html {
  return html`<svg class="eye" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path
      fill="currentColor"
      d="M8 3C4.5 3 1.7 5.2.6 8c1.1 2.8 3.9 5 7.4 5s6.3-2.2 7.4-5C14.3 5.2 11.5 3 8 3Zm0 8.2A3.2 3.2 0 1 1 8 4.8a3.2 3.2 0 0 1 0 6.4Zm0-1.4a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z"
    />
  </svg>`;
}
