import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { completeLine } from '../../complete.ts';
import type { Engine } from '../../engine.ts';
import { dispatchWithInterim, type AtWork } from '../../interim.ts';
import type { Log } from '../../log.ts';
import { numbersPicture, timelinePicture } from '../../pictures/of-story.ts';
import type { Reply } from '../../reply.ts';
import { readAssets } from './assets.ts';
import { chatPage, noSuchTurnPage, renderInterim, renderTurn, type ShownTurn } from './chat-page.ts';
import { createConversations, type Conversation, type Conversations, type Turn } from './conversations.ts';
import { createExamples } from './examples.ts';
import { heldPassages, passageOf } from './held-passages.ts';
import { bringsArticle, mountDesk } from './desk/mount.ts';
import { editorOf } from './desk/session.ts';
import { sendInTurn } from './in-turn.ts';
import { webOrigin } from './origin.ts';
import { plainPage, type Html } from './page.ts';
import { pictureRoutes, sendPicture } from './picture-routes.ts';
import { createPictureShelf } from './picture-shelf.ts';
import { PLACES, type Previews } from './previews/message.ts';
import { previewOf } from './previews/preview-of.ts';
import type { RenderContext } from './render.ts';
import { scheduleRoutes } from './schedule/routes.ts';
import { isForwarded, isLoopback, knownHostOnly, limitBodies, sameOriginOnly, securityHeaders } from './security.ts';
import { noSuchStoryPage, storiesPage, storyPage, SUMMARY_LENGTHS } from './story-page.ts';
import { createWatch, watchRoutes, type Watched } from './watch-routes.ts';

/** What the pages need of the engine; without `digests` there is no schedule, without `desk` no desk, without a ledger nothing to watch. */
export type WebEngine = Pick<Engine, 'commands' | 'dispatch' | 'library'> &
  Partial<Pick<Engine, 'digests' | 'desk'>> & {
    storage: Pick<Engine['storage'], 'sourceText'> & Partial<Pick<Engine['storage'], 'ledger'>>;
  };

/** `host` is the address that the app is served on, `publicUrl` the one that people use where it is another; `operator` whether its visitors are the operator, by default where only this machine reaches it; without `previews` replies are shown here only. */
type Settings = {
  host?: string;
  publicUrl?: string | undefined;
  operator?: boolean | undefined;
  previews?: Previews | undefined;
  /** Handed in by whoever posts into them. */
  conversations?: Conversations;
  /** Once they are started, which is after the page. */
  deliveries?: Watched['deliveries'] | undefined;
  /** Milliseconds of a clock that is never put back. */
  clock?: () => number;
  log?: Pick<Log, 'error'>;
};

/** A completion is asked for with every key; longer lines get none. */
const MAX_COMPLETED = 500;

const Said = z.object({ line: z.string(), zone: z.string().optional().catch(undefined) });
/** More than any reply has. */
const MOST_PAGES = 10_000;
const Choice = z.object({
  turn: z.coerce.number().int(),
  on: z.enum(['here', ...PLACES]),
  page: z.coerce.number().int().min(0).max(MOST_PAGES).catch(0),
});
const View = z.object({ length: z.enum(SUMMARY_LENGTHS).catch('standard'), topic: z.string().optional() });

/** The pages as one Hono app, without a server. */
export function createWebApp(
  engine: WebEngine,
  {
    host = '127.0.0.1',
    publicUrl,
    operator = isLoopback(host),
    previews,
    conversations = createConversations(),
    deliveries = () => undefined,
    clock = () => performance.now(),
    log,
  }: Settings = {},
): Hono {
  const app = new Hono();
  const assets = readAssets();
  const shelf = createPictureShelf();
  const examples = createExamples(engine);
  const { digests, desk } = engine;
  const { ledger } = engine.storage;

  app.use(securityHeaders(), knownHostOnly(host, publicUrl), sameOriginOnly(), limitBodies(bringsArticle));

  app.get('/', async (c) => showChat(c, conversations.of(c)));
  app.post('/', async (c) => {
    const conversation = conversations.of(c);
    const parsed = Said.safeParse(await c.req.parseBody().catch(() => undefined)); // a form cut short is no form
    if (!parsed.success)
      return c.html(
        plainPage(
          'Nothing was asked',
          html`<p>I expected a form with one field, line. <a href="/">Back to the chat</a></p>`,
        ),
        400,
      );
    await (
      await say(c, conversation, parsed.data)
    ).turn;
    return showChat(c, conversation);
  });
  app.post('/say', async (c) => {
    const parsed = Said.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.text('Expected {"line": "…"} as JSON.', 400);
    const { turn, interim } = await say(c, conversations.of(c), parsed.data);
    const final = async () => renderTurn(await shown(c, await turn));
    const meanwhile = await interim;
    const markup = meanwhile && (await interimMarkup(c, parsed.data.line, meanwhile));
    if (!markup) return send(c, await final());
    c.header('Cache-Control', 'no-store');
    return sendInTurn(c, markup, { final, fault: (error) => void fault(error, c) });
  });
  app.post('/look', async (c) => {
    const turn = look(c, await c.req.parseBody().catch(() => undefined));
    return turn ? c.redirect(`/#turn-${turn.number}`, 303) : c.html(noSuchTurnPage(), 404);
  });
  app.post('/show', async (c) => {
    const turn = look(c, await c.req.json().catch(() => undefined));
    return turn ? send(c, renderTurn(await shown(c, turn))) : c.text('That reply is no longer kept; ask again.', 404);
  });
  app.post('/restart', (c) => {
    conversations.restart(conversations.of(c));
    return c.redirect('/', 303);
  });
  app.get('/complete', (c) => {
    const line = c.req.query('line') ?? '';
    c.header('Cache-Control', 'no-store');
    return c.json(
      line.length > MAX_COMPLETED
        ? []
        : completeLine(line, engine.commands, engine.library(), digests?.digests ?? []).filter(
            (completion) => completion.line !== line,
          ),
    );
  });

  app.get('/stories', (c) => send(c, storiesPage(engine.library())));
  app.get('/stories/:slug', async (c) => {
    const story = findStory(c);
    if (!story) return noStory(c);
    const { length, topic } = View.parse(c.req.query());
    const text = isOperator(c) ? await engine.storage.sourceText(story.source.sha256) : undefined;
    const passageText = (start: number, end: number, hash: string) =>
      text === undefined ? undefined : passageOf(text, start, end, hash);
    return send(c, storyPage(story, { length, topic, passageText }));
  });
  app.get('/stories/:slug/:picture{(numbers|timeline)\\.svg}', async (c) => {
    const story = findStory(c);
    const picture =
      story && (c.req.param('picture') === 'numbers.svg' ? numbersPicture(story) : timelinePicture(story));
    return picture ? sendPicture(c, picture, { shelf, cache: 'no-cache' }) : c.text('There is no such picture.', 404);
  });
  app.route('/pictures', pictureRoutes(shelf));

  if (digests && ledger) {
    const now = () => digests.now();
    const watch = createWatch({ ledger, deliveries, now, clock });
    const { health } = watch;
    app.route('/', watchRoutes(watch, { now, isOperator }));
    app.route(
      '/schedule',
      scheduleRoutes({ digests, conversations, isOperator, health, passages, previews, shelf, fault }),
    );
  }

  if (desk) mountDesk(app, { desk, library: () => engine.library(), publicUrl, fault });

  app.get('/assets/*', (c) => {
    const asset = assets.get(c.req.path.replace('/assets/', ''));
    if (!asset) return c.text('There is no such file.', 404);
    c.header('ETag', asset.etag);
    c.header('Cache-Control', 'no-cache');
    return c.req.header('if-none-match') === asset.etag
      ? c.body(null, 304)
      : c.body(asset.body, 200, { 'Content-Type': asset.type });
  });

  app.notFound((c) =>
    c.html(
      plainPage(
        'No such page',
        html`<p>
          Nothing stands at this address. <a href="/">Ask something</a>, or see <a href="/stories">all stories</a>.
        </p>`,
      ),
      404,
    ),
  );
  app.onError((error, c) => {
    const id = fault(error, c);
    return c.html(
      plainPage(
        'Something went wrong on our side',
        html`<p>The operator finds it in the log under ${id}. <a href="/">Back to the chat</a></p>`,
      ),
      500,
    );
  });
  return app;

  /** Gives the id under which the log has it. */
  function fault(error: unknown, c: Context): string {
    const id = randomUUID().slice(0, 8);
    log?.error({ err: error, id, path: c.req.path }, 'a page failed');
    return id;
  }

  function isOperator(c: Context): boolean {
    return operator && !isForwarded(c);
  }

  /** The turn is kept also where whoever asked has gone meanwhile. */
  async function say(
    c: Context,
    conversation: Conversation,
    { line, zone }: z.infer<typeof Said>,
  ): Promise<{ turn: Promise<Turn>; interim: AtWork['interim'] }> {
    const { channel, thread } = conversation;
    const editor = desk && (await editorOf(c, desk.signIn));
    const { reply, interim } = dispatchWithInterim(engine, {
      channel,
      thread,
      asker: { ...(editor ?? { id: channel, name: 'you' }), isOperator: isOperator(c) },
      // Without a cookie a visitor is a new one each time: all share what one person has.
      payer: isOperator(c) ? 'the web page’s operator' : 'the web page’s visitors',
      origin: webOrigin(conversation, { isOperator: isOperator(c), isEditor: editor !== undefined, zone }),
      line,
    });
    return { turn: reply.then((it) => conversations.add(conversation, line, it)), interim };
  }

  async function shown(c: Context, turn: Turn): Promise<ShownTurn> {
    const { look, reply } = turn;
    const elsewhere = previews !== undefined;
    if (previews && look.on !== 'here')
      return {
        turn,
        passages: new Map(),
        preview: await previewOf(turn, look.on, previews, { shelf, fault: (error) => fault(error, c) }),
        elsewhere,
      };
    return { turn, passages: await readable(c, reply), elsewhere };
  }

  /** Nothing depends on it. */
  async function interimMarkup(c: Context, line: string, reply: Reply): Promise<Html | undefined> {
    try {
      return renderInterim(line, reply, await readable(c, reply));
    } catch (error) {
      fault(error, c);
      return undefined;
    }
  }

  /** Puts a reply's pictures where the page finds them; gives the words of what it cites. */
  async function readable(c: Context, reply: Reply): Promise<RenderContext['passages']> {
    for (const block of reply.blocks) if (block.type === 'image') shelf.put(block.picture);
    return passages(c, reply);
  }

  /** The words of what a reply cites are the operator's alone. */
  async function passages(c: Context, reply: Reply): Promise<RenderContext['passages']> {
    return isOperator(c) ? heldPassages(reply, engine.library(), engine.storage) : new Map();
  }

  function look(c: Context, sent: unknown): Turn | undefined {
    const { data } = Choice.safeParse(sent);
    if (!data || !previews) return undefined;
    return conversations.show(conversations.of(c), data.turn, { on: data.on, page: data.page });
  }

  async function showChat(c: Context, conversation: Conversation): Promise<Response> {
    const turns = conversations.turns(conversation);
    return send(
      c,
      chatPage(await Promise.all(turns.map((turn) => shown(c, turn))), turns.length > 0 ? [] : await examples()),
    );
  }

  function findStory(c: Context) {
    return engine.library().stories.find(({ slug }) => slug === c.req.param('slug'));
  }

  function noStory(c: Context) {
    const library = engine.library();
    const { found, nearest } = library.story(c.req.param('slug') ?? '');
    const near = found ? [found] : library.stories.filter(({ slug }) => nearest.includes(slug));
    return c.html(noSuchStoryPage(near), 404);
  }
}

function send(c: Context, content: Html): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store');
  return c.html(content);
}
