import { sha256 as hashOf } from '../facts/evidence.ts';
import { listAudit, recordAudit } from './audit.ts';
import {
  addDraft,
  discardDraft,
  findArticle,
  findDraft,
  findDraftOf,
  listArticles,
  listDrafts,
  publishRevision,
  saveDraft,
} from './desk-drafts.ts';
import { addKey, forgetDesk, removeKey, useKey } from './desk-keys.ts';
import { addFeed, listEntries, listFeeds, removeFeed, saveEntry, saveFeed } from './feeds.ts';
import { deleteInstallation, findInstallation, listInstallations, saveInstallation } from './installations.ts';
import { deleteKept, findKept, saveKept } from './kept.ts';
import {
  addCorrections,
  findMessage,
  messagesTelling,
  readProgress,
  recentMessages,
  recordProgress,
} from './corrections.ts';
import { lastTick, recordTick } from './clock-tick.ts';
import {
  deleteDeliveries,
  deliveryHistory,
  findDelivery,
  postedTo,
  tallyDeliveries,
  unmissDeliveries,
} from './ledger-history.ts';
import { addDelivery, recordPlans } from './ledger-plan.ts';
import {
  backlogOf,
  claimDeliveries,
  expireDeliveries,
  prepareDeliveries,
  settleDeliveries,
  standingOfDelivery,
  takeOverDeliveries,
} from './ledger-send.ts';
import { findVectors, keepVectors, saveVectors } from './embeddings.ts';
import { deleteModelCalls, returnModelCall, spendModelCall } from './model-calls.ts';
import { deleteReplies, recordReplies } from './posted-replies.ts';
import { deletePicks, hadByChannel, pickNext } from './picks.ts';
import {
  appendRevision,
  listRevisions,
  newestRevisions,
  publishedRevisions,
  readStory,
  revisionHistory,
  type Parsed,
} from './revisions.ts';
import type { Database } from './schema.ts';
import { deleteSeen, recordSeen } from './seen.ts';
import { findSourceText, saveSourceText } from './source-texts.ts';
import type { Storage } from './storage.ts';
import { listStoryFiles } from './story-files.ts';
import {
  addSubscription,
  dueSubscriptions,
  findSubscription,
  listSubscriptions,
  pauseSubscription,
  removeSubscription,
  rescheduleSubscriptions,
  resumeSubscription,
} from './subscriptions.ts';

/** What a database brings along: its clock, what its errors mean to the operator, and how it is closed. */
export type Backend = {
  db: Database;
  now: () => Date;
  explain: (error: unknown) => Error;
  close: () => void;
  /** A transaction that does not wait for the disk: it outlives the process, but perhaps not a power cut. */
  quickly: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
};

const DAY_MS = 86_400_000;
/** Of an ISO instant, the characters that are its day. */
const ISO_DAY = 10;

/** Storage over any database that Kysely speaks to and whose tables are up to date. */
export function createStorage({ db, now, explain, close, quickly }: Backend): Storage {
  const parsed: Parsed = new Map();
  let closed: Promise<void> | undefined;

  async function explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw explain(error);
    }
  }
  const read = <T>(query: (db: Database) => Promise<T>) => explained(query(db));
  const write = <T>(query: (db: Database, at: string) => Promise<T>) =>
    explained(db.transaction().execute((trx) => query(trx, now().toISOString())));
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS).toISOString();

  return {
    published: () => read(async (db) => (await publishedRevisions(db, parsed)).stories),
    unreadable: () => read(async (db) => (await publishedRevisions(db, parsed)).unreadable),
    newest: () => read(newestRevisions),
    revise: (revision) => write((db, at) => appendRevision(db, revision, at)),
    revisions: (slug) => read((db) => listRevisions(db, slug)),
    story: (slug, number) => read((db) => readStory(db, slug, number)),
    importedFiles: () => read(listStoryFiles),
    async nextPick(channel, refs) {
      if (refs.length === 0) return undefined;
      // A reader waits for it, and what a power cut could lose is which quotation came last.
      return explained(quickly((db) => pickNext(db, channel, refs, now().toISOString())));
    },
    had: (channel) => read((db) => hadByChannel(db, channel)),
    history: () => read(revisionHistory),
    forgetPicks: (prefix, days) => write((db) => deletePicks(db, prefix, daysAgo(days))),
    async keep(kept) {
      // Before a message goes out; what a power cut could lose is a button's state, not a message.
      if (kept.length > 0) await explained(quickly((db) => saveKept(db, kept, now().toISOString())));
    },
    kept: (id) => read((db) => findKept(db, id)),
    forgetKept: (days) => write((db) => deleteKept(db, daysAgo(days))),
    firstTime: (key) => explained(quickly((db) => recordSeen(db, key, now().toISOString()))),
    forgetSeen: (days) => write((db) => deleteSeen(db, daysAgo(days))),
    // Two processes must not both take the last one; what a power cut could lose is a few of a day's calls.
    spendModelCall: (person, limits) =>
      explained(quickly((db) => spendModelCall(db, { ...limits, person, day: now().toISOString().slice(0, ISO_DAY) }))),
    returnModelCall: (person) =>
      explained(quickly((db) => returnModelCall(db, { person, day: now().toISOString().slice(0, ISO_DAY) }))),
    forgetModelCalls: (days) => write((db) => deleteModelCalls(db, daysAgo(days).slice(0, ISO_DAY))),
    vectors: {
      find: (model, hashes) => read((db) => findVectors(db, model, hashes)),
      save: (model, vectors) => write((db, at) => saveVectors(db, model, vectors, at)),
      keepOnly: (model, hashes) => write((db) => keepVectors(db, model, hashes)),
    },
    desk: {
      addDraft: (entry, audit, article) => write((db, at) => addDraft(db, entry, { audit, article, at })),
      draft: (id) => read((db) => findDraft(db, id)),
      draftOf: (of) => read((db) => findDraftOf(db, of)),
      drafts: (state, most) => read((db) => listDrafts(db, state, most)),
      saveDraft: (id, version, draft, audit) => write((db, at) => saveDraft(db, { id, version, draft }, audit, at)),
      discard: (id, version, audit) => write((db, at) => discardDraft(db, { id, version }, audit, at)),
      publish: (revision, audit) => write((db, at) => publishRevision(db, revision, audit, at)),
      article: (known) => read((db) => findArticle(db, known)),
      articles: (since, most) => read((db) => listArticles(db, since, most)),
      record: (audit) => write((db, at) => recordAudit(db, audit, at)),
      audit: (filter) => read((db) => listAudit(db, filter)),
      addFeed: (feed, audit) => write((db, at) => addFeed(db, feed, audit, at)),
      feeds: () => read(listFeeds),
      saveFeed: (feed) => write((db) => saveFeed(db, feed)),
      removeFeed: (id, audit) => write((db, at) => removeFeed(db, id, audit, at)),
      entriesOf: (feed, entries) => read((db) => listEntries(db, feed, entries)),
      saveEntry: (feed, entry) => write((db, at) => saveEntry(db, feed, entry, at)),
      addKey: (key) => write((db) => addKey(db, key)),
      useKey: (hash, kind) => write((db, at) => useKey(db, hash, kind, at)),
      removeKey: (hash) => write((db) => removeKey(db, hash)),
      forget: (days) => write((db, at) => forgetDesk(db, at, daysAgo(days))),
    },
    putInstallation: (id, value) => write((db, at) => saveInstallation(db, id, value, at)),
    installation: (id) => read((db) => findInstallation(db, id)),
    installations: () => read(listInstallations),
    deleteInstallation: (id) => write((db) => deleteInstallation(db, id)),
    async putSourceText(sha256, text) {
      if (hashOf(text) !== sha256) throw new Error(`the text does not have the hash it is kept under: ${sha256}`);
      await write((db, at) => saveSourceText(db, sha256, text, at));
    },
    sourceText: (sha256) => read((db) => findSourceText(db, sha256)),
    subscriptions: {
      add: (subscription) => write((db) => addSubscription(db, subscription)),
      find: (id) => read((db) => findSubscription(db, id)),
      list: (channel) => read((db) => listSubscriptions(db, channel)),
      due: (at, most) => read((db) => dueSubscriptions(db, at, most)),
      pause: (id, pause) => write((db) => pauseSubscription(db, id, pause)),
      resume: (id, at) => write((db) => resumeSubscription(db, id, at)),
      remove: (id, at) => write((db) => removeSubscription(db, id, at)),
      reschedule: (list) => write((db) => rescheduleSubscriptions(db, list)),
    },
    posted: {
      // Many in a minute, and what a power cut could lose is that a message is corrected later.
      record: (list) => explained(quickly((db) => recordReplies(db, list, now().toISOString()))),
      forget: (days) => write((db) => deleteReplies(db, daysAgo(days))),
    },
    corrections: {
      toldBy: (query) => read((db) => messagesTelling(db, query)),
      recent: (since, before) => read((db) => recentMessages(db, since, before)),
      find: (about) => read((db) => findMessage(db, about)),
      add: (list, at) => write((db) => addCorrections(db, list, at)),
      progress: () => read(readProgress),
      advance: (progress) => write((db) => recordProgress(db, progress)),
    },
    ledger: {
      plan: (plans, at) => write((db) => recordPlans(db, plans, at)),
      add: (delivery, at) => write((db) => addDelivery(db, delivery, at)),
      claim: (claim) => write((db) => claimDeliveries(db, claim)),
      standing: (id, at) => read((db) => standingOfDelivery(db, id, at)),
      expire: (at) => write((db) => expireDeliveries(db, at)),
      takeOver: (holder, from) => write((db) => takeOverDeliveries(db, holder, from)),
      prepare: (list) => write((db) => prepareDeliveries(db, list)),
      settle: (list, at) => write((db) => settleDeliveries(db, list, at)),
      history: (filter) => read((db) => deliveryHistory(db, filter)),
      find: (id) => read((db) => findDelivery(db, id)),
      posted: (channel, since) => read((db) => postedTo(db, channel, since)),
      backlog: (platform, work) => read((db) => backlogOf(db, platform, work)),
      tally: () => read(tallyDeliveries),
      unmiss: (after) => write((db) => unmissDeliveries(db, after)),
      forget: (days) => write((db) => deleteDeliveries(db, daysAgo(days))),
      lastTick: () => read(lastTick),
      tick: (at) => explained(quickly((db) => recordTick(db, at))),
    },
    // Through Kysely's queue, so that a transaction under way ends first.
    close: () => (closed ??= db.connection().execute(async () => close())),
  };
}
