import { deliveryId, type DeliveryState } from '../../src/delivery/ledger.ts';

/** A delivery as anybody would keep it on paper; times are minutes. */
export type Line = {
  id: string;
  subscription: string;
  kind: 'scheduled' | 'asked';
  occurrence: number;
  channel: string;
  state: DeliveryState;
  attempts: number;
  holder: string | undefined;
  nextAt: number;
  expiresAt: number;
  doubtful: boolean;
};

export type Sheet = { id: string; channel: string; dueAt: number; paused: boolean; removed: boolean };

/** Subscriptions come every ten minutes. */
export const EVERY = 10;
export const GRACE = 15;
const START = Date.UTC(2031, 4, 6);
export const iso = (minute: number) => new Date(START + minute * 60_000).toISOString();

/** The ledger on paper: what each operation is to do, without a database. */
export class LedgerModel {
  now = 0;
  readonly lines = new Map<string, Line>();
  readonly sheets = new Map<string, Sheet>();

  /** What a look at the clock finds due: the occurrences up to now of each subscription, and its next time. */
  due(): { sheet: Sheet; occurrences: number[]; next: number }[] {
    return [...this.sheets.values()]
      .filter(({ dueAt, paused, removed }) => dueAt <= this.now && !paused && !removed)
      .map((sheet) => {
        const count = Math.floor((this.now - sheet.dueAt) / EVERY) + 1;
        const occurrences = Array.from({ length: count }, (_, i) => sheet.dueAt + i * EVERY);
        return { sheet, occurrences, next: sheet.dueAt + count * EVERY };
      });
  }

  plan(sheet: Sheet, occurrences: readonly number[], next: number): void {
    const last = occurrences.at(-1) ?? this.now;
    for (const line of this.lines.values())
      if (isWaiting(line) && line.kind === 'scheduled' && line.subscription === sheet.id && line.occurrence < last)
        end(line, 'missed');
    for (const occurrence of occurrences)
      this.add(sheet, 'scheduled', occurrence, occurrence === last ? 'due' : 'missed');
    sheet.dueAt = next;
  }

  add({ id: subscription, channel }: Sheet, kind: Line['kind'], occurrence: number, state: DeliveryState): boolean {
    const id = deliveryId(subscription, iso(occurrence), kind);
    if (this.lines.has(id)) return false;
    const expiresAt = state === 'missed' ? occurrence : occurrence + GRACE;
    const fresh = { attempts: 0, holder: undefined, nextAt: this.now, doubtful: false };
    this.lines.set(id, { id, subscription, kind, occurrence, channel, state, expiresAt, ...fresh });
    return true;
  }

  claim(holder: string, until: number, most: number): Line[] {
    const open = [...this.lines.values()].filter((line) => isOpen(line) && line.nextAt <= this.now);
    const inTurn = [...Map.groupBy(open, ({ channel }) => channel).values()].flatMap((same) =>
      same.toSorted(inTime).map((line, turn) => ({ line, turn })),
    );
    const claimed = inTurn
      .toSorted((a, b) => a.turn - b.turn || inTime(a.line, b.line))
      .slice(0, most)
      .map(({ line }) => line);
    for (const line of claimed) {
      if (line.state === 'sending') line.doubtful = true; // whoever had it may have sent it
      Object.assign(line, { state: 'sending', holder, nextAt: until, attempts: line.attempts + 1 });
    }
    return claimed;
  }

  /** Of a subscription that was paused or removed. */
  drop(sheet: Sheet): void {
    for (const line of this.lines.values()) if (isWaiting(line) && line.subscription === sheet.id) end(line, 'skipped');
  }

  putBack(minutes: number): void {
    this.now -= minutes;
    for (const line of this.lines.values()) {
      const hasNotHappened = ['missed', 'skipped'].includes(line.state) || isWaiting(line);
      if (line.kind === 'scheduled' && line.occurrence > this.now && hasNotHappened) this.lines.delete(line.id);
      else line.nextAt = Math.min(line.nextAt, this.now);
    }
  }
}

function isOpen({ state }: Line): boolean {
  return state === 'due' || state === 'sending';
}

/** Due, and surely not there already. */
export function isWaiting({ state, doubtful }: Line): boolean {
  return state === 'due' && !doubtful;
}

export function end(line: Line, state: DeliveryState): void {
  line.state = state;
}

function inTime(a: Line, b: Line): number {
  return a.nextAt - b.nextAt || (a.id < b.id ? -1 : 1);
}
