import type { Asker, CommandContext } from './command.ts';
import { echo } from './echo.ts';
import { UserError } from './errors.ts';
import type { Origin } from './origin.ts';
import { findZone } from './schedule/zones.ts';
import type { Place, Subscription } from './schedule/subscription.ts';

const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

type Context = Pick<CommandContext<unknown>, 'origin' | 'asker' | 'digests' | 'channel'>;

/** The place to post in: the one that was named, or where the command came from; the asker and the bot may both use it. Throws a UserError that says what to do. */
export async function placeToPost({ origin }: Pick<Context, 'origin'>, named: string | undefined): Promise<Place> {
  if (!origin)
    throw new UserError('Digests are posted on Discord, Slack and the web page; here you can preview them.', {
      code: 'no_place',
    });
  const place = named === undefined ? origin.place : await origin.placeNamed(named);
  if (!place) throw new UserError(origin.why ?? 'I cannot post here later.', { code: 'no_place' });
  if ('refusal' in place) throw new UserError(place.refusal, { code: 'no_place' });
  await mustBeAllowed(origin, place);
  return place;
}

/** The subscription that is meant, which the asker may change; whoever made it may stop it in any case, as when the channel is gone. Throws a UserError. */
export async function subscriptionToChange(
  context: Context,
  named: string | undefined,
  { stops = false } = {},
): Promise<Subscription> {
  const subscription = await chooseSubscription(context, named);
  const { origin, asker } = context;
  if (stops && isTheirs(subscription, asker)) return subscription;
  if (origin) await mustBeAllowed(origin, subscription.place);
  else if (!asker.isOperator)
    throw new UserError('Only who may post in that channel can change what is scheduled there.', {
      code: 'not_allowed',
    });
  return subscription;
}

/** The subscription of that id or digest, or the only one in this channel. One of another channel is shown to operators and to whoever made it only. Throws a UserError. */
export async function chooseSubscription(
  { digests, channel, asker }: Context,
  named: string | undefined,
): Promise<Subscription> {
  const wanted = named?.toLowerCase();
  const here = await digests.list(channel);
  const matching = wanted === undefined ? here : here.filter(({ id, digest }) => id === wanted || digest === wanted);
  const [only, ...others] = matching;
  if (only && others.length === 0) return only;
  if (only)
    throw new UserError(
      `Which one? This channel has ${OR.format(matching.map(({ id, digest }) => `${id} (${digest})`))}.`,
      { code: 'which_subscription' },
    );
  if (wanted === undefined) throw new UserError('Nothing is scheduled here.', { code: 'no_subscription' });
  const elsewhere = await digests.find(wanted);
  if (elsewhere && isTheirs(elsewhere, asker)) return elsewhere;
  throw new UserError(`Nothing is scheduled here under “${echo(wanted)}”; /digest list shows what is.`, {
    code: 'no_subscription',
  });
}

/** The zone that was named, or the one that this channel has already, or the asker's; else UTC, as a guess. Throws a UserError. */
export async function zoneToUse(
  { origin, digests, channel }: Context,
  named: string | undefined,
): Promise<{ zone: string; guessed: boolean }> {
  if (named !== undefined) return { zone: findZone(named), guessed: false };
  const before = (await digests.list(channel)).at(-1);
  const zone = before?.zone ?? (await origin?.zone());
  return { zone: zone ?? 'UTC', guessed: zone === undefined };
}

function isTheirs({ by }: Subscription, { id, isOperator }: Asker): boolean {
  return isOperator || by.id === id;
}

async function mustBeAllowed(origin: Origin, place: Place): Promise<void> {
  const refusal = await origin.refusal(place);
  if (refusal !== undefined) throw new UserError(refusal, { code: 'not_allowed' });
}
