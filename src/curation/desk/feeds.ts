import type { Desk, Work } from './desk.ts';
import type { DeskParts } from './open-desk.ts';
import type { Editor, Feed } from './store.ts';

/** Feeds that are followed: their new articles come to the desk. */
export type Feeds = {
  list(): Promise<Feed[]>;
  /** Follows a feed; its newest articles come at once. Throws a UserError where that is no feed. */
  add(url: string, editor: Editor, work?: Work): Promise<{ feed: Feed; drafted: number }>;
  remove(id: string, editor: Editor): Promise<boolean>;
  /** Looks at those whose time has come. */
  poll(work?: Work): Promise<void>;
};

export function createFeeds({ storage }: DeskParts & Pick<Desk, 'add'>): Feeds {
  const store = storage.desk;
  return {
    list: store.feeds,
    add: async () => {
      throw new Error('not yet');
    },
    remove: (id, editor) => store.removeFeed(id, { editor, action: 'remove-feed', subject: id, detail: {} }),
    poll: async () => {},
  };
}
