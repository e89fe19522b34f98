import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { report } from './cli/errors.ts';
import { complain, endQuietlyOnClosedPipe } from './cli/output.ts';
import { loadEnvironmentFile } from './config.ts';
import { UserError } from './errors.ts';

const EXAMPLES = `
Examples:
  $ npm run -s cli                                 talk to it; Tab completes, Ctrl+D leaves
  $ npm run -s cli -- say "/summary xi-putin"
  $ npm run -s cli -- ask "How big is China–Russia trade?"
  $ npm run -s cli -- check
  $ npm run -s cli -- verify xi-putin --source article.txt

Exit codes: 0 success, also when the store honestly holds nothing; 1 something you can mend; 2 a bug.`;

// Compiled modules are kept from run to run, in our own folder: it takes a third off the start-up.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
endQuietlyOnClosedPipe();
const program = new Command('pullquote');
program
  .description('Pullquote from a shell: the same commands and answers as in Discord and Slack.')
  .option('--stories <folder>', 'read these story files instead; the data folder stays untouched')
  .option('--json', 'print data instead of text')
  .option('--no-color', 'no colour (NO_COLOR works too)')
  .version(manifest.version)
  .exitOverride()
  .configureOutput({
    writeErr: () => {},
    outputError: (text) => complain(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()).trim()),
  })
  .addHelpText('after', EXAMPLES);

program
  .command('say')
  .description('run a command line, or each line of stdin')
  .argument('[line...]', 'such as /summary xi-putin; text without a slash is a question')
  .option('--on <platform>', 'the message that discord or slack would be sent, as JSON')
  .option('--page <number>', 'of a reply of many pages, this one (with --on)')
  .addHelpText(
    'after',
    '\nWithout LINE, stdin has one command line a line and stdout one JSON reply each, in order; with --on one message each.\n\nExamples:\n  $ npm run -s cli -- say "/quote ivanov"\n  $ npm run -s cli -- say "/facts" --on discord --page 2\n  $ npm run -s cli -- say --json "/facts trade"\n  $ printf "/stories\\n/help\\n" | npm run -s cli -- say',
  )
  .action(async (line: string[], _, command: Command) =>
    finish((await import('./cli/say.ts')).say(line, command.optsWithGlobals())),
  );

program
  .command('preview')
  .description('a digest as a channel would get it')
  .argument('<digest>', 'daily-brief, quote-of-the-day or weekly-recap')
  .option('--at <instant>', 'at this instant, such as 2026-12-01T09:00:00Z; now if left away')
  .option('--tz <zone>', 'in this time zone; UTC if left away')
  .option('--story <slug>', 'only this story')
  .option('--topic <topic>', 'only this topic')
  .option('--quiet <what>', 'with nothing new: silent, or repeat an older one')
  .option('--as <form>', 'card: quotations as a picture')
  .option('--on <platform>', 'the message that discord or slack would be sent, as JSON')
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- preview daily-brief --at 2026-12-01T09:00:00Z')
  .action(async (digest: string, _, command: Command) =>
    finish((await import('./cli/preview.ts')).preview(digest, command.optsWithGlobals())),
  );

program
  .command('ask')
  .description('answer a question, or a stream of them as JSON lines')
  .argument('[question...]')
  .option('--jsonl', 'stdin {"id","question"} to stdout {"id","refused","answer","facts","score"}')
  .option('--facts <file>', 'answer from {"id","text"} lines instead of the stories (with --jsonl)')
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run -s cli -- ask "Who is Philipp Ivanov?"\n  $ npm run -s cli -- ask --jsonl --facts facts.jsonl < questions.jsonl',
  )
  .action(async (question: string[], _, command: Command) =>
    finish((await import('./cli/ask.ts')).ask(question, command.optsWithGlobals())),
  );

program
  .command('ground')
  .description('whether sources bear claims out, as JSON lines')
  .option('--jsonl', 'stdin {"id","source","claim"} to stdout {"id","supported","score","problems"}')
  .addHelpText(
    'after',
    '\nOther fields of a line are passed over. A claim is supported from a score of 0.5 on, unless a figure, a quotation or the like is plainly not the source’s.\n\nExample:\n  $ npm run -s cli -- ground --jsonl < claims.jsonl',
  )
  .action(async (_, command: Command) => finish((await import('./cli/ground.ts')).ground(command.optsWithGlobals())));

program
  .command('extract')
  .description('the quotations and facts of articles, as JSON lines')
  .option('--jsonl', 'stdin {"id","text"} to stdout {"id","quotes","facts"}')
  .addHelpText(
    'after',
    '\nOther fields of a line are passed over. start and end count UTF-16 code units of the text as given; those of a quotation leave its marks out.\n\nExample:\n  $ npm run -s cli -- extract --jsonl < articles.jsonl',
  )
  .action(async (_, command: Command) => finish((await import('./cli/extract.ts')).extract(command.optsWithGlobals())));

program
  .command('article')
  .description('the article in a web page, a text or Markdown, as JSON')
  .argument('[file]', 'a saved page (.html), .txt or .md, in any charset')
  .option('--url <address>', 'where the page came from')
  .option('--jsonl', 'stdin {"id","path","url"} to stdout {"id","title","byline","date","text"}')
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run -s cli -- article page.html\n  $ npm run -s cli -- article --jsonl < pages.jsonl',
  )
  .action(async (file: string | undefined, _, command: Command) =>
    finish((await import('./cli/article.ts')).article(file, command.optsWithGlobals())),
  );

program
  .command('feed')
  .description('the entries of an RSS, Atom or JSON feed, as JSON')
  .argument('[file]', 'a saved feed, in any charset')
  .option('--url <address>', 'where the feed came from, for relative links')
  .option('--jsonl', 'stdin {"id","path","url"} to stdout {"id","title","url","entries"}')
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run -s cli -- feed feed.xml\n  $ npm run -s cli -- feed --jsonl < feeds.jsonl',
  )
  .action(async (file: string | undefined, _, command: Command) =>
    finish((await import('./cli/feed.ts')).feed(file, command.optsWithGlobals())),
  );

program
  .command('verify')
  .description("prove every passage of a story against its article's text")
  .argument('<slug>')
  .option('--source <file>', "the article's text; left away, the copy kept at import")
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- verify xi-putin --source article.txt')
  .action(async (slug: string, _, command: Command) =>
    finish((await import('./cli/verify.ts')).verify(slug, command.optsWithGlobals())),
  );

program
  .command('check')
  .description('check all story files: each fault with its file, line and path')
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- check --stories drafts')
  .action(async (_, command: Command) => finish((await import('./cli/check.ts')).check(command.optsWithGlobals())));

program
  .command('export')
  .description('write published stories back to story files')
  .argument('[slug...]', 'these only')
  .option('--to <folder>', 'into this folder instead of the stories folder')
  .option('--force', 'overwrite a file that cannot be read as a story')
  .addHelpText(
    'after',
    '\nA file that says the same already is left as it is, with its comments.\n\nExample:\n  $ npm run -s cli -- export xi-putin --to backup',
  )
  .action(async (slugs: string[], _, command: Command) =>
    finish((await import('./cli/export.ts')).exportStories(slugs, command.optsWithGlobals())),
  );

program
  .command('import')
  .description('add stories as new revisions (where one file has a fault, none is added), and articles as drafts')
  .argument('<path...>', 'story files (*.yaml), articles (*.html, *.txt, *.md), or folders of them')
  .option('--source <file>', "keep the article's text as your private copy, for verify and /source")
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- import backup/xi-putin.yaml --source article.txt')
  .action(async (paths: string[], _, command: Command) =>
    finish((await import('./cli/import.ts')).importStories(paths, command.optsWithGlobals())),
  );

program
  .command('draft')
  .description('bring articles to the desk, each as a draft with every item tied to its passage')
  .argument('<article...>', 'addresses, files (*.html, *.txt, *.md), or folders of them')
  .addHelpText(
    'after',
    '\nWhat is on the desk already is left alone, so that a run cut short (Ctrl+C) goes on where it stopped.\n\nExample:\n  $ npm run -s cli -- draft https://news.example/harbour article.txt',
  )
  .action(async (places: string[], _, command: Command) =>
    finish((await import('./cli/draft.ts')).draftArticles(places, command.optsWithGlobals())),
  );

program
  .command('sign-in')
  .description('print a link to the desk’s page that works once')
  .action(async (_, command: Command) => finish((await import('./cli/sign-in.ts')).signIn(command.optsWithGlobals())));

program
  .command('doctor')
  .description('look at tokens, scopes, permissions, clock and data, and say how to mend what is wrong')
  .argument('[channel...]', 'ids of Discord or Slack channels that the bot shall post in')
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- doctor 123456789012345678 C0123ABCD')
  .action(async (channels: string[], _, command: Command) =>
    finish((await import('./cli/doctor.ts')).doctor(channels, command.optsWithGlobals())),
  );

program
  .command('manifest')
  .description('print what sets up the app on a platform: slack')
  .argument('<platform>', 'slack')
  .addHelpText(
    'after',
    '\nPaste it at https://api.slack.com/apps, “Create New App”, “From a manifest”. With SLACK_PUBLIC_URL set, Slack sends to that address instead of Socket Mode.\n\nExample:\n  $ npm run -s cli -- manifest slack > slack.json',
  )
  .action(async (platform: string) => finish((await import('./cli/manifest.ts')).manifest(platform)));

program
  .command('occurrences')
  .description('when a cron expression fires in a time zone, or a stream of them as JSON lines')
  .argument('[expression]', 'five fields in quotation marks, such as "0 9 * * 1-5"')
  .option('--tz <zone>', 'an IANA time zone or a city; UTC by default')
  .option('--from <instant>', 'those after it, an ISO instant such as 2026-03-29T00:00:00Z; now by default')
  .option('--count <number>', 'so many, 5 by default')
  .option('--jsonl', 'stdin {"id","expr","tz","from","count"} to stdout {"id","next"}')
  .addHelpText(
    'after',
    '\nA local time that a clock change skips fires at the first valid instant after it; one that comes twice fires the first time.\n\nExamples:\n  $ npm run -s cli -- occurrences "0 9 * * 1-5" --tz Europe/Berlin\n  $ npm run -s cli -- occurrences --jsonl < expressions.jsonl',
  )
  .action(async (expression: string | undefined, _, command: Command) =>
    finish((await import('./cli/occurrences.ts')).occurrences(expression, command.optsWithGlobals())),
  );

program
  .command('evidence')
  .description('the evidence entries of passages, for whoever writes a story file')
  .argument('<file>', "the article's text")
  .argument('[words...]', "a passage's exact words; without any, the sha256 and length of the text")
  .addHelpText('after', '\nExample:\n  $ npm run -s cli -- evidence article.txt "The bridge is yours again"')
  .action(async (file: string, words: string[], _, command: Command) =>
    finish((await import('./cli/evidence.ts')).evidence(file, words, command.optsWithGlobals())),
  );

try {
  loadEnvironmentFile();
  await program.parseAsync().catch(converse);
} catch (error) {
  process.exitCode = await report(error);
}

async function finish(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

/** Without a subcommand, which commander answers with its help: on a terminal, a conversation. */
async function converse(error: unknown): Promise<void> {
  if (!(error instanceof CommanderError && error.code === 'commander.help' && error.exitCode === 1)) throw error;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UserError('Name what to do, such as say "/help"; --help lists it all.', { code: 'bad_usage' });
  await finish((await import('./cli/converse.ts')).converse(program.opts()));
}
