import { describe, expect, test } from 'vitest';
import type { DraftEntry } from '../../../src/curation/desk/store.ts';
import { aDesk, FERRY, MIRA, TOMAS, withBridge } from '../../support/desk.ts';

const code = (wanted: string) => expect.objectContaining({ name: 'UserError', code: wanted });
const idsOf = ({ draft }: DraftEntry) => [...draft.facts, ...draft.quotes].map(({ id }) => id);

/** A draft of the ferry's article of which all is accepted, in other words than the article's. */
async function aReadyDraft() {
  const parts = await aDesk({ articleWords: 1000 });
  const { desk } = parts;
  let { entry } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
  const edit = async (change: Parameters<typeof desk.change>[2]) => {
    entry = await desk.change(entry.id, entry.version, change, MIRA);
  };
  await edit({ do: 'decide', items: idsOf(entry), decision: 'accepted' });
  await edit({ do: 'story', slug: 'ferry', publisher: 'The Ansel Courier', published: '2031-05-06' });
  for (const { id, role } of entry.draft.people) await edit({ do: 'person', id, role: role || 'on the line' });
  for (const { id, context, said } of entry.draft.quotes)
    await edit({
      do: 'quote',
      id,
      context: context || 'On the ferry',
      said: said || 'told the Ansel Courier',
      speaker: entry.draft.people[0]?.id,
    });
  return { ...parts, entry };
}

describe('an article that comes in', () => {
  test('is a draft whose every item is its passage', async () => {
    const { desk } = await aDesk();
    const { entry, isNew } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    const source = await desk.source(entry);
    expect(isNew).toBe(true);
    expect(entry.draft.title).toBe('Ferry to Norholm sails again');
    expect(entry.draft.facts.length).toBeGreaterThan(2);
    expect(entry.draft.quotes.map(({ text }) => text)).toContain('We have missed this water');
    for (const { text, evidence } of entry.draft.quotes)
      expect(source.slice(evidence[0]?.start, evidence[0]?.end)).toBe(text);
    expect(await desk.audit({ subject: entry.id, most: 9 })).toMatchObject([{ action: 'add', editor: MIRA }]);
  });

  test('comes in once, whoever adds it, also at the same moment', async () => {
    const { desk } = await aDesk();
    const added = await Promise.all(
      [MIRA, TOMAS, MIRA].map((editor) => desk.add({ text: FERRY, name: 'ferry.txt' }, editor)),
    );
    expect(new Set(added.map(({ entry }) => entry.id)).size).toBe(1);
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await desk.drafts()).toHaveLength(1);
  });

  test('is known again after it was published, and comes in anew after it was discarded', async () => {
    const { desk } = await aDesk();
    const { entry } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    await desk.discard(entry.id, entry.version, MIRA);
    const again = await desk.add({ text: FERRY, name: 'ferry.txt' }, TOMAS);
    expect(again).toMatchObject({ isNew: true, entry: { by: TOMAS } });
  });

  test('nearly the same as another says so', async () => {
    const { desk } = await aDesk();
    await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    const { isNew, similar } = await desk.add(
      { text: FERRY.replace('312 passengers', '315 passengers'), name: 'f.txt' },
      MIRA,
    );
    expect({ isNew, similar }).toEqual({ isNew: true, similar: 'Ferry to Norholm sails again' });
  });

  test('without text is refused with what to do', async () => {
    const { desk } = await aDesk();
    await expect(desk.add({ text: '<html><body><div id="app"></div></body></html>' }, MIRA)).rejects.toEqual(
      code('no_text'),
    );
    expect(await desk.drafts()).toEqual([]);
  });
});

describe('two editors', () => {
  test('the second change of the same version is refused, and nothing of the first is lost', async () => {
    const { desk } = await aDesk();
    const { entry } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    const [first = ''] = idsOf(entry);
    await desk.change(entry.id, entry.version, { do: 'decide', items: [first], decision: 'accepted' }, MIRA);
    const late = desk.change(entry.id, entry.version, { do: 'decide', items: [first], decision: 'rejected' }, TOMAS);
    await expect(late).rejects.toEqual(code('changed_meanwhile'));
    const log = await desk.audit({ subject: entry.id, most: 9 });
    expect(log.map(({ action, editor }) => [action, editor.name])).toEqual([
      ['decide', 'Mira'],
      ['add', 'Mira'],
    ]);
    expect(log[0]?.detail).toMatchObject({
      changes: [{ of: first, was: { decision: 'open' }, is: { decision: 'accepted' } }],
    });
  });

  test('a second click changes nothing and is logged no second time', async () => {
    const { desk } = await aDesk();
    const { entry } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    const accept = { do: 'decide', items: idsOf(entry).slice(0, 1), decision: 'accepted' } as const;
    const once = await desk.change(entry.id, entry.version, accept, MIRA);
    expect(await desk.change(entry.id, once.version, accept, MIRA)).toEqual(once);
  });
});

describe('publishing', () => {
  test('names what is missing, and publishes nothing', async () => {
    const { desk, storage } = await aDesk({ articleWords: 0 });
    const { entry } = await desk.add({ text: FERRY, name: 'ferry.txt' }, MIRA);
    const all = await desk.change(
      entry.id,
      entry.version,
      { do: 'decide', items: idsOf(entry), decision: 'accepted' },
      MIRA,
    );
    const { faults, story } = await desk.preview(entry.id);
    expect(story).toBeUndefined();
    expect(faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['publisher', 'published', 'text']));
    await expect(desk.publish(entry.id, all.version, MIRA)).rejects.toEqual(code('not_publishable'));
    expect(await storage.published()).toEqual([]);
  });

  test('makes a revision, ends the draft, and swaps the library once', async () => {
    const { desk, storage, swaps, entry } = await aReadyDraft();
    expect((await desk.preview(entry.id)).faults).toEqual([]);
    expect(await desk.publish(entry.id, entry.version, MIRA)).toEqual({ slug: 'ferry', number: 1, corrections: 0 });
    expect((await storage.published()).map(({ story }) => story.slug)).toEqual(['ferry']);
    expect(swaps()).toBe(1);
    await expect(desk.publish(entry.id, entry.version, TOMAS)).rejects.toEqual(code('draft_ended'));
    expect(await desk.drafts('published')).toHaveLength(1);
  });

  test('a slug that a story has is refused', async () => {
    const { desk, storage, entry } = await aReadyDraft();
    await withBridge(storage);
    const taken = await desk.change(entry.id, entry.version, { do: 'story', slug: 'harbour-bridge' }, MIRA);
    await expect(desk.publish(entry.id, taken.version, MIRA)).rejects.toEqual(code('not_publishable'));
  });
});

describe('what is published', () => {
  test('is corrected with what was wrong, what holds and why', async () => {
    const { desk, storage, swaps } = await aDesk();
    await withBridge(storage);
    const now = 'By the city treasury, the work cost 43 million crowns.';
    expect(await desk.correct('harbour-bridge/cost', { now, why: 'The treasury erred.' }, MIRA)).toEqual({
      slug: 'harbour-bridge',
      number: 2,
      corrections: 1,
    });
    const { story } = (await storage.story('harbour-bridge')) ?? {};
    expect(story?.corrections.at(-1)).toMatchObject({
      was: expect.stringContaining('42 million'),
      now,
      why: 'The treasury erred.',
      items: ['cost'],
    });
    expect(await desk.differences('harbour-bridge', 2)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'cost', field: 'text', after: now })]),
    );
    expect(swaps()).toBe(1);
  });

  test.for([
    [
      'the article’s own words',
      'The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge on Tuesday.',
      'article_words',
    ],
    ['what it says already', 'The city treasury puts the cost of the work at 42 million crowns.', 'nothing_changes'],
  ] as const)('is not corrected to %s', async ([, now, wanted]) => {
    const { desk, storage } = await aDesk();
    await withBridge(storage);
    await expect(desk.correct('harbour-bridge/cost', { now }, MIRA)).rejects.toEqual(code(wanted));
  });

  test('an item is withdrawn: gone from the story and its summaries, and told', async () => {
    const { desk, storage } = await aDesk();
    await withBridge(storage);
    await desk.withdraw('harbour-bridge/cost', 'The treasury took it back.', MIRA);
    const { story } = (await storage.story('harbour-bridge')) ?? {};
    expect(story?.facts.map(({ id }) => id)).toEqual(['opening', 'piers']);
    expect(Object.values(story?.summary ?? {}).flat()).not.toContain('cost');
    expect(story?.corrections.at(-1)).toEqual({
      date: '2031-05-07',
      was: expect.stringContaining('42 million'),
      why: 'The treasury took it back.',
      items: ['cost'],
    });
  });

  test('a story is retracted, once', async () => {
    const { desk, storage } = await aDesk();
    await withBridge(storage);
    await desk.retract('harbour-bridge', 'The bridge never opened.', MIRA);
    expect(await storage.published()).toEqual([]);
    await expect(desk.retract('harbour-bridge', 'Again.', MIRA)).rejects.toEqual(code('unknown_story'));
    expect((await desk.revisions('harbour-bridge')).at(-1)).toMatchObject({
      status: 'retracted',
      author: 'Mira',
      note: 'The bridge never opened.',
    });
  });

  test('is revised on the desk: one draft for all, its changes told as corrections but for mere rewordings', async () => {
    const { desk, storage } = await aDesk();
    await withBridge(storage);
    const entry = await desk.revise('harbour-bridge', MIRA);
    expect((await desk.revise('harbour-bridge', TOMAS)).id).toBe(entry.id);
    let changed = await desk.change(
      entry.id,
      entry.version,
      { do: 'fact', id: 'opening', text: 'Port Ansel has its harbour bridge back since 6 May 2031.' },
      MIRA,
    );
    changed = await desk.change(
      entry.id,
      changed.version,
      { do: 'decide', items: ['piers'], decision: 'rejected' },
      MIRA,
    );
    const { number, corrections } = await desk.publish(entry.id, changed.version, MIRA, {
      rewordings: ['opening'],
      why: 'He never said so.',
    });
    expect({ number, corrections }).toEqual({ number: 2, corrections: 1 });
    const { story } = (await storage.story('harbour-bridge')) ?? {};
    expect(story?.corrections.at(-1)).toMatchObject({ items: ['piers'], why: 'He never said so.' });
  });

  test('is not overwritten by a draft of an older revision', async () => {
    const { desk, storage } = await aDesk();
    await withBridge(storage);
    const entry = await desk.revise('harbour-bridge', MIRA);
    await desk.correct('harbour-bridge/cost', { now: 'The treasury says 43 million crowns.' }, TOMAS);
    await expect(desk.publish(entry.id, entry.version, MIRA)).rejects.toEqual(code('changed_meanwhile'));
    expect((await desk.revisions('harbour-bridge')).length).toBe(2);
    expect((await desk.draft(entry.id)).state).toBe('open');
  });
});

describe('signing in', () => {
  test('a link works once, and its session until it is ended', async () => {
    const { desk } = await aDesk();
    const link = await desk.signIn.link(MIRA);
    const session = await desk.signIn.open(link);
    expect(session?.editor).toEqual(MIRA);
    expect(await desk.signIn.open(link)).toBeUndefined();
    const key = session?.key ?? '';
    expect(await desk.signIn.editor(key)).toEqual(MIRA);
    expect(await desk.signIn.editor(link)).toBeUndefined();
    await desk.signIn.end(key);
    expect(await desk.signIn.editor(key)).toBeUndefined();
  });
});
