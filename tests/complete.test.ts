import { describe, expect, test } from 'vitest';
import { completeLine } from '../src/complete.ts';
import { aLibrary, aStory } from './support/builders.ts';
import { COMMANDS } from './support/run.ts';

const library = aLibrary(aStory(), aStory({ slug: 'tram-line', title: 'Trams return' }));
const lines = (typed: string) => completeLine(typed, COMMANDS, library, DIGESTS).map(({ line }) => line);

const DIGESTS = [
  { name: 'daily-brief', description: 'What is new' },
  { name: 'weekly-recap', description: 'The week' },
];

describe('completeLine', () => {
  test.for([
    ['/su', ['/summary ']],
    ['/st', ['/stories']],
    ['/summary tr', ['/summary tram-line']],
    ['/summary tram-line l', ['/summary tram-line long']],
    ['/summary length:s', ['/summary length:short', '/summary length:standard']],
    ['/quote qui', ['/quote Tomás Quillón']],
    ['/quote about:mira', ['/quote about:"Mira Vale"']],
    ['/quote About:mira', ['/quote About:"Mira Vale"']],
    ['/quote about: mira', ['/quote about: "Mira Vale"']],
    ['/facts page:', []],
    ['/facts all page:2 st', []],
    ['/quote Mira V', ['/quote Mira Vale']],
    ['/quote Mira tr', ['/quote Mira tram-line']],
    ['/quote about:x about:y z', []],
    ['/facts mon', ['/facts money']],
    ['/help who', ['/help who']],
    ['/source harbour-bridge/co', ['/source harbour-bridge/cost']],
    ['/digest subs', ['/digest subscribe']],
    ['/digest subscribe digest:dai', ['/digest subscribe digest:daily-brief']],
    ['/digest subscribe daily-brief timezone:berl', ['/digest subscribe daily-brief timezone:Europe/Berlin']],
    ['/digest subscribe daily-brief at:9', []],
    ['/ask what', []],
    ['what', []],
    ['/dance x', []],
  ] as const)('%s', ([typed, expected]) => {
    expect(lines(typed)).toEqual(expected);
  });

  test('an empty value offers every story', () => {
    expect(lines('/summary ')).toEqual(
      expect.arrayContaining(['/summary harbour-bridge', '/summary tram-line', '/summary short']),
    );
  });
});
