import { DatabaseSync } from 'node:sqlite';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { draftOfStory } from '../../src/curation/draft-of-story.ts';
import type { NewAudit } from '../../src/curation/desk/store.ts';
import { openStorage } from '../../src/storage/open.ts';
import { aStory } from '../support/builders.ts';
import { BACKENDS, tempDir } from './backends.ts';

const BY = { id: 'slack:U1', name: 'Mira' };
const audit = (action: string, subject = 'd1'): NewAudit => ({
  editor: BY,
  action,
  subject,
  detail: { because: action },
});
const entry = (id: string, slug = 'harbour-bridge') => ({
  id,
  base: undefined,
  draft: draftOfStory(aStory({ slug })),
  by: BY,
});

describe.each(BACKENDS)('the desk on $name', ({ open }) => {
  test('a draft is given back as it was kept, and changed only by who saw its last version', async () => {
    await using opened = await open();
    const { desk } = opened.storage;
    expect(await desk.addDraft(entry('d1'), audit('add'))).toBe(true);
    const kept = await desk.draft('d1');
    expect(kept).toMatchObject({ id: 'd1', version: 1, state: 'open', draft: draftOfStory(aStory()), by: BY });
    const draft = draftOfStory(aStory({ title: 'Another' }));
    const saved = await Promise.all([1, 1, 1].map((version) => desk.saveDraft('d1', version, draft, audit('story'))));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await desk.draft('d1')).toMatchObject({ version: 2, draft: { title: 'Another' } });
    expect((await desk.audit({ subject: 'd1', most: 9 })).map(({ action }) => action)).toEqual(['story', 'add']);
  });

  test('one open draft of an article, and one of a story', async () => {
    await using opened = await open();
    const { desk } = opened.storage;
    expect(await Promise.all(['d1', 'd2', 'd3'].map((id) => desk.addDraft(entry(id), audit('add', id))))).toEqual([
      true,
      false,
      false,
    ]);
    expect(await desk.addDraft(entry('d4', 'another-slug'), audit('add', 'd4'))).toBe(false);
    await desk.discard('d1', 1, audit('discard'));
    expect(await desk.addDraft(entry('d5'), audit('add', 'd5'))).toBe(true);
    expect((await desk.drafts('open', 9)).map(({ id }) => id)).toEqual(['d5']);
  });

  test('a story is published once out of a draft, and never over a revision that its editor has not seen', async () => {
    await using opened = await open();
    const { desk } = opened.storage;
    await desk.addDraft(entry('d1'), audit('add'));
    const publish = (base: number | undefined, title = 'One') =>
      desk.publish({ story: aStory({ title }), note: '', base, draft: { id: 'd1', version: 1 } }, audit('publish'));
    expect(await Promise.all([publish(undefined), publish(undefined)])).toEqual(expect.arrayContaining([1, undefined]));
    expect(
      await desk.publish({ story: aStory({ title: 'Two' }), note: '', base: undefined }, audit('correct')),
    ).toBeUndefined();
    expect(await desk.publish({ story: aStory({ title: 'Two' }), note: '', base: 1 }, audit('correct'))).toBe(2);
    expect(await opened.storage.revisions('harbour-bridge')).toMatchObject([
      { number: 1, author: 'Mira' },
      { number: 2 },
    ]);
    expect((await desk.audit({ most: 9 }))[0]).toMatchObject({ action: 'correct', detail: { revision: 2 } });
  });

  test('a link’s key is good once, a session’s until its time is over', async () => {
    let at = Date.parse('2031-05-06T09:00:00Z');
    await using opened = await open(() => new Date(at));
    const { desk } = opened.storage;
    const expiresAt = new Date(at + 1000).toISOString();
    for (const kind of ['link', 'session'] as const) await desk.addKey({ hash: kind, kind, editor: BY, expiresAt });
    expect(await desk.useKey('link', 'session')).toBeUndefined();
    const used = await Promise.all([desk.useKey('link', 'link'), desk.useKey('link', 'link')]);
    expect(used.filter(Boolean)).toHaveLength(1);
    expect((await desk.useKey('session', 'session'))?.editor).toEqual(BY);
    expect((await desk.useKey('session', 'session'))?.editor).toEqual(BY);
    at += 1000;
    expect(await desk.useKey('session', 'session')).toBeUndefined();
    expect(await desk.forget(30)).toBe(1);
  });
});

test('the audit log cannot be altered, whoever opens the file', async () => {
  const dataDir = tempDir();
  const storage = await openStorage({ dataDir });
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  await storage.desk.record(audit('add'));
  await storage.close();
  const file = new DatabaseSync(join(dataDir, 'pullquote.db'));
  for (const sql of ["update audit set action = 'x'", 'delete from audit'])
    expect(() => file.exec(sql)).toThrow(/append-only/);
  file.close();
});
