import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { DigestControls } from '../../../delivery/digest-controls.ts';
import type { Health } from '../../../delivery/health.ts';
import type { Reply } from '../../../reply.ts';
import { channelKey, type Subscription } from '../../../schedule/subscription.ts';
import type { Conversations } from '../conversations.ts';
import { plainPage } from '../page.ts';
import type { PictureShelf } from '../picture-shelf.ts';
import type { Previews } from '../previews/message.ts';
import { previewOf } from '../previews/preview-of.ts';
import type { RenderContext } from '../render.ts';
import { deliveryPage, VIEWS } from './delivery-page.ts';
import { knownOf, loadSchedule } from './load-schedule.ts';
import { ACTIONS, type Action, type Said } from './said.ts';
import { schedulePage } from './schedule-page.ts';
import { address, View } from './view.ts';

/** What the schedule's pages are handed. */
export type ScheduleParts = {
  digests: DigestControls;
  conversations: Pick<Conversations, 'of'>;
  isOperator: (c: Context) => boolean;
  /** Only the operator is told. */
  health: () => Promise<Health>;
  /** The passages that a reply cites, as far as the visitor may read them. */
  passages(c: Context, reply: Reply): Promise<RenderContext['passages']>;
  previews: Previews | undefined;
  shelf: PictureShelf;
  /** Logs a fault and gives its id. */
  fault(error: unknown, c: Context): string;
};

const Look = z.object({
  on: z.enum(VIEWS).catch('here'),
  page: z.coerce.number().int().min(0).max(10_000).catch(0),
});
const Form = z.object({ action: z.enum(ACTIONS) });
const PAUSED_HERE = 'paused on the schedule page';

/** The pages under /schedule. */
export function scheduleRoutes(parts: ScheduleParts): Hono {
  const { digests, conversations, isOperator } = parts;
  const app = new Hono();

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });

  app.get('/', async (c) => {
    const { channel } = conversations.of(c);
    const loaded = await loadSchedule(digests, { isOperator: isOperator(c), channel }, View.parse(c.req.query()));
    const problems = isOperator(c) ? (await parts.health()).problems : [];
    return c.html(schedulePage({ ...loaded, problems }));
  });

  app.post('/:id', async (c) => {
    if (!isOperator(c))
      return c.html(
        plainPage('Only the operator can do that', html`<p><a href="/schedule">Back to the schedule</a></p>`),
        403,
      );
    const form = Form.safeParse(await c.req.parseBody().catch(() => undefined));
    if (!form.success)
      return c.html(
        plainPage(
          'Nothing was asked',
          html`<p>I expected a form with one field, action. <a href="/schedule">Back to the schedule</a></p>`,
        ),
        400,
      );
    const id = c.req.param('id');
    const said = await act(await digests.find(id), form.data.action);
    return c.redirect(address(View.parse(c.req.query()), { said, of: id }), 303);
  });

  app.get('/deliveries/:id', async (c) => {
    const own = conversations.of(c).channel;
    const delivery = await digests.delivery(c.req.param('id'));
    if (!delivery || (!isOperator(c) && channelKey(delivery.place) !== own))
      return c.html(
        plainPage(
          'No such delivery',
          html`<p>What ended long ago is forgotten. <a href="/schedule">The schedule</a></p>`,
        ),
        404,
      );
    const subscription = await digests.find(delivery.subscription ?? '');
    const { content } = delivery;
    const { on, page } = Look.parse(c.req.query());
    const { previews, shelf } = parts;
    for (const block of content?.blocks ?? []) if (block.type === 'image') shelf.put(block.picture);
    const pageAddress = (number: number) => `?on=${on}&page=${number}#the_message`;
    const fault = (error: unknown) => parts.fault(error, c);
    return c.html(
      deliveryPage({
        delivery,
        known: knownOf(subscription ? [subscription] : [], 'UTC'),
        own,
        now: digests.now(),
        on: previews ? on : 'here',
        passages: content ? await parts.passages(c, content) : new Map(),
        preview:
          content && previews && on !== 'here'
            ? await previewOf({ number: 0, reply: content, look: { on, page } }, on, previews, {
                shelf,
                fault,
                pageAddress,
              })
            : undefined,
        elsewhere: previews !== undefined,
      }),
    );
  });

  return app;

  /** Does what is asked, unless it was done already. */
  async function act(subscription: Subscription | undefined, action: Action): Promise<Said> {
    if (!subscription) return 'remove-idle';
    const { id } = subscription;
    const does: Record<Action, () => Promise<boolean>> = {
      pause: () => digests.pause(id, PAUSED_HERE),
      resume: () => digests.resume(id),
      send: () => digests.sendNow(subscription),
      remove: () => digests.remove(id),
    };
    return (await does[action]()) ? action : `${action}-idle`;
  }
}
