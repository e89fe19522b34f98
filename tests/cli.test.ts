import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { formatStoryFile, parseStoryFile } from '../src/facts/story-file.ts';
import { ARTICLE, aStory, evidenceOf } from './support/builders.ts';

let root = '';
let stories = '';
let article = '';
const path = (...parts: string[]) => join(root, ...parts);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cli-'));
  stories = folder('stories', { 'harbour-bridge.yaml': `# kept by hand\n${formatStoryFile(aStory())}` });
  article = file('article.txt', `\ufeff${ARTICLE.replaceAll('\n', '\r\n')}`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function file(name: string, content: string): string {
  writeFileSync(path(name), content);
  return path(name);
}

function folder(name: string, files: Record<string, string>): string {
  mkdirSync(path(name), { recursive: true });
  for (const [each, content] of Object.entries(files)) writeFileSync(path(name, each), content);
  return path(name);
}

type Run = { code: number | null; stdout: string; stderr: string };

function start(args: readonly string[], env: Record<string, string> = {}) {
  const { NO_COLOR: _, ...inherited } = process.env;
  return spawn(process.execPath, ['src/cli.ts', ...args], {
    env: { ...inherited, DATA_DIR: path('data'), STORIES_DIR: stories, LOG_LEVEL: '', ...env },
  });
}

async function cli(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const child = start(args, env);
  child.stdin.on('error', () => {}); // a run that refuses reads no input
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: z.int().nullable().parse(code), stdout, stderr };
}

/** On the small story, with the data folder untouched. */
const onStories = (args: readonly string[], input = '') => cli([...args, '--stories', stories], { input });
const Data = z.record(z.string(), z.unknown());
const jsonLines = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => Data.parse(JSON.parse(line)));
const oneLine = (message: RegExp) => expect.stringMatching(new RegExp(`^(?=[^\\n]*\\n$)(?:${message.source})`));

describe.concurrent('say', () => {
  test('prints the terminal rendering, and nothing else', async () => {
    const { code, stdout, stderr } = await onStories(['say', '/summary', 'harbour-bridge']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Port Ansel reopens its bridge\n─+\n/);
    expect(stdout).toContain('Sources\nThe Ansel Courier, “Harbour bridge opens”, 6 May 2031\n');
    expect(stdout).not.toContain('\u001b');
    expect(existsSync(path('data'))).toBe(false);
  });

  test('prints the neutral reply with --json', async () => {
    const { code, stdout } = await onStories(['say', '--json', '/quote vale']);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({
        outcome: 'answer',
        blocks: expect.arrayContaining([expect.objectContaining({ type: 'quote', text: 'The bridge is yours again' })]),
      }),
    ]);
  });

  test('answers each line of stdin with a line of JSON, in order', async () => {
    const { code, stdout, stderr } = await onStories(
      ['say'],
      '/summary\n/sumary harbour-bridge\n\n/quote nobody-at-all\n',
    );
    expect(jsonLines(stdout).map(({ outcome }) => outcome)).toEqual(['answer', 'error', 'error', 'nothing']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 of 4 lines/) });
  });

  test('says a mistake on one line of stderr', async () => {
    expect(await onStories(['say', '/quoote vale'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean \/quote\?/),
    });
  });

  test('finding nothing is an answer', async () => {
    expect(await onStories(['ask', 'who', 'won', 'the', 'chess', 'olympiad?'])).toEqual({
      code: 0,
      stdout: expect.stringContaining('holds nothing'),
      stderr: '',
    });
  });

  test('refuses another platform’s form, for now', async () => {
    expect(await onStories(['say', '--on', 'slack', '/summary'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/--on slack comes with a later version/),
    });
  });
});

describe.concurrent('ask --jsonl', () => {
  test('answers from the stories, and names a malformed line without stopping', async () => {
    const input = [
      '{"id":"q1","question":"How much did the work on the bridge cost?"}',
      '',
      '{"id":2,"question":"Who won the chess olympiad in Lima?"}',
      'not json',
      '{"id":"q4"}',
      '{"id":"q5","question":"What did Mira Vale tell residents about the bridge being theirs again?"}',
    ].join('\r\n');
    const { code, stdout, stderr } = await onStories(['ask', '--jsonl'], input);
    const [cost, chess, bad, incomplete, said, ...rest] = jsonLines(stdout);
    expect(rest).toEqual([]);
    expect(cost).toEqual({
      id: 'q1',
      refused: false,
      answer: expect.stringContaining('42 million crowns'),
      facts: expect.arrayContaining(['harbour-bridge/cost']),
      score: expect.any(Number),
    });
    expect(cost).toHaveProperty(['facts', 0], 'harbour-bridge/cost');
    expect(chess).toEqual({ id: 2, refused: true, answer: null, facts: expect.any(Array), score: expect.any(Number) });
    expect(bad).toEqual({ error: 'not JSON' });
    expect(incomplete).toEqual({ id: 'q4', error: expect.stringContaining('question') });
    expect(said).toMatchObject({
      id: 'q5',
      refused: false,
      answer: expect.stringContaining('Mira Vale: “The bridge is yours again”'),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/2 lines were not/) });
  });

  test('streams answers from a file of facts', async () => {
    const facts = file(
      'facts.jsonl',
      '{"id":7,"text":"The lighthouse of Port Ansel is 48 metres tall."}\n\n{"id":"b","text":"Gulls nest on the old pier every spring."}\n',
    );
    const child = start(['ask', '--jsonl', '--facts', facts]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.write('{"id":"a","question":"How tall is the lighthouse of Port Ansel?"}\n');
    const first = await lines.next(); // arrives while stdin is still open
    expect(JSON.parse(String(first.value))).toMatchObject({
      id: 'a',
      refused: false,
      answer: 'The lighthouse of Port Ansel is 48 metres tall.',
      facts: expect.arrayContaining([7]),
    });
    child.stdin.end('{"id":"b","question":"Where do gulls nest every spring?"}');
    expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ id: 'b' });
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test.for([
    [1, '{"id":"a","text":"x"}\n{"id":"b"}\n', /.*bad-1\.jsonl:2: is not \{"id","text"\}: text/],
    [2, '{"id":"a","text":"x"}\nnonsense\n', /.*bad-2\.jsonl:2: is not JSON/],
    [3, '{"id":"a","text":"x"}\n{"id":"a","text":"y"}\n', /.*bad-3\.jsonl:2: duplicate id "a"/],
  ] as const)('names the file and line of a bad fact: %s', async ([number, content, message]) => {
    expect(await cli(['ask', '--jsonl', '--facts', file(`bad-${number}.jsonl`, content)])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(message),
    });
  });

  test('a reader that has had enough ends it quietly', () => {
    const input = file(
      'many.jsonl',
      Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ id: i, question: 'How tall is the lighthouse?' })).join(
        '\n',
      ),
    );
    const facts = file('few.jsonl', '{"id":7,"text":"The lighthouse is 48 metres tall."}');
    const { stdout, stderr, status } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; "$0" src/cli.ts ask --jsonl --facts "$1" < "$2" | head -n 1`,
        process.execPath,
        facts,
        input,
      ],
      { encoding: 'utf8' },
    );
    expect({ lines: stdout.split('\n').length, stderr, status }).toEqual({ lines: 2, stderr: '', status: 0 });
  });
});

describe.concurrent('verify', () => {
  test('proves every span', async () => {
    expect(await onStories(['verify', 'harbour-bridge', '--source', article])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^5 of 5 spans verified: .*\n$/),
      stderr: '',
    });
  });

  test('names each item that the source does not bear out', async () => {
    const forged = file('forged.txt', ARTICLE.replace('yours again', 'yours today'));
    const { code, stdout, stderr } = await onStories(['verify', 'harbour-bridge', '--source', forged, '--json']);
    const [result] = jsonLines(stdout);
    expect(result).toMatchObject({
      slug: 'harbour-bridge',
      spans: 5,
      verified: 4,
      faults: [{ item: 'harbour-bridge' }, { item: 'quote-yours' }],
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/4 of 5 spans/) });
    expect(
      (await onStories(['verify', 'harbour-bridge', '--source', forged])).stdout
        .split('\n')
        .map((line) => line.split(': ')[0]),
    ).toEqual(['harbour-bridge', 'quote-yours', '']);
  });

  test('names the nearest slug, and a missing file', async () => {
    expect(await onStories(['verify', 'harbor-brige', '--source', article])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean harbour-bridge\?/),
    });
    expect(await onStories(['verify', 'harbour-bridge', '--source', path('none.txt')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*none\.txt: no such file or directory/),
    });
    expect(await onStories(['verify', 'harbour-bridge'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*--source FILE/),
    });
  });
});

describe.concurrent('check', () => {
  test('counts what each good story holds', async () => {
    expect(await onStories(['check'])).toEqual({
      code: 0,
      stdout: `${join(stories, 'harbour-bridge.yaml')}: harbour-bridge, published: 3 facts, 2 quotations, 3 people, 5 spans\n`,
      stderr: '',
    });
  });

  test('lists every fault with file, line and path', async () => {
    const good = formatStoryFile(aStory());
    const bad = folder('bad', {
      'a.yaml': good.replace('importance: 5', 'importance: 9').replace('speaker: treasury', 'speaker: nobody'),
      'b.yaml': 'slug: [',
      'c.yaml': good,
      'd.yml': good,
      'notes.txt': 'x',
    });
    const { code, stdout, stderr } = await cli(['check', '--stories', bad]);
    const lineOf = (part: string) => good.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining(`a.yaml:${lineOf('importance: 5')}: facts[0].importance: `),
      expect.stringContaining(`a.yaml:${lineOf('speaker: treasury')}: facts[1].speaker: `),
      expect.stringMatching(/b\.yaml:\d+: /),
      expect.stringMatching(/c\.yaml: harbour-bridge, published: 3 facts/),
      expect.stringMatching(/d\.yml: slug: “harbour-bridge” is taken by .*c\.yaml$/),
      '',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: oneLine(/4 faults in 3 of 4 story files/) });
  });

  test('an empty or missing folder is a mistake', async () => {
    expect(await cli(['check', '--stories', folder('empty', {})])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*no story files/),
    });
    expect(await cli(['check', '--stories', path('nowhere')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*nowhere is not a folder/),
    });
  });
});

function env() {
  return { DATA_DIR: path('own-data'), STORIES_DIR: folder('own-stories', {}) };
}

function storyFile(): string {
  return file('imported.yaml', formatStoryFile(aStory({ title: 'Port Ansel has its bridge back' })));
}

describe('import and export', () => {
  test('import refuses all where one is at fault, or the article is another', async () => {
    const faulty = file('faulty.yaml', 'slug: x');
    expect(await cli(['import', storyFile(), faulty], { env: env() })).toEqual({
      code: 1,
      stdout: expect.stringContaining('faulty.yaml'),
      stderr: oneLine(/Nothing was imported/),
    });
    expect(
      await cli(['import', storyFile(), '--source', file('other.txt', 'Another article.')], { env: env() }),
    ).toEqual({ code: 1, stdout: '', stderr: oneLine(/.*is not the text/) });
    expect(await cli(['export', '--json'], { env: env() })).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  test('what was imported with its article verifies without naming it, and exports to an equal file', async () => {
    expect(await cli(['import', storyFile(), '--source', article], { env: env() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('now revision 1'),
      stderr: '',
    });
    expect(await cli(['import', storyFile()], { env: env() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('unchanged, revision 1'),
    });
    expect(await cli(['verify', 'harbour-bridge'], { env: env() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('5 of 5'),
    });
    const out = path('out');
    const exported = join(out, 'harbour-bridge.yaml');
    expect(await cli(['export', 'harbour-bridge', '--to', out], { env: env() })).toEqual({
      code: 0,
      stdout: `${exported}: written\n`,
      stderr: '',
    });
    const written = readFileSync(exported, 'utf8');
    expect(parseStoryFile('x', written).story).toEqual(aStory({ title: 'Port Ansel has its bridge back' }));

    writeFileSync(exported, `# an editor's note\n${written}`);
    expect(await cli(['export', '--to', out], { env: env() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('unchanged'),
    });
    expect(readFileSync(exported, 'utf8')).toMatch(/^# an editor's note\n/);

    writeFileSync(exported, 'slug: [half a thought');
    expect(await cli(['export', '--to', out], { env: env() })).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*cannot be read as a story.*--force/),
    });
    expect(await cli(['export', '--to', out, '--force', '--json'], { env: env() })).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify([{ slug: 'harbour-bridge', file: exported, written: true }])}\n`,
    });
    expect(readdirSync(out)).toEqual(['harbour-bridge.yaml']);
  });

  test('an unknown slug and a folder that cannot be made are mistakes', async () => {
    expect(await onStories(['export', 'harbour-bride', '--to', path('out2')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*Did you mean harbour-bridge\?/),
    });
    expect(await onStories(['export', '--to', join(article, 'x')])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/.*article\.txt.*: (?:not a directory|file already exists)/),
    });
    expect(await onStories(['import', storyFile()])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/import writes to the data folder/),
    });
  });
});

describe.concurrent('evidence', () => {
  test('prints entries that a story file takes', async () => {
    const passages = [
      'The bridge is yours again',
      "The work cost 42 million crowns,\naccording to the city's treasury.",
    ];
    const { code, stdout } = await cli(['evidence', article, ...passages]);
    expect(code).toBe(0);
    expect(parse(stdout)).toEqual(passages.flatMap((passage) => evidenceOf(passage)));
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    const { sha256, length } = aStory().source;
    expect(parse((await cli(['evidence', article])).stdout)).toEqual({ sha256, length });
  });

  test('says why a passage is none', async () => {
    expect(await cli(['evidence', article, 'The bridge is ours again'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Not in .*departs after “The bridge is”: the source goes on/),
    });
    const twice = ARTICLE.split('bridge').length - 1;
    const at = [...ARTICLE.matchAll(/bridge/g)].map(({ index }) => index).join(', ');
    expect(await cli(['evidence', article, 'bridge'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(new RegExp(`${twice} times in .*, at characters ${at}`)),
    });
  });
});

describe.concurrent('the command line itself', () => {
  test('every mistake in usage is one line with exit 1', async () => {
    expect(await cli([])).toEqual({ code: 1, stdout: '', stderr: oneLine(/.*--help/) });
    expect(await cli(['verfy', 'x'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Unknown command 'verfy' \(Did you mean verify\?\)/),
    });
    expect(await cli(['check', '--jsn'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Unknown option '--jsn' \(Did you mean --json\?\)/),
    });
    expect(await cli(['verify'])).toEqual({ code: 1, stdout: '', stderr: oneLine(/Missing required argument 'slug'/) });
    expect(await cli(['check'], { env: { LOG_LEVEL: 'loud' } })).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/LOG_LEVEL/),
    });
  });

  test('help goes to stdout, with examples', async () => {
    expect(await cli(['evidence', '--help'])).toEqual({
      code: 0,
      stdout: expect.stringContaining('Example'),
      stderr: '',
    });
  });

  test('a bug exits 2 and gives an id that the log has too', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { report } from './src/cli/errors.ts'; process.exitCode = await report(new TypeError('boom'));`,
      ],
      { encoding: 'utf8' },
    );
    const [logged = '', said = ''] = stderr.split('\n');
    const { id } = z.object({ id: z.string().min(8) }).parse(JSON.parse(logged));
    expect({ status, stdout, said }).toEqual({ status: 2, stdout: '', said: expect.stringContaining(id) });
    expect(logged).toContain('boom');
  });
});

/** From util-linux: runs a command in a pseudo-terminal. */
const SCRIPT = 'script';
const hasScript = spawnSync(SCRIPT, ['--version']).status === 0;

describe.skipIf(!hasScript)('on a terminal', () => {
  test('it greets, completes, answers, keeps what was typed for its owner alone, and leaves', async () => {
    const data = folder('tty-data', {});
    file('tty-data/history', '/stories\n');
    chmodSync(path('tty-data/history'), 0o644);
    const child = spawn(SCRIPT, ['-qec', `"${process.execPath}" src/cli.ts`, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', DATA_DIR: data, STORIES_DIR: stories },
    });
    let seen = '';
    const until = async (part: string) => {
      while (!seen.includes(part)) seen += String((await once(child.stdout, 'data'))[0]);
      seen = seen.slice(seen.indexOf(part) + part.length);
    };
    await until('Ctrl+D leaves.');
    await until('› ');
    child.stdin.write('rubbish\u0003/quo\t'); // Ctrl+C clears the line
    await until('/quote ');
    child.stdin.write('vale\r');
    await until('“The bridge is yours again”');
    await until('› ');
    child.stdin.write('\u0004');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(readFileSync(path('tty-data/history'), 'utf8')).toBe('/quote vale\n/stories\n');
    expect(statSync(path('tty-data/history')).mode & 0o777).toBe(0o600);
  });
});
