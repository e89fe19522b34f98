declare module 'discord-api-spec/zod' {
  import type { z } from 'zod';

  /** Discord's own schemas, of which only whether they hold matters here. */
  type Schema = z.core.$ZodType & { safeParse(body: unknown): z.ZodSafeParseResult<unknown> };

  export const MessageCreateRequestSchema: Schema;
  export const MessageEditRequestPartialSchema: Schema;
  export const IncomingWebhookInteractionRequestSchema: Schema;
  export const ApplicationCommandUpdateRequestSchema: Schema;
  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema;
  export const ModalInteractionCallbackRequestSchema: Schema;
}
