import type { Place } from './schedule/subscription.ts';

/** Where a command came from, as far as posting there later is concerned. A platform makes it; questions are asked of the platform only when needed. */
export type Origin = {
  /** Where a digest that is asked for here is posted; a thread where it was asked in one. Absent where the bot can post nothing later, and `why` says why. */
  place: Place | undefined;
  why?: string;
  /** The asker's own conversation with the bot, where nobody else need be asked. */
  isDirect: boolean;
  /** The place that a `channel` option names: an id, a mention or a link as typed. A refusal is one sentence for the asker. */
  placeNamed(typed: string): Promise<Place | { refusal: string }>;
  /** Why the asker may not have digests posted there, or the bot cannot post there: one sentence with what mends it. Undefined where both may. */
  refusal(place: Place): Promise<string | undefined>;
  /** Whether the asker may work at the desk. Throws an UpstreamError where the platform does not tell. */
  isEditor(): Promise<boolean>;
  /** The asker's IANA time zone, where the platform knows it. */
  zone(): Promise<string | undefined>;
};
