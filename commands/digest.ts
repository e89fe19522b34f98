import { z } from 'zod';
import {
  count,
  defineCommand,
  describeSchedule,
  echo,
  emphasis,
  findZone,
  formatTime,
  frameDigest,
  hours,
  post,
  readSchedule,
  spans,
  strong,
  UserError,
  type Action,
  type Block,
  type CommandContext,
  type Delivery,
  type Place,
  type Reply,
  type Subscription,
} from '../src/kit.ts';

const ACTIONS = ['subscribe', 'list', 'preview', 'send-now', 'pause', 'resume', 'remove', 'history'] as const;
const DEFAULT_LATE_HOURS = 6;
const MOST_LATE_HOURS = 48;
/** Times that are named of a new subscription. */
const NEXT_TIMES = 3;
/** Deliveries of a history. */
const HISTORY = 15;
/** Subscriptions of a list that get a button each. */
const WITH_BUTTON = 5;
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const Options = z.strictObject({
  action: z.enum(ACTIONS).meta({ description: 'What to do' }),
  digest: z.string().trim().min(1).max(40).optional().meta({
    description: 'Which digest, or a subscription’s id from the list',
    kind: 'digest',
  }),
  at: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'When: 9am, 09:00, or a cron expression', kind: 'time' }),
  days: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Which days: weekdays, mon,thu, 1st', kind: 'days' }),
  timezone: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: 'Such as Europe/Berlin or New York', kind: 'zone' }),
  about: z.string().trim().min(1).max(100).optional().meta({ description: 'Only this story or topic', kind: 'topic' }),
  channel: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Where to; here if left away', kind: 'place' }),
  quiet: z
    .enum(['silent', 'repeat'])
    .optional()
    .meta({ description: 'With nothing new: silent, or repeat an older one' }),
  as: z.enum(['card']).optional().meta({ description: 'Quotations as a picture' }),
  late: z.coerce.number().int().min(1).max(MOST_LATE_HOURS).optional().meta({
    description: 'Up to how many hours late it may come (6 if left away)',
    kind: 'number',
  }),
});
type Context = CommandContext<z.infer<typeof Options>>;

/** `/digest <action> …`: scheduled posts in this channel. */
export default defineCommand({
  name: 'digest',
  description: 'Have summaries and quotations posted here on a schedule',
  options: Options,

  async run(context) {
    switch (context.options.action) {
      case 'subscribe':
        return subscribe(context);
      case 'list':
        return list(context);
      case 'preview':
        return preview(context);
      case 'send-now':
        return sendNow(context);
      case 'pause':
        return pause(context);
      case 'resume':
        return resume(context);
      case 'remove':
        return remove(context);
      case 'history':
        return history(context);
    }
  },
});

async function subscribe(context: Context): Promise<Reply> {
  const { options, asker, digests } = context;
  const { digest, at, days, late = DEFAULT_LATE_HOURS } = options;
  const kind = digests.digests.find(({ name }) => name === digest);
  if (!kind)
    throw new UserError(
      `${digest === undefined ? 'Which digest?' : `There is no digest “${echo(digest)}”.`} There is ${names(context)}.`,
      { code: 'unknown_digest' },
    );
  const place = await placeFor(context);
  const cron = readSchedule({ at, days }, kind.cron);
  const { zone, guessed } = await zoneFor(context);
  const subscription = await digests.subscribe({
    place,
    digest: kind.name,
    options: { ...about(context), ...given(options) },
    cron,
    zone,
    graceMinutes: late * 60,
    by: { id: asker.id, name: asker.name },
  });
  const next = digests.next(subscription, NEXT_TIMES).map((time) => formatTime(time, zone, digests.now()));
  const elsewhere = options.channel === undefined ? 'here' : 'in that channel';
  return post({
    blocks: [
      {
        type: 'text',
        spans: spans(
          'Subscribed: ',
          strong(kind.name),
          ` ${elsewhere}, ${describeSchedule(cron, zone)}${wishes(subscription)}.`,
        ),
      },
      { type: 'text', spans: spans(`Next: ${next.join('; ')}.`) },
      ...(guessed
        ? [
            {
              type: 'text' as const,
              spans: [
                emphasis(`I took ${zone}; for another time zone, remove it and add timezone:Europe/Berlin, say.`),
              ],
            },
          ]
        : []),
    ],
    actions: controls(subscription, ['preview', 'send-now', 'pause', 'remove']),
  });
}

async function list(context: Context): Promise<Reply> {
  const { digests, channel } = context;
  const held = await digests.list(channel);
  if (held.length === 0)
    return toAsker([
      {
        type: 'text',
        spans: spans(
          'Nothing is scheduled here. Try ',
          { type: 'text', text: '/digest subscribe daily-brief 9am weekdays', mark: 'code' },
          `. There is ${names(context)}.`,
        ),
      },
    ]);
  return toAsker(
    [{ type: 'list', ordered: false, items: held.map((each) => spans(strong(each.id), ` ${line(each, context)}`)) }],
    {
      title: `${count(held.length, 'digest', 'digests')} in this channel`,
      actions: [
        { label: 'History', command: '/digest history' },
        ...held
          .slice(0, WITH_BUTTON)
          .map(({ id, digest, paused }): Action =>
            paused
              ? { label: `Resume ${digest}`, command: `/digest resume ${id}` }
              : { label: `Pause ${digest}`, command: `/digest pause ${id}` },
          ),
      ],
    },
  );
}

/** A subscription's next post, or any digest as this channel would get it now. */
async function preview(context: Context): Promise<Reply> {
  const { options, digests, asker, channel } = context;
  const now = digests.now();
  const named = options.digest ?? '';
  const held = digests.digests.some(({ name }) => name === named) ? undefined : await chosen(context);
  const zone = held?.zone ?? (await zoneFor(context)).zone;
  const wanted = held ?? {
    id: '',
    digest: named,
    options: { ...about(context), ...given(options) },
    zone,
    createdAt: now.toISOString(),
  };
  const built = await digests.preview({ ...wanted, channel }, now);
  if ('skipped' in built)
    return toAsker([{ type: 'text', spans: spans(`Nothing would be posted now: ${built.skipped}.`) }]);
  const framed = held ? frameDigest(built, held, now) : built;
  const note = `A preview for you alone, as of ${formatTime(now, zone)}; nothing was posted. ${asker.name}, this is what the channel would see:`;
  return { ...framed, visibility: 'asker', blocks: [{ type: 'text', spans: [emphasis(note)] }, ...framed.blocks] };
}

async function sendNow(context: Context): Promise<Reply> {
  const subscription = await mine(context);
  const isNew = await context.digests.sendNow(subscription);
  return toAsker([
    {
      type: 'text',
      spans: spans(
        isNew
          ? `${subscription.digest} is on its way.`
          : `${subscription.digest} was asked for within this minute already; it comes once.`,
      ),
    },
  ]);
}

async function pause(context: Context): Promise<Reply> {
  const subscription = await mine(context);
  const paused = await context.digests.pause(subscription.id, `paused by ${context.asker.name}`);
  return toAsker(
    [
      {
        type: 'text',
        spans: spans(
          paused
            ? `Paused: ${subscription.digest}. Nothing comes until it is resumed.`
            : `${subscription.digest} is paused already.`,
        ),
      },
    ],
    {
      actions: controls(subscription, ['resume', 'remove']),
    },
  );
}

async function resume(context: Context): Promise<Reply> {
  const { digests } = context;
  const subscription = await mine(context);
  const goesOn = await digests.resume(subscription.id);
  const [next] = digests.next(subscription, 1);
  const when = next ? ` Next: ${formatTime(next, subscription.zone)}.` : '';
  return toAsker(
    [
      {
        type: 'text',
        spans: spans(
          goesOn
            ? `Resumed: ${subscription.digest}.${when} Of what was missed, at most the latest comes late.`
            : `${subscription.digest} is not paused.${when}`,
        ),
      },
    ],
    { actions: controls(subscription, ['pause', 'history']) },
  );
}

async function remove(context: Context): Promise<Reply> {
  const subscription = await mine(context);
  const removed = await context.digests.remove(subscription.id);
  return toAsker([
    {
      type: 'text',
      spans: spans(
        removed
          ? `Removed: ${subscription.digest}. What was posted stays.`
          : `${subscription.digest} was removed already.`,
      ),
    },
  ]);
}

async function history(context: Context): Promise<Reply> {
  const { digests, channel, options } = context;
  const held = options.digest === undefined ? await digests.list(channel) : [await chosen(context)];
  const list =
    held.length === 0 ? [] : await digests.history({ subscriptions: held.map(({ id }) => id), most: HISTORY });
  if (list.length === 0) return toAsker([{ type: 'text', spans: spans('Nothing was due here yet.') }]);
  const byId = new Map(held.map((each) => [each.id, each]));
  return toAsker(
    [
      {
        type: 'table',
        caption: 'What was due here, newest first',
        columns: [
          { label: 'Due', align: 'start' },
          { label: 'Digest', align: 'start' },
          { label: 'What became of it', align: 'start' },
        ],
        rows: list.map((delivery) => row(delivery, byId.get(delivery.subscription), digests.now())),
      },
    ],
    { actions: [{ label: 'List', command: '/digest list' }] },
  );
}

function row(delivery: Delivery, subscription: Subscription | undefined, now: Date) {
  const { occurrence, state, late, sentAt, says, kind } = delivery;
  const zone = subscription?.zone ?? 'UTC';
  const outcome =
    state === 'sent' && sentAt !== undefined
      ? `sent${late ? ' late' : ''}, ${formatTime(new Date(sentAt), zone, now)}`
      : state;
  return [
    spans(formatTime(new Date(occurrence), zone, now)),
    spans(`${subscription?.digest ?? ''}${kind === 'asked' ? ' (asked for)' : kind === 'notice' ? ' (notice)' : ''}`),
    spans(says === '' ? outcome : `${outcome}: ${says}`),
  ];
}

/** The place to post in, which the asker and the bot may both use. Throws a UserError that says what to do. */
async function placeFor({ origin, options: { channel } }: Context): Promise<Place> {
  if (!origin)
    throw new UserError('Digests are posted on Discord, Slack and the web page; here you can preview them.', {
      code: 'no_place',
    });
  const named = channel === undefined ? origin.place : await origin.placeNamed(channel);
  if (!named) throw new UserError(origin.why ?? 'I cannot post here later.', { code: 'no_place' });
  if ('refusal' in named) throw new UserError(named.refusal, { code: 'no_place' });
  await mustBeAllowed(origin, named);
  return named;
}

async function mustBeAllowed(origin: NonNullable<Context['origin']>, place: Place): Promise<void> {
  const refusal = await origin.refusal(place);
  if (refusal !== undefined) throw new UserError(refusal, { code: 'not_allowed' });
}

/** The subscription that is meant, once the asker may change it. */
async function mine(context: Context): Promise<Subscription> {
  const subscription = await chosen(context);
  const { origin, asker } = context;
  if (origin) await mustBeAllowed(origin, subscription.place);
  else if (!asker.isOperator)
    throw new UserError('Only who may post in that channel can change what is scheduled there.', {
      code: 'not_allowed',
    });
  return subscription;
}

/** The subscription of the given id or digest, or the only one in this channel. Ids of other channels are known to operators and to who may see those channels only. */
async function chosen(context: Context): Promise<Subscription> {
  const { digests, channel, asker, options } = context;
  const here = await digests.list(channel);
  const named = options.digest?.toLowerCase();
  const matching = named === undefined ? here : here.filter(({ id, digest }) => id === named || digest === named);
  const [only, ...others] = matching;
  if (only && others.length === 0) return only;
  if (only)
    throw new UserError(
      `Which one? This channel has ${OR.format(matching.map(({ id, digest }) => `${id} (${digest})`))}.`,
      { code: 'which_subscription' },
    );
  const elsewhere = named === undefined ? undefined : await digests.find(named);
  if (elsewhere && (asker.isOperator || elsewhere.by.id === asker.id)) return elsewhere;
  if (named === undefined) throw new UserError('Nothing is scheduled here.', { code: 'no_subscription' });
  throw new UserError(`Nothing is scheduled here under “${echo(named)}”; /digest list shows what is.`, {
    code: 'no_subscription',
  });
}

/** The zone that was named, or the asker's, or the one that this channel has already; else UTC, which is said. */
async function zoneFor({
  options: { timezone },
  origin,
  digests,
  channel,
}: Context): Promise<{ zone: string; guessed: boolean }> {
  if (timezone !== undefined) return { zone: findZone(timezone), guessed: false };
  const [before] = (await digests.list(channel)).toReversed();
  const zone = before?.zone ?? (await origin?.zone());
  return { zone: zone ?? 'UTC', guessed: zone === undefined };
}

/** A story or a topic by the words given. Throws a UserError that names the nearest. */
function about({ options: { about: typed }, library }: Context): { story?: string; topic?: string } {
  if (typed === undefined) return {};
  const { found, nearest } = library.story(typed);
  if (found) return { story: found.slug };
  const topic = library.topics.find((each) => each.toLowerCase() === typed.toLowerCase());
  if (topic !== undefined) return { topic };
  const near = nearest.length > 0 ? ` The nearest: ${nearest.join(', ')}.` : ' /stories shows what there is.';
  throw new UserError(`I know no story and no topic “${echo(typed)}”.${near}`, { code: 'unknown_story' });
}

function given({ quiet, as }: Context['options']): Pick<Context['options'], 'quiet' | 'as'> {
  return { ...(quiet && { quiet }), ...(as && { as }) };
}

function names({ digests }: Context): string {
  return OR.format(digests.digests.map(({ name }) => name));
}

/** What was asked for beyond the times, in words. */
function wishes({ options: { story, topic, quiet, as }, graceMinutes }: Subscription): string {
  return [
    story === undefined ? '' : `, about ${story}`,
    topic === undefined ? '' : `, about ${topic}`,
    quiet === undefined
      ? ''
      : quiet === 'silent'
        ? ', silent when there is nothing new'
        : ', an older one when there is nothing new',
    as === undefined ? '' : ', as a picture',
    graceMinutes === DEFAULT_LATE_HOURS * 60 ? '' : `, up to ${hours(graceMinutes)} late`,
  ].join('');
}

function line(subscription: Subscription, { digests }: Context): string {
  const { digest, cron, zone, paused, by } = subscription;
  const [next] = digests.next(subscription, 1);
  const state = paused
    ? `paused: ${paused.says}`
    : next
      ? `next ${formatTime(next, zone, digests.now())}`
      : 'no time is left';
  return `${digest}, ${describeSchedule(cron, zone)}${wishes(subscription)}; ${state}; subscribed by ${by.name}`;
}

const LABELS = {
  preview: 'Preview',
  'send-now': 'Send now',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Remove',
  history: 'History',
} as const;

function controls({ id }: Subscription, which: readonly (keyof typeof LABELS)[]): Action[] {
  return which.map((action) => ({ label: LABELS[action], command: `/digest ${action} ${id}` }));
}

function toAsker(blocks: Block[], parts: Partial<Reply> = {}): Reply {
  return post({ visibility: 'asker', ...parts, blocks });
}
