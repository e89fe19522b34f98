import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLine, optionSpecs, parseLine, parseOptions, usage } from '../src/command-line.ts';
import { cleanInput } from '../src/echo.ts';
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
    ['/summary LONG', 'summary', { length: 'long' }],
    ['/summary length:LONG', 'summary', { length: 'long' }],
    ['/SUMMARY length:long', 'summary', { length: 'long' }],
    ['/summary harbor-brige', 'summary', { story: 'harbor-brige' }],
    ['/quote Mira Vale', 'quote', { about: 'Mira Vale' }],
    ['/quote Mira Vale harbour-bridge', 'quote', { about: 'Mira Vale', story: 'harbour-bridge' }],
    ['/quote harbour-bridge', 'quote', { story: 'harbour-bridge' }],
    ['/quote story:harbour-bridge about:"Mira Vale"', 'quote', { story: 'harbour-bridge', about: 'Mira Vale' }],
    ['/quote about:Mira Vale', 'quote', { about: 'Mira Vale' }],
    ['/ask what did Vale say: again?', 'ask', { question: 'what did Vale say: again?' }],
    ['/ask what cost “42 million”', 'ask', { question: 'what cost 42 million' }],
    ['/ask My question: how big is trade?', 'ask', { question: 'My question: how big is trade?' }],
    ['how much did it cost?', 'ask', { question: 'how much did it cost?' }],
    ['My question:how big is trade?', 'ask', { question: 'My question:how big is trade?' }],
    ['Who said “no question: none”?', 'ask', { question: 'Who said “no question: none”?' }],
    ['/quote about: Vale', 'quote', { about: 'Vale' }],
    ['/quote about: Mira Vale story: harbour-bridge', 'quote', { about: 'Mira Vale', story: 'harbour-bridge' }],
    ['/quote About: "Mira Vale" harbour-bridge', 'quote', { about: 'Mira Vale', story: 'harbour-bridge' }],
    ['/quote about: harbour-bridge', 'quote', { about: 'harbour-bridge' }],
    ['/quote about:', 'quote', { about: '' }],
    ['/quote Said: again', 'quote', { about: 'Said: again' }],
    ['/quote Re:Union', 'quote', { about: 'Re:Union' }],
    ['/quote about:"Dwayne ""Rock"" Vale"', 'quote', { about: 'Dwayne "Rock" Vale' }],
    ['/quote constructor: toString:x __proto__:y', 'quote', { about: 'constructor: toString:x __proto__:y' }],
    ['/summary __proto__', 'summary', { story: '__proto__' }],
    ['/facts harbour-bridge money', 'facts', { story: 'harbour-bridge', topic: 'money' }],
    ['/facts money page:2', 'facts', { topic: 'money', page: '2' }],
    ['/facts page: 2 money', 'facts', { topic: 'money', page: '2' }],
    ['/facts money 2', 'facts', { topic: 'money 2' }],
    ['/stories', 'stories', {}],
  ] as const)('%s', ([line, name, options]) => {
    expect(read(line)).toEqual([name, options]);
  });

  test.for([
    ['/sumary', 'Did you mean /summary?'],
    ['/stories now', 'I do not know what to do with “now”. Usage: /stories'],
    ['/summary harbour-bridge long again', '“again”'],
    ['/quote about:a about:b', 'given twice'],
    ['/constructor', 'no command /constructor'],
    ['/__proto__ x', 'no command /__proto__'],
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
    ['ask', { question: 'x'.repeat(10_000) }, 'The question is too long: 10,000 characters, at most 600.'],
    ['summary', { length: 'huge' }, '“huge” is not a length: choose short, standard, long.'],
    ['stories', { extra: '1' }, 'There is no option extra.'],
    ['who', { person: '  ' }, 'too short'],
    ['who', { person: 7 }, 'The person is not right'],
    ['facts', { page: 'two' }, '“two” is not a page: give a whole number from 1.'],
    ['facts', { page: '0' }, '“0” is not a page'],
    ['stories', { constructor: '1' }, 'There is no option constructor.'],
    ['stories', { toString: '1' }, 'There is no option toString.'],
    ['quote', JSON.parse('{"__proto__": "x"}'), 'There is no option __proto__.'],
  ] as [string, Record<string, unknown>, string][])('/%s %o', ([name, values, part]) => {
    expect(() => parseOptions(command(name), values)).toThrow(part);
    expect(() => parseOptions(command(name), values)).toThrow(`Usage: ${usage(command(name))}`);
  });
});

test.for([
  [
    'subscribe daily-brief 9am weekdays Europe/Berlin',
    { digest: 'daily-brief', at: '9am', days: 'weekdays', timezone: 'Europe/Berlin' },
  ],
  [
    'subscribe quote-of-the-day 9 am monday and thursday harbour-bridge',
    { digest: 'quote-of-the-day', at: '9 am', days: 'monday and thursday', about: 'harbour-bridge' },
  ],
  [
    'subscribe weekly-recap timezone:"New York" harbour-bridge late:3',
    { digest: 'weekly-recap', timezone: 'New York', about: 'harbour-bridge', late: '3' },
  ],
  [
    'subscribe berlin daily-brief silent 17:30 <#C0GENERAL|general>',
    { digest: 'daily-brief', timezone: 'berlin', quiet: 'silent', at: '17:30', channel: '<#C0GENERAL|general>' },
  ],
  ['subscribe daily-brief "0 9 * * 1-5"', { digest: 'daily-brief', at: '0 9 * * 1-5' }],
  ['subscribe daily-brief money matters', { digest: 'daily-brief', about: 'money matters' }],
  ['pause d-7k3qf9', { digest: 'd-7k3qf9' }],
] as [string, Record<string, string>][])('/digest %s goes where each word belongs', ([line, options]) => {
  const [action] = line.split(' ');
  expect(parseLine(`/digest ${line}`, COMMANDS, aLibrary()).options).toEqual({ action, ...options });
});

test('usage lines and option specs derive from the schemas', () => {
  expect(COMMANDS.map(usage)).toEqual([
    '/ask <question>',
    '/desk [action] [what] [now] [by] [why]',
    '/digest <action> [digest] [at] [days] [timezone] [about] [channel] [quiet] [as] [late:number]',
    '/facts [story] [topic] [page:number]',
    '/help [command]',
    '/numbers [story]',
    '/quote [about] [story] [as]',
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

describe('commandLine', () => {
  const context = { commands: COMMANDS, library };
  test.for([
    ['summary', { story: 'harbour-bridge', length: 'long' }, '/summary harbour-bridge long'],
    ['summary', { length: 'long', story: undefined }, '/summary long'],
    ['quote', {}, '/quote'],
    ['quote', { about: 'vale' }, '/quote vale'],
    ['quote', { about: 'Mira Vale', story: 'harbour-bridge' }, '/quote Mira Vale harbour-bridge'],
    ['quote', { about: 'harbour-bridge' }, '/quote about:harbour-bridge'],
    ['quote', { about: 'a harbour-bridge' }, '/quote about:"a harbour-bridge"'],
    ['quote', { about: 'x story:y', story: 'harbour-bridge' }, '/quote about:"x story:y" harbour-bridge'],
    ['quote', { about: 'Dwayne "Rock" Vale' }, '/quote about:"Dwayne ""Rock"" Vale"'],
    ['source', { item: 'harbour-bridge/cost' }, '/source harbour-bridge/cost'],
    ['facts', { topic: 'belt and road', page: 2 }, '/facts belt and road page:2'],
    ['dance', { partner: 'Mira Vale' }, '/dance partner:"Mira Vale"'],
  ] as const)('%s %o is %s', ([name, options, line]) => {
    expect(commandLine(name, options, context)).toBe(line);
  });

  test('reads back to the same options, whatever they say', () => {
    const words = [
      'harbour-bridge',
      'long',
      'about:',
      'story:x',
      'Page:2',
      '"',
      '""',
      '“',
      '”',
      '\\',
      ':',
      '/',
      'Vale',
      ' ',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 6 })
      .chain((list) => fc.constantFrom(list.join(' '), list.join('')))
      .map(cleanInput);
    const given = fc.record(
      { about: text, topic: text, story: text, page: fc.nat().map(String) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(given, fc.constantFrom('quote', 'facts', 'summary', 'who', 'ask'), (values, name) => {
        const known = optionSpecs(command(name)).map((spec) => spec.name);
        const [first = ''] = known;
        const all: Record<string, string | undefined> = { ...values, [first]: values.about };
        const options = Object.fromEntries(
          known.flatMap((option) => (all[option] === undefined ? [] : [[option, all[option]]])),
        );
        expect(parseLine(commandLine(name, options, context), COMMANDS, library).options).toEqual(options);
      }),
      { numRuns: 2000 },
    );
  });
});

test('cleaning keeps language and drops what deceives', () => {
  expect(cleanInput(' Havrén\u202e\u0000 čau\t你好 e\u0301\u0302\u0303\u0304\u0305 ')).toBe(
    'Havrén čau 你好 é\u0302\u0303',
  );
  expect(cleanInput('می\u200cخواهم 👩\u200d🚀 soft\u00adly mi\u200dra\u{e0041} a\vb')).toBe(
    'می\u200cخواهم 👩\u200d🚀 softly mira a b',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cleanInput(cleanInput(text))).toBe(cleanInput(text));
    }),
  );
  const odd = [
    '\u200c',
    '\u200d',
    '\u0301',
    '\u034f',
    '\ufe0f',
    '\u00ad',
    '\u202e',
    '\u0627',
    'e',
    'Ж',
    '👩',
    '\u0915',
    '\u094d',
    '\n',
    ' ',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...odd), { maxLength: 12 }), (parts) => {
      expect(cleanInput(cleanInput(parts.join('')))).toBe(cleanInput(parts.join('')));
    }),
    { numRuns: 3000 },
  );
});
