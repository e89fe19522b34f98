import { frameDigest } from '../delivery/frame.ts';
import { UserError } from '../errors.ts';
import { emphasis, notice, paragraph } from '../reply.ts';
import { formatTime } from '../schedule/say-when.ts';
import { DigestOptions } from '../schedule/subscription.ts';
import { findZone } from '../schedule/zones.ts';
import { renderTerminal } from '../platforms/terminal/render.ts';
import { readInstant } from './instant.ts';
import { print, terminalStyle } from './output.ts';
import { elsewhere, payload } from './say.ts';
import { CHANNEL, operator, withEngine, type GlobalOptions } from './session.ts';

export type PreviewOptions = GlobalOptions & {
  at?: string;
  tz?: string;
  story?: string;
  topic?: string;
  quiet?: string;
  as?: string;
  on?: string;
};

/** Stands where a subscription's id would. */
const SAMPLE_ID = 'd-sample';

/** Prints a digest as a channel would get it at an instant; gives the exit code. */
export async function preview(name: string, options: PreviewOptions): Promise<number> {
  const on = elsewhere(options);
  const zone = options.tz === undefined ? 'UTC' : findZone(options.tz);
  const at = readInstant(options.at, new Date(), '--at takes an instant such as 2026-12-01T09:00:00Z.');
  const { story, topic, quiet, as } = options;
  const wishes = DigestOptions.safeParse({ story, topic, quiet, as });
  if (!wishes.success)
    throw new UserError('--quiet takes silent or repeat, and --as takes card.', { code: 'bad_usage' });
  return withEngine(options, async (engine) => {
    const { digests } = engine.digests;
    const digest = digests.find((each) => each.name === name);
    if (!digest)
      throw new UserError(`There is no digest “${name}”; there is ${digests.map((each) => each.name).join(', ')}.`, {
        code: 'unknown_digest',
      });
    // As for a channel that subscribes now: what was imported just before is no news to it.
    const createdAt = new Date(Math.max(at.getTime(), Date.now())).toISOString();
    const request = { digest: name, options: wishes.data, zone, channel: CHANNEL, createdAt };
    const built = await engine.digests.preview(request, at);
    const reply =
      'skipped' in built
        ? notice(`Nothing would be posted on ${formatTime(at, zone, new Date())}: ${built.skipped}.`)
        : frameDigest(built, { id: SAMPLE_ID, by: operator(), cron: digest.cron, zone }, at);
    if (on) await print(await payload(engine, reply, on));
    else if (options.json) await print(JSON.stringify(reply));
    else {
      const heading = paragraph(emphasis(`Preview for ${formatTime(at, zone, new Date())}; nothing is posted.`));
      const shown = 'skipped' in built ? reply : { ...reply, blocks: [heading, ...reply.blocks] };
      await print(renderTerminal(shown, terminalStyle(options)));
    }
    return 0;
  });
}
