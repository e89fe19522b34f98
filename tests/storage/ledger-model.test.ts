import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settlement } from '../../src/delivery/ledger.ts';
import { deliveryId } from '../../src/delivery/ledger.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { aReply, aSubscription } from '../support/delivery.ts';
import { BACKENDS } from './backends.ts';
import { end, EVERY, GRACE, iso, isWaiting, LedgerModel, type Line, type Sheet } from './ledger-model.ts';

type Step = fc.AsyncCommand<LedgerModel, Storage>;

const place = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel }) as const;
const SHEETS = [
  { id: 's1', channel: 'C1' },
  { id: 's2', channel: 'C1' },
  { id: 's3', channel: 'C2' },
];

/** One operation, done to both; afterwards both hold the same. */
function step(name: string, run: (model: LedgerModel, storage: Storage) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, storage) {
      await run(model, storage);
      const rows = await storage.ledger.history({ most: 10_000 });
      expect(rows.map(({ id, state, attempts }) => ({ id, state, attempts })).toSorted(byId)).toEqual(
        [...model.lines.values()].map(({ id, state, attempts }) => ({ id, state, attempts })).toSorted(byId),
      );
      const open = rows.filter(({ state }) => state === 'due' || state === 'sending');
      expect(await storage.ledger.backlog('slack')).toMatchObject({ due: open.length });
    },
    toString: () => name,
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const sheetOf = (model: LedgerModel, index: number): Sheet => {
  const sheet = model.sheets.get(SHEETS[index % SHEETS.length]?.id ?? '');
  if (!sheet) throw new Error('there are three subscriptions');
  return sheet;
};

const planned = (sheet: Sheet, dueAt: number, occurrences: readonly number[], next: number) => {
  const last = occurrences.at(-1) ?? 0;
  return {
    subscription: sheet.id,
    digest: 'morning',
    place: place(sheet.channel),
    dueAt: iso(dueAt),
    nextDueAt: iso(next),
    post: { id: deliveryId(sheet.id, iso(last), 'scheduled'), occurrence: iso(last), expiresAt: iso(last + GRACE) },
    missed: occurrences.slice(0, -1).map((occurrence) => ({ occurrence: iso(occurrence), says: 'nobody looked' })),
  };
};

const wait = (minutes: number) =>
  step(`${minutes} min pass`, async (model) => {
    model.now += minutes;
  });

const look = (isStale: boolean) =>
  step(isStale ? 'plans that are out of date' : 'a look at the clock', async (model, { ledger }) => {
    const due = model.due();
    // What was seen before somebody else changed it takes no effect.
    const plans = due.map(({ sheet, occurrences, next }) =>
      planned(sheet, sheet.dueAt - (isStale ? 1 : 0), occurrences, next),
    );
    if (!isStale) for (const { sheet, occurrences, next } of due) model.plan(sheet, occurrences, next);
    await ledger.plan(plans, iso(model.now));
  });

const ask = (index: number) =>
  step(`s${index + 1} is asked for`, async (model, { ledger }) => {
    const sheet = sheetOf(model, index);
    const isNew = model.add(sheet, 'asked', model.now, 'due');
    const added = await ledger.add(
      {
        id: deliveryId(sheet.id, iso(model.now), 'asked'),
        subscription: sheet.id,
        kind: 'asked',
        occurrence: iso(model.now),
        digest: 'morning',
        place: place(sheet.channel),
        expiresAt: iso(model.now + GRACE),
      },
      iso(model.now),
    );
    expect(added).toBe(isNew);
  });

const claim = (holder: string, lease: number, most: number) =>
  step(`${holder} claims ${most} for ${lease} min`, async (model, { ledger }) => {
    const expected = model.claim(holder, model.now + lease, most);
    const claimed = await ledger.claim({
      platform: 'slack',
      at: iso(model.now),
      until: iso(model.now + lease),
      holder,
      most,
    });
    expect(claimed.map(({ id, doubtfulSince }) => [id, doubtfulSince !== undefined])).toEqual(
      expected.map(({ id, doubtful }) => [id, doubtful]),
    );
    const newest = (line: Line) =>
      [...model.lines.values()].some(
        (other) =>
          other.kind === 'scheduled' &&
          other.subscription === line.subscription &&
          other.occurrence > line.occurrence &&
          other.occurrence <= model.now,
      );
    expect(claimed.map(({ superseded }) => superseded)).toEqual(
      expected.map((line) => line.kind === 'scheduled' && newest(line)),
    );
    await ledger.prepare(claimed.map(({ id }) => ({ id, content: aReply(id), items: [id], knownUntil: iso(0) })));
  });

const OUTCOMES = ['sent', 'failed', 'skipped', 'missed', 'again', 'doubtful'] as const;

/** Whatever is settled, also what has ended or was never begun: only what is under way takes it. */
const settle = (picks: readonly number[], outcome: (typeof OUTCOMES)[number], minutes: number) =>
  step(`${picks.length} end as ${outcome}`, async (model, { ledger }) => {
    const lines = [...model.lines.values()];
    const chosen = new Set(picks.flatMap((pick) => lines[pick % Math.max(1, lines.length)] ?? []));
    const list = [...chosen].map(({ id }): Settlement => {
      if (outcome === 'sent')
        return { id, state: 'sent', message: `m-${id}`, sentAt: iso(model.now), late: false, says: '' };
      if (outcome === 'again' || outcome === 'doubtful')
        return { id, state: 'due', at: iso(model.now + minutes), doubtful: outcome === 'doubtful', says: '' };
      return { id, state: outcome, says: 'so it is' };
    });
    for (const line of chosen) {
      if (line.state !== 'sending') continue;
      if (outcome === 'again' || outcome === 'doubtful')
        Object.assign(line, { state: 'due', nextAt: model.now + minutes, doubtful: outcome === 'doubtful' });
      else end(line, outcome);
    }
    await ledger.settle(list, iso(model.now));
  });

const takeOver = (holder: string) =>
  step(`${holder} takes over`, async (model, { ledger }) => {
    const theirs = [...model.lines.values()].filter((line) => line.state === 'sending' && line.holder !== holder);
    for (const line of theirs) Object.assign(line, { state: 'due', nextAt: model.now, doubtful: true });
    expect(await ledger.takeOver(holder, iso(model.now))).toBe(theirs.length);
  });

const expire = () =>
  step('what is past its time expires', async (model, { ledger }) => {
    const past = [...model.lines.values()].filter((line) => isWaiting(line) && line.expiresAt < model.now);
    for (const line of past) end(line, 'missed');
    expect(await ledger.expire(iso(model.now))).toBe(past.length);
  });

const rest = (index: number) =>
  step(`s${index + 1} is paused`, async (model, { subscriptions }) => {
    const sheet = sheetOf(model, index);
    const isNew = !sheet.paused && !sheet.removed;
    if (isNew) {
      sheet.paused = true;
      model.drop(sheet);
    }
    expect(await subscriptions.pause(sheet.id, { at: iso(model.now), why: 'asked', says: '' })).toBe(isNew);
  });

const resume = (index: number) =>
  step(`s${index + 1} goes on`, async (model, { subscriptions }) => {
    const sheet = sheetOf(model, index);
    const goesOn = sheet.paused && !sheet.removed;
    if (goesOn) sheet.paused = false;
    expect(await subscriptions.resume(sheet.id, iso(model.now))).toBe(goesOn);
  });

const remove = (index: number) =>
  step(`s${index + 1} is removed`, async (model, { subscriptions }) => {
    const sheet = sheetOf(model, index);
    const isNew = !sheet.removed;
    if (isNew) {
      sheet.removed = true;
      model.drop(sheet);
    }
    expect(await subscriptions.remove(sheet.id, iso(model.now))).toBe(isNew);
  });

const putBack = (minutes: number) =>
  step(`the clock is put back by ${minutes} min`, async (model, { ledger, subscriptions }) => {
    const before = model.lines.size;
    model.putBack(minutes);
    expect(await ledger.unmiss(iso(model.now))).toBe(before - model.lines.size);
    const next = (Math.floor(model.now / EVERY) + 1) * EVERY;
    const ahead = [...model.sheets.values()].filter(({ removed, dueAt }) => !removed && dueAt > next);
    for (const sheet of ahead) sheet.dueAt = next;
    await subscriptions.reschedule(ahead.map(({ id }) => ({ id, dueAt: iso(next) })));
  });

const sheet = fc.nat(SHEETS.length - 1);
const holder = fc.constantFrom('p1', 'p2');
const minutes = fc.integer({ min: 1, max: 25 });
const STEPS = [
  minutes.map(wait),
  fc.boolean().map((isStale) => look(isStale)),
  fc.constant(look(false)),
  sheet.map(ask),
  fc.tuple(holder, minutes, fc.integer({ min: 1, max: 4 })).map(([who, lease, most]) => claim(who, lease, most)),
  fc.tuple(holder, minutes, fc.constant(10)).map(([who, lease, most]) => claim(who, lease, most)),
  fc
    .tuple(fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }), fc.constantFrom(...OUTCOMES), fc.nat(10))
    .map(([picks, outcome, later]) => settle(picks, outcome, later)),
  holder.map(takeOver),
  fc.constant(expire()),
  sheet.map(rest),
  sheet.map(resume),
  sheet.map(remove),
  fc.integer({ min: 3, max: 40 }).map(putBack),
];

describe.each(BACKENDS.filter(({ name }) => name.includes('memory')))('the ledger on $name', ({ open }) => {
  test('does as one on paper, whatever happens in which order: nothing twice, nothing lost, and what has ended stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(STEPS, { maxCommands: 60, size: 'max' }), async (steps) => {
        await using opened = await open();
        const model = new LedgerModel();
        for (const { id, channel } of SHEETS) {
          model.sheets.set(id, { id, channel, dueAt: EVERY, paused: false, removed: false });
          await opened.storage.subscriptions.add(aSubscription({ id, place: place(channel), dueAt: iso(EVERY) }));
        }
        await fc.asyncModelRun(() => ({ model, real: opened.storage }), steps);
      }),
      { numRuns: 150 },
    );
  });
});
