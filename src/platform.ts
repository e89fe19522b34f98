import type { Outlet } from './delivery/outlet.ts';

/** How a connection stands; `says` is a line for the operator, in the second case and third with what mends it. */
export type PlatformStatus = { state: 'connected' | 'connecting' | 'failed'; says: string };

/** A connection to a chat platform. It starts without waiting, never throws, and comes back by itself where waiting can mend it. */
export type Platform = {
  name: 'Discord' | 'Slack';
  status(): PlatformStatus;
  /** Settles once the first attempt to connect has succeeded or failed. */
  ready: Promise<void>;
  /** How digests are posted there. */
  outlet: Outlet;
  /** Lets the replies under way go out, then disconnects; closing twice is harmless. */
  close(): Promise<void>;
};
