import type { Selectable } from 'kysely';
import type {
  DeskStore,
  DraftEntry,
  DraftOutline,
  DraftState,
  KnownArticle,
  NewAudit,
} from '../curation/desk/store.ts';
import { Draft } from '../curation/draft.ts';
import { recordAudit } from './audit.ts';
import { appendRevision } from './revisions.ts';
import type { Database, Tables } from './schema.ts';

type Row = Selectable<Tables['drafts']>;

/** Columns without the draft itself. */
const OUTLINE = [
  'id',
  'slug',
  'title',
  'source',
  'state',
  'version',
  'base',
  'by_id',
  'by_name',
  'created_at',
  'at',
] as const;

export async function addDraft(
  db: Database,
  { id, base, draft, by }: Pick<DraftEntry, 'id' | 'base' | 'draft' | 'by'>,
  { audit, article, at }: { audit: NewAudit; article: KnownArticle | undefined; at: string },
): Promise<boolean> {
  const { slug, title, source } = draft;
  const taken = await db
    .selectFrom('drafts')
    .select('id')
    .where('state', '=', 'open')
    .where((row) =>
      base === undefined ? row.or([row('slug', '=', slug), row('source', '=', source.sha256)]) : row('slug', '=', slug),
    )
    .executeTakeFirst();
  if (taken) return false;
  if (article)
    await db
      .insertInto('articles')
      .values({ ...article, url: article.url ?? null, at })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
  await db
    .insertInto('drafts')
    .values({
      id,
      slug,
      title,
      source: source.sha256,
      state: 'open',
      version: 1,
      base: base ?? null,
      content: JSON.stringify(draft),
      by_id: by.id,
      by_name: by.name,
      created_at: at,
      at,
    })
    .execute();
  await recordAudit(db, audit, at);
  return true;
}

export async function findDraft(db: Database, id: string): Promise<DraftEntry | undefined> {
  const row = await db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const { slug: _, title: __, ...outline } = outlineOf(row);
  return { ...outline, draft: Draft.parse(JSON.parse(row.content)) };
}

export async function findDraftOf(
  db: Database,
  of: Parameters<DeskStore['draftOf']>[0],
): Promise<DraftOutline | undefined> {
  const all = db.selectFrom('drafts').select(OUTLINE);
  const those =
    'slug' in of ? all.where('slug', '=', of.slug).where('state', '=', 'open') : all.where('source', '=', of.sha256);
  const row = await those.orderBy('created_at', 'desc').limit(1).executeTakeFirst();
  return row && outlineOf(row);
}

export async function listDrafts(db: Database, state: DraftState, most: number): Promise<DraftOutline[]> {
  const rows = await db
    .selectFrom('drafts')
    .select(OUTLINE)
    .where('state', '=', state)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(outlineOf);
}

export async function saveDraft(
  db: Database,
  { id, version, draft }: Pick<DraftEntry, 'id' | 'version' | 'draft'>,
  audit: NewAudit,
  at: string,
): Promise<boolean> {
  const { slug, title } = draft;
  const saved = await change(db, { id, version }, { slug, title, content: JSON.stringify(draft), at });
  if (saved) await recordAudit(db, audit, at);
  return saved;
}

export async function discardDraft(
  db: Database,
  draft: { id: string; version: number },
  audit: NewAudit,
  at: string,
): Promise<boolean> {
  const ended = await change(db, draft, { state: 'discarded', at });
  if (ended) await recordAudit(db, audit, at);
  return ended;
}

export async function publishRevision(
  db: Database,
  { story, note, base, draft }: Parameters<DeskStore['publish']>[0],
  audit: NewAudit,
  at: string,
): Promise<number | undefined> {
  const newest = await db
    .selectFrom('revisions')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('slug', '=', story.slug)
    .executeTakeFirst();
  if ((newest?.number ?? undefined) !== base) return undefined;
  if (draft && !(await change(db, draft, { state: 'published', at }))) return undefined;
  const { number } = await appendRevision(db, { story, author: audit.editor.name, note }, at);
  await recordAudit(db, { ...audit, detail: { ...Object(audit.detail), revision: number } }, at);
  return number;
}

/** Changes an open draft that is still of that version. */
async function change(
  db: Database,
  { id, version }: { id: string; version: number },
  values: Partial<Pick<Row, 'slug' | 'title' | 'content' | 'state' | 'at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('drafts')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function outlineOf(row: Omit<Row, 'content'>): DraftOutline {
  const { id, slug, title, state, version, base, at, created_at: createdAt, by_id, by_name } = row;
  return { id, slug, title, state, version, base: base ?? undefined, by: { id: by_id, name: by_name }, createdAt, at };
}

export async function findArticle(
  db: Database,
  known: Parameters<DeskStore['article']>[0],
): Promise<KnownArticle | undefined> {
  const all = db.selectFrom('articles').selectAll();
  const those = 'url' in known ? all.where('url', '=', known.url) : all.where('sha256', '=', known.sha256);
  const row = await those.orderBy('at', 'desc').limit(1).executeTakeFirst();
  return row && articleOf(row);
}

export async function listArticles(db: Database, since: string, most: number): Promise<KnownArticle[]> {
  const rows = await db
    .selectFrom('articles')
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows.map(articleOf);
}

function articleOf({ sha256, url, title, fingerprint }: Selectable<Tables['articles']>): KnownArticle {
  return { sha256, url: url ?? undefined, title, fingerprint };
}
