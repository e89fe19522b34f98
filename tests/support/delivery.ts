import type { Claimed } from '../../src/delivery/ledger.ts';
import type { DeliveryFault, Edit, Landed, Outbound, Outlet } from '../../src/delivery/outlet.ts';
import { paragraph, post, type Reply } from '../../src/reply.ts';
import type { Subscription } from '../../src/schedule/subscription.ts';

/** A subscription of an invented channel to a daily digest at nine, due on 6 May 2031. */
export function aSubscription(parts: Partial<Subscription> = {}): Subscription {
  return {
    id: 'd-222222',
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    digest: 'morning',
    options: {},
    cron: '0 9 * * *',
    zone: 'UTC',
    graceMinutes: 60,
    by: { id: 'slack:T1:U7', name: 'Mira Vale' },
    createdAt: '2031-05-01T12:00:00.000Z',
    dueAt: '2031-05-06T09:00:00.000Z',
    paused: undefined,
    lastRest: undefined,
    ...parts,
  };
}

/** A delivery leased for its first attempt. */
export function aClaimed(parts: Partial<Claimed> = {}): Claimed {
  return {
    id: 'delivery-1',
    subscription: 'd-222222',
    kind: 'scheduled',
    occurrence: '2031-05-06T09:00:00.000Z',
    digest: 'morning',
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    attempts: 1,
    expiresAt: '2031-05-06T10:00:00.000Z',
    claimedAt: '2031-05-06T09:00:00.500Z',
    doubtfulSince: undefined,
    content: aReply(),
    knownUntil: undefined,
    about: undefined,
    superseded: false,
    stopped: undefined,
    ...parts,
  };
}

export function aReply(text = 'Good morning.'): Reply {
  return post({ blocks: [paragraph(text)] });
}

/** What an outlet throws, with what follows from it. `landed` where the message is there all the same. */
export class OutletFault extends Error {
  readonly fault: DeliveryFault;
  readonly landed: boolean;

  constructor(fault: Partial<DeliveryFault> & Pick<DeliveryFault, 'kind'>, landed = false) {
    super(fault.kind);
    this.fault = { says: `the platform says ${fault.kind}`, mayHaveSucceeded: landed, ...fault };
    this.landed = landed;
  }
}

/** What happens to a request: nothing, a fault, or an answer that comes when it comes. */
type Course = OutletFault | Promise<void> | undefined;

/** A platform of our own, in whose channels all messages stand in their order. */
export type FakeOutlet = Outlet & {
  messages: { id: string; channel: string; at: number; reply: Reply; beneath?: string | undefined }[];
  /** What messages were made to say, by the platform's ids. */
  edits: { message: string; at: number; reply: Reply }[];
  /** Every request in its order, also those that failed. */
  requests: { what: 'post' | 'find' | 'edit'; id: string; channel: string; at: number }[];
  onPost: (message: Outbound, attempt: number) => Course;
  onEdit: (edit: Edit, attempt: number) => Course;
  onFind: (message: Pick<Outbound, 'id' | 'place'>) => Course;
  ready: boolean;
};

export function fakeOutlet(
  clock: () => number,
  rates: Outlet['rates'] = { perSecond: 50, channelGapMs: 0 },
  platform: Outlet['platform'] = 'slack',
): FakeOutlet {
  const messages: FakeOutlet['messages'] = [];
  const requests: FakeOutlet['requests'] = [];
  const edits: FakeOutlet['edits'] = [];
  const attempts = new Map<string, number>();

  function land({ id, place, reply, inReplyTo: beneath }: Outbound): Landed {
    messages.push({ id, channel: place.channel, at: clock(), reply, ...(beneath !== undefined && { beneath }) });
    return { message: `m${messages.length}` };
  }
  const outlet: FakeOutlet = {
    platform,
    rates,
    messages,
    requests,
    edits,
    ready: true,
    onPost: () => undefined,
    onEdit: () => undefined,
    onFind: () => undefined,
    isReady: () => outlet.ready,
    async post(message) {
      const { id, place } = message;
      requests.push({ what: 'post', id, channel: place.channel, at: clock() });
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      const course = outlet.onPost(message, attempt);
      if (!(course instanceof OutletFault)) {
        await course;
        return land(message);
      }
      if (course.landed) land(message);
      throw course;
    },
    async edit(edit) {
      const { place, message, reply } = edit;
      requests.push({ what: 'edit', id: message, channel: place.channel, at: clock() });
      const attempt = (attempts.get(`edit ${message}`) ?? 0) + 1;
      attempts.set(`edit ${message}`, attempt);
      const course = outlet.onEdit(edit, attempt);
      if (course instanceof OutletFault) throw course;
      await course;
      edits.push({ message, at: clock(), reply });
    },
    async find(message) {
      const { id, place } = message;
      requests.push({ what: 'find', id, channel: place.channel, at: clock() });
      const course = outlet.onFind(message);
      if (course instanceof OutletFault) throw course;
      await course;
      const nth = messages.findIndex((each) => each.id === id);
      return nth < 0 ? undefined : { message: `m${nth + 1}` };
    },
    explain(error) {
      if (error instanceof OutletFault) return error.fault;
      throw error;
    },
  };
  return outlet;
}
