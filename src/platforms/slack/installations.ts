import type { AuthorizeResult, AuthorizeSourceData } from '@slack/bolt';
import type { Installation, InstallationStore } from '@slack/oauth';
import { z } from 'zod';
import { UpstreamError } from '../../errors.ts';
import { keepRecent } from '../../keep-recent.ts';
import { parseJson } from '../../parse-json.ts';
import type { Storage } from '../../storage/storage.ts';

const REMEMBERED_WORKSPACES = 10_000;

const Place = z.object({ id: z.string(), name: z.string().exactOptional() });

/** Of an installation, what is kept: nothing of the person who installed but their id. */
const Kept = z.object({
  team: Place.optional(),
  enterprise: Place.optional(),
  user: z.object({ id: z.string() }),
  bot: z.object({ token: z.string(), id: z.string(), userId: z.string(), scopes: z.array(z.string()) }),
  isEnterpriseInstall: z.boolean().default(false),
  appId: z.string().optional(),
});
type Kept = z.infer<typeof Kept>;

type Source = { teamId?: string | undefined; enterpriseId?: string | undefined; isEnterpriseInstall?: boolean };

/** The workspaces that installed the app, in storage under `slack:T…`, or `slack:E…` for a whole organisation. */
export type Installations = {
  /** What @slack/oauth writes to after an installation. */
  store: InstallationStore;
  /** The credentials for an event; throws where the workspace has not installed the app. */
  authorize(source: AuthorizeSourceData<boolean>): Promise<AuthorizeResult>;
  /** The bot of a workspace, by its own installation or its organisation's; undefined where there is none. Throws an UpstreamError where several organisations have one and none is known as the workspace's. */
  botIn(team: string): Promise<Kept['bot'] | undefined>;
  remove(place: Source): Promise<void>;
  count(): Promise<number>;
};

export function keptInstallations(
  storage: Pick<Storage, 'putInstallation' | 'installation' | 'installations' | 'deleteInstallation'>,
  onInstalled: (name: string) => void,
): Installations {
  const organisations = new Map<string, string>();

  async function find(place: Source): Promise<Kept | undefined> {
    for (const id of idsOf(place)) {
      const value = await storage.installation(id);
      const { data } = Kept.safeParse(value === undefined ? undefined : parseJson(value));
      if (data) return data;
    }
    return undefined;
  }

  /** A place names its workspace alone; which organisation that belongs to is learned from events. */
  async function botIn(team: string): Promise<Kept['bot'] | undefined> {
    const own = await find({ teamId: team, enterpriseId: organisations.get(team) });
    if (own) return own.bot;
    const all = (await storage.installations()).filter(({ id }) => id.startsWith('slack:E'));
    const [only] = all.map(({ value }) => Kept.safeParse(parseJson(value)).data);
    if (all.length > 1) throw new UpstreamError(`which organisation ${team} belongs to is not known yet`);
    return only?.bot;
  }

  async function remove(place: Source): Promise<void> {
    const [id] = idsOf(place);
    if (id !== undefined) await storage.deleteInstallation(id);
  }

  return {
    botIn,
    remove,
    async count() {
      return (await storage.installations()).filter(({ id }) => id.startsWith('slack:')).length;
    },
    async authorize(source) {
      if (source.teamId !== undefined && source.enterpriseId !== undefined)
        keepRecent(organisations, source.teamId, source.enterpriseId, REMEMBERED_WORKSPACES);
      const found = await find(source);
      if (!found) throw notInstalled(source);
      const { bot, team, enterprise } = found;
      const teamId = source.teamId ?? team?.id;
      const enterpriseId = source.enterpriseId ?? enterprise?.id;
      return {
        botToken: bot.token,
        botId: bot.id,
        botUserId: bot.userId,
        ...(teamId !== undefined && { teamId }),
        ...(enterpriseId !== undefined && { enterpriseId }),
      };
    },
    store: {
      async storeInstallation(installation) {
        const kept = Kept.parse(installation);
        const { team, enterprise, isEnterpriseInstall } = kept;
        const [id] = idsOf({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall });
        if (id === undefined) throw new Error('Slack named neither a workspace nor an organisation');
        await storage.putInstallation(id, JSON.stringify(kept));
        onInstalled((isEnterpriseInstall ? enterprise : team)?.name ?? id);
      },
      async fetchInstallation(query) {
        const found = await find(query);
        if (!found) throw notInstalled(query);
        const { team, enterprise, user, bot, isEnterpriseInstall } = found;
        const installation: Installation<'v2'> = {
          team,
          enterprise,
          bot,
          isEnterpriseInstall,
          user: { ...user, token: undefined, scopes: undefined },
          authVersion: 'v2',
        };
        return installation;
      },
      deleteInstallation: (query) => remove(query),
    },
  };
}

/** The bot token of an installation as storage holds it. */
export function botTokenOf(value: string): string | undefined {
  return Kept.safeParse(parseJson(value)).data?.bot.token;
}

function notInstalled({ teamId, enterpriseId }: Source): Error {
  return new Error(`${teamId ?? enterpriseId ?? 'an unknown workspace'} has not installed the app`);
}

/** Under which ids an installation may be kept: an event of an organisation's workspace may come under either. */
function idsOf({ teamId, enterpriseId, isEnterpriseInstall = false }: Source): string[] {
  const team = teamId === undefined ? [] : [`slack:${teamId}`];
  const enterprise = enterpriseId === undefined ? [] : [`slack:${enterpriseId}`];
  return isEnterpriseInstall ? [...enterprise, ...team] : [...team, ...enterprise];
}
