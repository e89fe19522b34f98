import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
  type DatabaseConnection,
  type SqliteDatabase,
} from 'kysely';
import { createMemo } from '../memo.ts';
import type { Database, Tables } from './schema.ts';

/** How long a statement waits for another process's write, in milliseconds. */
const BUSY_TIMEOUT = 5000;
/** Statements kept ready: there are some thirty, and a list of refs makes one for each of its lengths. */
const MOST_PREPARED = 100;

/** Opens a database file with write-ahead log and full sync: what is acknowledged outlives a power cut. */
export function openSqlite(file: string, busyTimeout = BUSY_TIMEOUT): DatabaseSync {
  const sqlite = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true });
  try {
    sqlite.exec('pragma journal_mode = wal; pragma synchronous = full');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Kysely over an open `node:sqlite` database; whoever opened it closes it. */
export function overSqlite(sqlite: DatabaseSync): Kysely<Tables> {
  const database = adapt(sqlite);
  const dialect = new SqliteDialect({ database });
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => new ImmediateDriver(sqlite, database),
      createAdapter: () => new TransactionalAdapter(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    },
  });
}

/** One transaction whose commit is written but not synced (https://sqlite.org/pragma.html#pragma_synchronous): a power cut may lose it whole. */
export function withoutSync<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await connection.transaction().execute(work);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}

/** The few calls of better-sqlite3 that Kysely makes, on node:sqlite. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  // Kysely prepares anew for each query, which takes as long as most of ours do; SQLite itself notices a changed schema.
  const prepareOnce = createMemo(MOST_PREPARED, (text: string) => {
    const statement = sqlite.prepare(text);
    return { statement, reader: statement.columns().length > 0 };
  });
  return {
    close: () => sqlite.close(),
    prepare(text) {
      const { statement, reader } = prepareOnce(text);
      return {
        reader,
        all: (values) => statement.all(...bindable(values)).map((row) => ({ ...row })), // node:sqlite gives rows without a prototype
        run: (values) => statement.run(...bindable(values)),
        iterate: (values) => statement.iterate(...bindable(values)),
      };
    },
  };
}

function bindable(values: readonly unknown[]): SQLInputValue[] {
  if (!values.every((value) => isBindable(value))) throw new TypeError('SQLite takes text, numbers, bytes and null');
  return [...values];
}

function isBindable(value: unknown): value is SQLInputValue {
  return value === null || ['string', 'number', 'bigint'].includes(typeof value) || ArrayBuffer.isView(value);
}

class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: DatabaseSync;

  constructor(sqlite: DatabaseSync, database: SqliteDatabase) {
    super({ database });
    this.#sqlite = sqlite;
  }

  /** A transaction that reads and then writes must hold the write lock from its start: upgraded later it fails at once, without waiting (SQLITE_BUSY_SNAPSHOT). */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself has rolled back where the disk is full, and a second rollback's error would hide the first. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.isTransaction) await super.rollbackTransaction(connection);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** SQLite's data definition is transactional; Kysely leaves it off, and a migration could stop halfway. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
