import type { AuditEntry, DeskStore, NewAudit } from '../curation/desk/store.ts';
import { parseJson } from '../parse-json.ts';
import type { Database } from './schema.ts';

export async function recordAudit(
  db: Database,
  { editor, action, subject, detail }: NewAudit,
  at: string,
): Promise<void> {
  const { id: editor_id, name: editor_name } = editor;
  await db
    .insertInto('audit')
    .values({ at, editor_id, editor_name, action, subject, detail: JSON.stringify(detail) })
    .execute();
}

/** The newest first. */
export async function listAudit(
  db: Database,
  { subject, before, most }: Parameters<DeskStore['audit']>[0],
): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll();
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (before !== undefined) query = query.where('number', '<', before);
  const rows = await query.orderBy('number', 'desc').limit(most).execute();
  return rows.map(({ number, at, editor_id, editor_name, action, subject: of, detail }) => ({
    number,
    at,
    editor: { id: editor_id, name: editor_name },
    action,
    subject: of,
    detail: parseJson(detail),
  }));
}
