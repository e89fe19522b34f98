import { styleText } from 'node:util';
import { cleanLine } from '../clean-line.ts';
import { readConfig, type Config } from '../config.ts';
import { count } from '../count.ts';
import type { Engine } from '../engine.ts';
import { ConfigError, UserError } from '../errors.ts';
import { fault, good, warning, type Finding } from '../finding.ts';
import { dataFile } from '../storage/data-file.ts';
import { shownPath } from '../shown-path.ts';
import { complain, print, terminalStyle } from './output.ts';
import { withEngine, type GlobalOptions } from './session.ts';

/** Looks at everything that the bot needs, and says of each fault how to mend it; gives the exit code. `channels` are ids of Discord's or Slack's. */
export async function doctor(channels: readonly string[], options: GlobalOptions): Promise<number> {
  const discord = channels.filter((id) => /^\d{15,21}$/.test(id));
  const slack = channels.filter((id) => /^[CDG][A-Z0-9]{2,20}$/.test(id));
  const strange = channels.find((id) => !discord.includes(id) && !slack.includes(id));
  if (strange !== undefined)
    throw new UserError(`“${strange}” is no channel id: Discord’s are 15 to 21 digits, Slack’s begin with C, D or G.`, {
      code: 'bad_channel',
    });
  const config = readConfig();
  const findings: Finding[] = [];
  for await (const finding of examine(config, { discord, slack }, options)) {
    findings.push(finding);
    if (!options.json) await print(line(finding, terminalStyle(options).color));
  }
  if (options.json) await print(JSON.stringify(findings));
  const faults = findings.filter(({ state }) => state === 'fault').length;
  if (faults > 0) complain(`${count(faults, 'fault', 'faults')} to mend.`);
  return faults > 0 ? 1 : 0;
}

type Channels = { discord: readonly string[]; slack: readonly string[] };

async function* examine(config: Config, channels: Channels, options: GlobalOptions): AsyncGenerator<Finding> {
  const opened: Finding[] = [];
  let held: { commands: Engine['commands']; installations: { id: string; value: string }[] } | undefined;
  try {
    held = await withEngine(options, async (engine) => {
      opened.push(...dataFindings(config, engine));
      return { commands: engine.commands, installations: await engine.storage.installations() };
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    opened.push(fault('Data and stories', error.message, 'Then run this again.'));
  }
  yield* opened;
  if (!held) return;
  if ('missing' in config.discord) yield notSetUp('Discord', config.discord);
  else {
    const { examineDiscord } = await import('../platforms/discord/examine.ts');
    yield* examineDiscord({
      config: config.discord,
      channels: channels.discord,
      commands: held.commands,
      now: thisMoment,
    });
  }
  if ('missing' in config.slack) yield notSetUp('Slack', config.slack);
  else {
    const { examineSlack } = await import('../platforms/slack/examine.ts');
    yield* examineSlack({
      config: config.slack,
      installations: held.installations,
      channels: channels.slack,
      now: thisMoment,
    });
  }
  if ('missing' in config.model) {
    const { missing, isPartial } = config.model;
    if (isPartial) yield fault('Model', `is not used: ${missing}.`, 'README, “A model for the wording”.');
  } else {
    const [{ connectModel }, { examineModel }] = await Promise.all([
      import('../answers/openai.ts'),
      import('../answers/examine-model.ts'),
    ]);
    yield* examineModel(connectModel(config.model));
  }
}

function dataFindings(config: Config, engine: Engine): Finding[] {
  const { stories } = engine.library();
  return [
    good('Data folder', `${shownPath(dataFile(config.dataDir))} can be read and written.`),
    stories.length === 0
      ? warning('Stories', 'none is published.', 'README, “Add a story”.')
      : good('Stories', `${count(stories.length, 'story is', 'stories are')} published.`),
    ...engine.problems().map(({ message }) => warning('Stories', message, 'npm run -s cli -- check')),
  ];
}

function thisMoment(): Date {
  return new Date();
}

function notSetUp(platform: string, { missing, isPartial }: { missing: string; isPartial: boolean }): Finding {
  const find = isPartial ? fault : warning;
  return find(platform, `is not connected: ${missing}.`, `To connect it: README, “Connect ${platform}”.`);
}

const SIGNS = { good: 'ok', warning: 'note', fault: 'FAULT' } as const;
const COLOURS = { good: 'green', warning: 'yellow', fault: 'red' } as const;
const WIDTH = 7;

function line({ about, state, says, mend }: Finding, color: boolean): string {
  const sign = SIGNS[state].padEnd(WIDTH);
  const shown = color ? styleText(COLOURS[state], sign, { validateStream: false }) : sign;
  const first = `${shown}${cleanLine(`${about}: ${says}`)}`;
  return mend === undefined ? first : `${first}\n${' '.repeat(WIDTH)}${mend}`;
}
