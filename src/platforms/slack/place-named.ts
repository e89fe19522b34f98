import type { Place } from '../../schedule/subscription.ts';

const CHANNEL = '[CG][A-Z0-9]{7,20}';
const ID = new RegExp(`^<?#?(${CHANNEL})(?:\\|[^<>]*)?>?$`);
/** Of a message, a channel, and the browser's address bar (https://slack.com/help/articles/203274767). */
const PATH = new RegExp(`^/(?:archives|client/T[A-Z0-9]+)/(${CHANNEL})(?:/|$)`);
const TIMESTAMP = /^\d{10}\.\d{6}$/;

/** A channel as a person names it: by its id, a mention that was `mentioned` with its id, or a link, which may lead to a thread. */
export function placeNamed(
  typed: string,
  { team, mentioned }: { team: string; mentioned: ReadonlyMap<string, string> },
): Place | { refusal: string } {
  const named = typed.trim();
  const [, id = mentioned.get(named)] = ID.exec(named) ?? [];
  if (id !== undefined) return { platform: 'slack', workspace: team, channel: id };
  const link = named.replace(/^<|(?:\|.*)?>$/g, '');
  const { hostname, pathname, searchParams } = URL.canParse(link) ? new URL(link) : { hostname: '', pathname: '' };
  const [, channel] = PATH.exec(pathname) ?? [];
  if (channel === undefined || !/(?:^|\.)slack\.com$/.test(hostname))
    return {
      refusal:
        'I know a channel in Slack by its id or a link to it: click the channel’s name, then About, and copy the id at the foot.',
    };
  const thread = searchParams?.get('thread_ts');
  return {
    platform: 'slack',
    workspace: team,
    channel,
    ...(thread && TIMESTAMP.test(thread) && { thread }),
  };
}
