import { describe, expect, test } from 'vitest';
import { aLibrary, aStory, ARTICLE } from '../support/builders.ts';
import { parseLine, parseOptions } from '../../src/command-line.ts';
import type { CommandContext } from '../../src/command.ts';
import { buildLibrary } from '../../src/facts/library.ts';
import { aDispatch, COMMANDS, OPERATOR, READER, run, textOf } from '../support/run.ts';

const other = aStory({ slug: 'tram-line', title: 'Trams return to Port Ansel' });

describe('with nothing published', () => {
  const library = buildLibrary([]);
  test.for([
    '/summary',
    '/quote vale',
    '/ask what cost 42 million?',
    '/facts',
    '/who vale',
    '/timeline',
    '/numbers',
    '/stories',
    '/source cost',
  ])('%s says so', async (line) => {
    const reply = await run(line, { library });
    expect(reply.outcome).toBe('nothing');
    expect(textOf(reply)).toContain('No story is published yet');
  });
});

describe('every citation', () => {
  const lines = [
    '/summary',
    '/summary long',
    '/quote',
    '/quote vale',
    '/ask what did the work cost?',
    '/facts',
    '/facts all',
    '/facts money',
    '/who vale',
    '/who treasury',
    '/timeline',
    '/numbers',
  ];
  test.for(lines)('of %s points to an item that holds the sentence', async (line) => {
    const library = aLibrary();
    const reply = await run(line, { library });
    expect(reply.outcome).toBe('answer');
    expect(reply.citations.length).toBeGreaterThan(0);
    expect(reply.citations.map(({ number }) => number)).toEqual(reply.citations.map((_, i) => i + 1));
    for (const { item } of reply.citations) expect(library.item(item).found?.ref).toBe(item);
  });
});

describe('every button', () => {
  test.for(COMMANDS.map(({ name }) => name))('of /%s runs without a mistake', async (name) => {
    const needs: Record<string, string> = {
      ask: '/ask what did the work cost?',
      source: '/source cost',
      who: '/who vale',
    };
    for (const library of [aLibrary(), aLibrary(aStory(), other)]) {
      const dispatch = aDispatch({ library });
      const reply = await dispatch({ line: needs[name] ?? `/${name}`, channel: 'c', asker: READER });
      for (const { command } of reply.actions) {
        const next = await dispatch({ line: command, channel: 'c', asker: READER });
        expect([command, next.outcome]).not.toContain('error');
        expect([command, next.outcome]).not.toContain('bug');
      }
    }
  });
});

describe('/summary', () => {
  test('gives the sentences in the editor’s order', async () => {
    expect(textOf(await run('/summary'))).toContain('on 6 May 2031. ');
    const long = await run('/summary harbour-bridge long');
    expect(long.citations.map(({ item }) => item)).toEqual([
      'harbour-bridge/opening',
      'harbour-bridge/cost',
      'harbour-bridge/piers',
    ]);
  });

  test('with several stories asks which, and offers them', async () => {
    const reply = await run('/summary', { library: aLibrary(aStory(), other) });
    expect(reply).toMatchObject({ outcome: 'nothing', visibility: 'asker' });
    expect(reply.actions.map(({ command }) => command)).toContain('/summary tram-line');
  });

  test.for(['/quote story:elections', '/facts story:elections', '/timeline elections', '/numbers elections'])(
    '%s offers stories by buttons that work',
    async (line) => {
      const dispatch = aDispatch({ library: aLibrary(aStory(), other) });
      const reply = await dispatch({ line, channel: 'c', asker: READER });
      expect(reply.actions.length).toBeGreaterThan(0);
      for (const { command } of reply.actions)
        expect((await dispatch({ line: command, channel: 'c', asker: READER })).outcome).toBe('answer');
    },
  );

  test('an unknown story gets the nearest named, a small typo is forgiven', async () => {
    const library = aLibrary(aStory(), other);
    expect((await run('/summary harbor-bridge', { library })).title).toBe('Port Ansel reopens its bridge');
    const reply = await run('/summary elections', { library });
    expect(textOf(reply)).toMatch(/no story “elections”.*harbour-bridge/);
  });

  test('takes a length in capitals, as it takes names', async () => {
    expect((await run('/summary LONG')).citations).toHaveLength(3);
  });

  test('tells corrections', async () => {
    const story = aStory({
      corrections: [{ date: '2031-05-07', was: 'It cost 24 million.', now: 'It cost 42 million.', items: ['cost'] }],
    });
    expect(textOf(await run('/summary', { library: aLibrary(story) }))).toContain(
      'Corrected on 7 May 2031: It cost 42 million. (It had said: It cost 24 million.)',
    );
    const withdrawn = aStory({ corrections: [{ date: '2031-05-07', was: 'It was blue.', items: ['colour'] }] });
    expect(textOf(await run('/summary', { library: aLibrary(withdrawn) }))).toContain(
      'Withdrawn on 7 May 2031: It had said: It was blue.',
    );
  });
});

test('/who shows role, words and reports, and finds a name without its accents', async () => {
  const reply = await run('/who tomas quillon');
  expect(reply.title).toBe('Tomás Quillón');
  expect(textOf(reply)).toContain('We kept the arches');
  expect(textOf(await run('/who zebedee'))).toContain('nobody called “zebedee”');
});

test('/stories shows broken files to operators only', async () => {
  const problems = [{ file: 'stories/x.yaml', message: 'stories/x.yaml:3: slug: is wrong' }];
  expect(textOf(await run('/stories', { problems, asker: OPERATOR }))).toContain('stories/x.yaml:3: slug: is wrong');
  expect(textOf(await run('/stories', { problems }))).not.toContain('x.yaml');
});

describe('/source', () => {
  test('shows publisher, offsets, first and last words, and a link to the passage', async () => {
    const reply = await run('/source cost');
    const text = textOf(reply);
    expect(text).toMatch(/Publisher: The Ansel Courier/);
    expect(text).toMatch(/characters \d+–\d+/);
    expect(text).toContain("“The work cost … the city's treasury.”");
    expect(text).not.toContain('In full');
    expect(JSON.stringify(reply)).toContain('#:~:text=The%20work%20cost');
  });

  test('shows the passage itself to the operator who holds the text, and to nobody else', async () => {
    const [operators, readers] = await Promise.all(
      [OPERATOR, READER].map((asker) => run('/source quote-yours', { sourceText: ARTICLE, asker })),
    );
    expect(operators && textOf(operators)).toContain('In full: The bridge is yours again');
    expect(readers && textOf(readers)).not.toContain('In full');
  });

  test('an item that was withdrawn, or went with its story, says so', async () => {
    const corrections = [
      { date: '2031-05-07', was: 'It cost 24 million.', why: 'Nobody had said so.', items: ['price'] },
    ];
    const library = aLibrary(aStory({ corrections }));
    for (const ref of ['harbour-bridge/price', 'price'])
      expect(textOf(await run(`/source ${ref}`, { library }))).toContain(
        'Withdrawn on 7 May 2031: It had said: It cost 24 million. Nobody had said so.',
      );
    const gone = {
      kind: 'retracted' as const,
      slug: 'tram',
      title: 'The tram',
      topics: ['transport'],
      corrections: [],
    };
    const changes = [{ ...gone, at: '2031-05-09T10:00:00.000Z' }];
    expect(textOf(await run('/source tram/cost', { library, changes }))).toContain(
      '“The tram” was withdrawn as a whole on 9 May 2031',
    );
  });

  test('an unknown item gets the nearest named', async () => {
    expect(textOf(await run('/source harbour-bridge/expenses'))).toMatch(
      /no item “harbour-bridge\/expenses”.*harbour-bridge\//,
    );
  });
});

test('/help explains every command and each one', async () => {
  const all = textOf(await run('/help'));
  for (const { name } of COMMANDS) {
    expect(all).toContain(`/${name}`);
    expect(textOf(await run(`/help ${name}`))).toContain(`/${name}`);
  }
  expect(textOf(await run('/help dance'))).toContain('no command /dance');
  expect(textOf(await run('/help sumary'))).toContain('no command /sumary. Did you mean /summary?');
  expect(textOf(await run(`/help ${'sum\u202e'.repeat(10)}`))).not.toContain('\u202e');
});

describe('a name that may be several', () => {
  const tram = aStory({
    slug: 'tram-line',
    people: [...aStory().people, { id: 'tom-vale', name: 'Tom Vale', role: 'engineer' }],
  });
  const library = aLibrary(aStory(), tram);

  test.for(['/who vale', '/quote vale', '/quote vale tram-line'])('%s asks who is meant', async (line) => {
    const reply = await run(line, { library });
    expect(reply).toMatchObject({ outcome: 'nothing', visibility: 'asker', citations: [] });
    expect(textOf(reply)).toBe('“vale” may be Mira Vale or Tom Vale.');
    expect(reply.actions.map(({ command }) => command)).toEqual(
      ['Mira Vale', 'Tom Vale'].map((name) => line.replace('vale', name)),
    );
  });

  test('tells namesakes apart by id and role, with buttons that find each', async () => {
    const people = aStory().people.map((person) =>
      person.id === 'quillon' ? { ...person, name: 'Mira Vale', role: 'singer' } : person,
    );
    const dispatch = aDispatch({ library: aLibrary(aStory({ people })) });
    for (const name of ['who', 'quote']) {
      const reply = await dispatch({ line: `/${name} mira vale`, channel: 'c', asker: READER });
      expect(textOf(reply)).toBe(
        '“mira vale” may be Mira Vale (vale), mayor of Port Ansel or Mira Vale (quillon), singer.',
      );
      const found = [];
      for (const { command } of reply.actions)
        found.push(await dispatch({ line: command, channel: 'c', asker: READER }));
      expect(found.map(({ citations }) => citations[0]?.item)).toEqual([
        'harbour-bridge/quote-yours',
        'harbour-bridge/quote-arches',
      ]);
    }
  });

  test('is a story’s or an item’s too', async () => {
    expect(textOf(await run(`/timeline "${aStory().title}"`, { library }))).toContain(
      'may be harbour-bridge or tram-line.',
    );
    expect(textOf(await run('/source cost', { library }))).toBe('“cost” may be harbour-bridge/cost or tram-line/cost.');
    const many = aLibrary(...'abcdefgh'.split('').map((slug) => aStory({ slug })));
    expect(textOf(await run('/source cost', { library: many }))).toContain(
      'a/cost, b/cost, c/cost, d/cost, e/cost or 3 more',
    );
  });
});

test('where no name is near, none is announced', async () => {
  const people = aStory().people.map((person) => ({ ...person, kind: 'organisation' }));
  const library = aLibrary(aStory({ people }));
  for (const line of ['/who zzzzzz', '/quote zzzzzz']) {
    const reply = await run(line, { library });
    expect(reply.actions).toEqual([]);
    expect(textOf(reply)).toContain('“zzzzzz”');
    expect(textOf(reply)).not.toContain('earest');
  }
});

describe('options with names that every object has', () => {
  test.for(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is an unknown option', async (name) => {
    const options = Object.fromEntries([[name, 'x']]);
    const reply = await aDispatch()({ command: 'quote', options, channel: 'c', asker: READER });
    expect(reply.outcome).toBe('error');
    expect(textOf(reply)).toContain(`There is no option ${name}. Usage: /quote`);
  });

  test.for(['__proto__:x', 'constructor:x', 'toString: x', '__proto__'])('%s in a line is a word', async (word) => {
    for (const name of ['quote', 'who', 'facts', 'source', 'summary', 'help']) {
      const reply = await run(`/${name} ${word}`);
      expect([name, reply.outcome]).not.toContain('bug');
      expect(reply.citations).toEqual([]);
    }
  });
});

test('markdown and HTML in what is asked come back as plain text, shortened', async () => {
  const reply = await run(`/who <script>alert(1)</script>**[x](http://evil.example)**${'z'.repeat(60)}`);
  expect(reply.outcome).toBe('nothing');
  expect(textOf(reply)).toContain('<script>');
  expect(
    reply.blocks.flatMap((block) => (block.type === 'text' ? block.spans : [])).every(({ type }) => type === 'text'),
  ).toBe(true);
});

describe('a steady command reads nothing of who asks or when', () => {
  const library = aLibrary();
  const lines = ['/summary long', '/facts', '/facts trade page:1', '/who vale', '/timeline', '/numbers', '/help quote'];
  const steady = COMMANDS.filter((command) => command.steady);

  test.for(lines)('%s', async (line) => {
    const { command, options } = parseLine(line, COMMANDS, library);
    expect(steady).toContain(command);
    const context = { options: parseOptions(command, options), library, commands: COMMANDS };
    const only = new Proxy(context, {
      get(target, name: keyof typeof context) {
        if (!Object.hasOwn(target, name)) throw new Error(`it reads ${name}`);
        return target[name];
      },
    });
    await expect(Promise.resolve(command.run(only as CommandContext<Record<string, unknown>>))).resolves.toMatchObject({
      outcome: expect.stringMatching(/answer|nothing/),
    });
  });

  test('each of them is tried here', () => {
    const tried = new Set(lines.map((line) => parseLine(line, COMMANDS, library).command));
    expect(steady.filter((command) => !tried.has(command))).toEqual([]);
  });
});
