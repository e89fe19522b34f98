import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanInput, optionSpecs, parseLine, parseOptions, usage } from '../src/command-line.ts';
import { UserError } from '../src/errors.ts';
import { aLibrary } from './support/builders.ts';
import { COMMANDS } from './support/run.ts';

const library = aLibrary();

function read(line: string) {
  const { command, options } = parseLine(line, COMMANDS, library);
  return [command.name, options];
}

describe('parseLine', () => {
  test.for([
    ['/summary', 'summary', {}],
    ['/summary harbour-bridge', 'summary', { story: 'harbour-bridge' }],
    ['/summary harbour-bridge long', 'summary', { story: 'harbour-bridge', length: 'long' }],
    ['/summary LONG', 'summary', { length: 'LONG' }],
    ['/SUMMARY length:long', 'summary', { length: 'long' }],
    ['/summary harbor-brige', 'summary', { story: 'harbor-brige' }],
    ['/quote Mira Vale', 'quote', { about: 'Mira Vale' }],
    ['/quote Mira Vale harbour-bridge', 'quote', { about: 'Mira Vale', story: 'harbour-bridge' }],
    ['/quote harbour-bridge', 'quote', { story: 'harbour-bridge' }],
    ['/quote story:harbour-bridge about:"Mira Vale"', 'quote', { story: 'harbour-bridge', about: 'Mira Vale' }],
    ['/quote about:Mira Vale', 'quote', { about: 'Mira Vale' }],
    ['/ask what did Vale say: again?', 'ask', { question: 'what did Vale say: again?' }],
    ['/ask what cost “42 million”', 'ask', { question: 'what cost 42 million' }],
    ['how much did it cost?', 'ask', { question: 'how much did it cost?' }],
    ['/facts harbour-bridge money', 'facts', { story: 'harbour-bridge', topic: 'money' }],
    ['/stories', 'stories', {}],
  ] as const)('%s', ([line, name, options]) => {
    expect(read(line)).toEqual([name, options]);
  });

  test.for([
    ['/sumary', 'Did you mean /summary?'],
    ['/stories now', 'I do not know what to do with “now”. Usage: /stories'],
    ['/summary harbour-bridge long again', '“again”'],
    ['/quote about:a about:b', 'given twice'],
    ['', '/help'],
    ['/', '/help'],
    ['\u202e\u0007', '/help'],
    [`/ask ${'x'.repeat(20_000)}`, '20,005 characters'],
  ] as const)('%s is a clear error', ([line, part]) => {
    expect(() => read(line)).toThrow(part);
    expect(() => read(line)).toThrow(UserError);
  });

  test('any line is either read or refused with a one-line UserError that repeats at most a little of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.stringMatching(/^\/(quote|summary|ask|source|facts) .{0,80}$/u),
        ),
        (line) => {
          try {
            const { command, options } = parseLine(line, COMMANDS, library);
            parseOptions(command, options);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            expect(error.message.length).toBeLessThan(400);
            expect(error.message).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          }
        },
      ),
    );
  });
});

function command(name: string) {
  const found = COMMANDS.find((known) => known.name === name);
  if (!found) throw new Error(name);
  return found;
}

describe('parseOptions', () => {
  test.for([
    ['ask', {}, 'Please give the question'],
    ['ask', { question: 'x'.repeat(10_000) }, 'The question is too long: 10,000 characters, at most 1,000.'],
    ['summary', { length: 'huge' }, '“huge” is not a length: choose short, standard, long.'],
    ['stories', { extra: '1' }, 'There is no option extra.'],
    ['who', { person: '  ' }, 'too short'],
    ['who', { person: 7 }, 'The person is not right'],
  ] as const)('/%s %o', ([name, values, part]) => {
    expect(() => parseOptions(command(name), values)).toThrow(part);
    expect(() => parseOptions(command(name), values)).toThrow(`Usage: ${usage(command(name))}`);
  });
});

test('usage lines and option specs derive from the schemas', () => {
  expect(COMMANDS.map(usage)).toEqual([
    '/ask <question>',
    '/facts [story] [topic]',
    '/help [command]',
    '/numbers [story]',
    '/quote [about] [story]',
    '/source <item>',
    '/stories',
    '/summary [story] [length]',
    '/timeline [story]',
    '/who <person>',
  ]);
  for (const spec of COMMANDS.flatMap(optionSpecs)) {
    expect(spec.description.length).toBeGreaterThan(3);
    expect(spec.description.length).toBeLessThanOrEqual(100); // Discord's limit for an option
  }
});

test('cleaning keeps language and drops what deceives', () => {
  expect(cleanInput(' Havrén\u202e\u0000 čau\t你好 e\u0301\u0302\u0303\u0304\u0305 ')).toBe(
    'Havrén čau 你好 é\u0302\u0303',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cleanInput(cleanInput(text))).toBe(cleanInput(text));
    }),
  );
});
