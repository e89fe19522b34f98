import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { KEPT_LINES, readHistory, writeHistory } from '../../../src/platforms/terminal/history.ts';
import { NO_DIGESTS } from '../../support/digests.ts';
import { complete, greeting, runRepl } from '../../../src/platforms/terminal/repl.ts';
import { aLibrary, aStory } from '../../support/builders.ts';
import { atWork } from '../../support/at-work.ts';
import { aDispatch, COMMANDS, OPERATOR } from '../../support/run.ts';
import { settle } from '../../support/virtual-time.ts';

const library = aLibrary();
const offered = (line: string) =>
  complete(line, { commands: COMMANDS, library: () => library, digests: NO_DIGESTS })[0];

describe('Tab', () => {
  test('completes commands, stories and people to whole lines', () => {
    expect(offered('/su')).toEqual(['/summary ']);
    expect(offered('/summary har')).toEqual(['/summary harbour-bridge']);
    expect(offered('/who quillon')).toEqual(['/who Tomás Quillón']);
  });

  test('offers nothing in a question', () => {
    expect(complete('How much', { commands: COMMANDS, library: () => library, digests: NO_DIGESTS })).toEqual([
      [],
      'How much',
    ]);
  });
});

describe('the greeting', () => {
  test('says what is loaded and how to start', () => {
    expect(greeting(library, 0)).toBe(
      'Pullquote: 1 story (harbour-bridge), 5 sourced items.\nAsk a question or type /help. Tab completes, Ctrl+D leaves.',
    );
  });

  test('names a few of many stories, and the files that need someone', () => {
    const many = aLibrary(...['a', 'b', 'c', 'd', 'e'].map((slug) => aStory({ slug })));
    expect(greeting(many, 2)).toContain(
      '5 stories (a, b, c and 2 more), 25 sourced items. 2 story files could not be loaded: /stories says why.',
    );
  });
});

const plainStyle = () => ({ width: 80, color: false });

/** All that is written until it ends, with one question that a model takes long to word. */
async function conversation(output: { isTTY?: boolean; columns?: number }): Promise<string> {
  const engine = {
    commands: COMMANDS,
    dispatch: aDispatch(),
    library: () => library,
    problems: () => [],
    digests: NO_DIGESTS,
  };
  const work = atWork(engine);
  const [input, screen] = [new PassThrough(), Object.assign(new PassThrough(), output)];
  const over = runRepl({
    engine,
    channel: 'c',
    asker: OPERATOR,
    input,
    output: screen,
    style: plainStyle,
    history: [],
    keep() {},
  });
  input.write('how much?\n');
  await work.show();
  await settle();
  work.finish();
  input.end();
  await over;
  return String(screen.read());
}

describe('a conversation', () => {
  test('says on a terminal that the answer is being worded, and takes that away again', async () => {
    const written = await conversation({ isTTY: true, columns: 80 });
    expect(written).toContain('A model is wording the answer…\u001b[1G\u001b[2K\n');
    expect(written.split('\u001b[2K').at(-1)).toContain('Worded by a model.');
    expect(written).not.toContain('The store’s own words.');
  });

  test('on a narrow terminal says it on one line', async () => {
    expect(await conversation({ isTTY: true, columns: 12 })).toContain('A model is \u001b[1G\u001b[2K\n');
  });

  test('says nothing of it elsewhere', async () => {
    const written = await conversation({});
    expect(written).toContain('Worded by a model.');
    expect(written).not.toContain('wording');
    expect(written).not.toContain('\u001b');
  });
});

describe('the history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const file = join(folder, 'history');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is bounded, harmless, and for its owner alone', () => {
    writeFileSync(file, '', { mode: 0o644 });
    writeHistory(file, [
      '/quote vale\u001b[2J',
      '',
      'x'.repeat(5000),
      ...Array.from({ length: 2 * KEPT_LINES }, (_, i) => `line ${i}`),
    ]);
    const lines = readHistory(file);
    expect(lines.slice(0, 2)).toEqual(['/quote vale[2J', 'line 0']);
    expect(lines).toHaveLength(KEPT_LINES);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const kept = readFileSync(file, 'utf8');
    expect(kept.split('\n')).toHaveLength(KEPT_LINES + 1);
    expect(kept).not.toContain('\u001b');
  });

  test('is no reason to fail: neither to read nor to write', () => {
    expect(readHistory(join(folder, 'none'))).toEqual([]);
    expect(() => writeHistory(join(folder, 'no', 'such', 'folder'), ['x'])).not.toThrow();
  });
});
