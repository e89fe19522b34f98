import { z } from 'zod';
import {
  channelKey,
  chooseSubscription,
  code,
  count,
  defineCommand,
  echo,
  emphasis,
  formatTime,
  frameDigest,
  GRACE_MINUTES,
  paragraph,
  placeToPost,
  post,
  readSchedule,
  spans,
  strong,
  subscriptionActions,
  subscriptionToChange,
  tellOutcome,
  tellSchedule,
  tellSubscription,
  UserError,
  zoneToUse,
  type Block,
  type CommandContext,
  type DigestOptions,
  type Reply,
} from '../src/kit.ts';

const MOST_LATE_HOURS = 48;
/** Times that are named of a new subscription. */
const NEXT_TIMES = 3;
/** Deliveries of a history. */
const HISTORY = 15;
/** Subscriptions of a list that get a button each. */
const WITH_BUTTON = 5;
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const words = (most: number) => z.string().trim().min(1).max(most).optional();

const Options = z.strictObject({
  action: z
    .enum(['subscribe', 'list', 'preview', 'send-now', 'pause', 'resume', 'remove', 'history'])
    .meta({ description: 'What to do' }),
  digest: words(40).meta({ description: 'Which digest, or a subscription’s id from the list', kind: 'digest' }),
  at: words(100).meta({ description: 'When: 9am, 09:00, or a cron expression', kind: 'time' }),
  days: words(100).meta({ description: 'Which days: weekdays, mon,thu, 1st', kind: 'days' }),
  timezone: words(60).meta({ description: 'Such as Europe/Berlin or New York', kind: 'zone' }),
  about: words(100).meta({ description: 'Only this story or topic', kind: 'topic' }),
  channel: words(200).meta({ description: 'Where to; here if left away', kind: 'place' }),
  quiet: z
    .enum(['silent', 'repeat'])
    .optional()
    .meta({ description: 'With nothing new: silent, or repeat an older one' }),
  as: z.enum(['card']).optional().meta({ description: 'Quotations as a picture' }),
  late: z.coerce.number().int().min(1).max(MOST_LATE_HOURS).optional().meta({
    description: 'Up to how many hours late it may come; 6 if left away',
    kind: 'number',
  }),
});
type Context = CommandContext<z.infer<typeof Options>>;

const ACTIONS: Record<z.infer<typeof Options>['action'], (context: Context) => Promise<Reply>> = {
  subscribe,
  list,
  preview,
  'send-now': sendNow,
  pause,
  resume,
  remove,
  history,
};

/** `/digest <action> …`: scheduled posts in this channel. */
export default defineCommand({
  name: 'digest',
  description: 'Have summaries and quotations posted here on a schedule',
  options: Options,
  run: (context) => ACTIONS[context.options.action](context),
});

async function subscribe(context: Context): Promise<Reply> {
  const { options, asker, digests } = context;
  const digest = digests.digests.find(({ name }) => name === options.digest?.toLowerCase());
  if (!digest) {
    const named = options.digest ?? options.about;
    const missing = named === undefined ? 'Which digest?' : `There is no digest “${echo(named)}”.`;
    throw new UserError(`${missing} There is ${names(context)}.`, { code: 'unknown_digest' });
  }
  const cron = readSchedule(options, digest.cron);
  const { zone, guessed } = await zoneToUse(context, options.timezone);
  const subscription = await digests.subscribe({
    place: await placeToPost(context, options.channel),
    digest: digest.name,
    options: wishes(context),
    cron,
    zone,
    graceMinutes: options.late === undefined ? GRACE_MINUTES : options.late * 60,
    by: { id: asker.id, name: asker.name },
  });
  const next = digests.next(subscription, NEXT_TIMES).map((time) => formatTime(time, zone, digests.now()));
  const where = options.channel === undefined ? 'here' : 'in that channel';
  const guess = `I do not know your time zone and took ${zone}. For another, remove this and add timezone:Europe/Berlin, say.`;
  return post({
    blocks: [
      paragraph('Subscribed: ', strong(digest.name), ` ${where}, ${tellSchedule(subscription)}.`),
      paragraph(`Next: ${next.join('; ')}.`),
      ...(guessed ? [paragraph(emphasis(guess))] : []),
    ],
    actions: subscriptionActions(subscription, ['preview', 'send-now', 'pause', 'remove']),
  });
}

async function list(context: Context): Promise<Reply> {
  const { digests, channel } = context;
  const held = await digests.list(channel);
  if (held.length === 0)
    return toAsker([
      paragraph('Nothing is scheduled here. Try ', code('/digest subscribe daily-brief 9am weekdays'), '.'),
      paragraph(`There is ${names(context)}.`),
    ]);
  const items = held.map((each) =>
    spans(strong(each.id), ` ${tellSubscription(each, digests.next(each, 1)[0], digests.now())}`),
  );
  return toAsker([{ type: 'list', ordered: false, items }], {
    title: `${count(held.length, 'digest', 'digests')} in this channel`,
    actions: [
      { label: 'History', command: '/digest history' },
      ...held.slice(0, WITH_BUTTON).map(({ id, digest, paused }) => {
        const [label, action] = paused ? ['Resume', 'resume'] : ['Pause', 'pause'];
        return { label: `${label} ${digest}`, command: `/digest ${action} ${id}` };
      }),
    ],
  });
}

/** A subscription's next post, or any digest as this channel would get it now. */
async function preview(context: Context): Promise<Reply> {
  const { options, digests, channel } = context;
  const now = digests.now();
  const isDigest = digests.digests.some(({ name }) => name === options.digest);
  const held = isDigest ? undefined : await chosen(context);
  const { zone } = held ?? (await zoneToUse(context, options.timezone));
  const wanted = held ?? { digest: options.digest ?? '', options: wishes(context), zone, createdAt: now.toISOString() };
  const built = await digests.preview({ ...wanted, channel: held ? channelKey(held.place) : channel }, now);
  if ('skipped' in built) return toAsker([paragraph(`Nothing would be posted now: ${built.skipped}.`)]);
  const framed = held ? frameDigest(built, held, now) : built;
  const note = paragraph(emphasis(`A preview, as of ${formatTime(now, zone)}; nothing was posted.`));
  return { ...framed, visibility: 'asker', blocks: [note, ...framed.blocks] };
}

async function sendNow(context: Context): Promise<Reply> {
  const subscription = await toChange(context);
  const isNew = await context.digests.sendNow(subscription);
  const { digest } = subscription;
  return toAsker([
    paragraph(
      isNew ? `${digest} is on its way.` : `${digest} was asked for within this minute already; it comes once.`,
    ),
  ]);
}

async function pause(context: Context): Promise<Reply> {
  const subscription = await toChange(context, { stops: true });
  const { id, digest } = subscription;
  const paused = await context.digests.pause(id, `paused by ${context.asker.name}`);
  return toAsker(
    [paragraph(paused ? `Paused: ${digest}. Nothing comes until it is resumed.` : `${digest} is paused already.`)],
    { actions: subscriptionActions(subscription, ['resume', 'remove']) },
  );
}

async function resume(context: Context): Promise<Reply> {
  const { digests } = context;
  const subscription = await toChange(context);
  const { id, digest, zone } = subscription;
  const goesOn = await digests.resume(id);
  const [next] = digests.next(subscription, 1);
  const when = next ? ` Next: ${formatTime(next, zone, digests.now())}.` : '';
  const done = `Resumed: ${digest}.${when} Of what was missed, at most the latest still comes, late.`;
  return toAsker([paragraph(goesOn ? done : `${digest} is not paused.${when}`)], {
    actions: subscriptionActions(subscription, ['pause', 'history']),
  });
}

async function remove(context: Context): Promise<Reply> {
  const { id, digest } = await toChange(context, { stops: true });
  const removed = await context.digests.remove(id);
  return toAsker([
    paragraph(removed ? `Removed: ${digest}. What was posted stays.` : `${digest} was removed already.`),
  ]);
}

/** What was not on the schedule. */
const KINDS = { scheduled: '', asked: ' (asked for)', notice: ' (notice)', correction: '', edit: '' };

async function history(context: Context): Promise<Reply> {
  const { digests, channel } = context;
  const held = namedBy(context) === undefined ? await digests.list(channel) : [await chosen(context)];
  const subscriptions = new Map(held.map((each) => [each.id, each]));
  const list =
    held.length === 0 ? [] : await digests.history({ subscriptions: [...subscriptions.keys()], most: HISTORY });
  if (list.length === 0) return toAsker([paragraph('Nothing was due here yet.')]);
  const now = digests.now();
  const rows = list.map((delivery) => {
    const { zone = 'UTC' } = subscriptions.get(delivery.subscription ?? '') ?? {};
    const kind = KINDS[delivery.kind];
    return [
      spans(formatTime(new Date(delivery.occurrence), zone, now)),
      spans(`${delivery.digest}${kind}`),
      spans(tellOutcome(delivery, zone, now)),
    ];
  });
  const columns = ['Due', 'Digest', 'What became of it'].map((label) => ({ label, align: 'start' as const }));
  return toAsker([{ type: 'table', caption: 'What was due here, newest first', columns, rows }], {
    actions: [{ label: 'List', command: '/digest list' }],
  });
}

/** A word that is no digest's name and no id is meant as one all the same, but for what is new. */
function namedBy({ options: { digest, about } }: Context): string | undefined {
  return digest ?? about;
}

function chosen(context: Context) {
  return chooseSubscription(context, namedBy(context));
}

function toChange(context: Context, how?: { stops: boolean }) {
  return subscriptionToChange(context, namedBy(context), how);
}

/** What the digest is to be about, as it is asked for. Throws a UserError that names the nearest story. */
function wishes({ options: { about, quiet, as }, library }: Context): DigestOptions {
  const rest = { ...(quiet && { quiet }), ...(as && { as }) };
  if (about === undefined) return rest;
  const { found, nearest } = library.story(about);
  if (found) return { story: found.slug, ...rest };
  const topic = library.topics.find((each) => each.toLowerCase() === about.toLowerCase());
  if (topic !== undefined) return { topic, ...rest };
  const near = nearest.length > 0 ? `The nearest: ${nearest.join(', ')}.` : '/stories shows what there is.';
  throw new UserError(`I know no story and no topic “${echo(about)}”. ${near}`, { code: 'unknown_story' });
}

function names({ digests }: Context): string {
  return OR.format(digests.digests.map(({ name }) => name));
}

function toAsker(blocks: Block[], parts: Partial<Reply> = {}): Reply {
  return post({ visibility: 'asker', ...parts, blocks });
}
