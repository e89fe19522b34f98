import { buildLibrary, type Library } from '../../src/facts/library.ts';
import { locatePassage, normaliseSource, sha256 } from '../../src/facts/evidence.ts';
import { Story } from '../../src/facts/story.ts';
import type { Citation } from '../../src/reply.ts';

/** An invented article: the source text of `aStory()`. */
export const ARTICLE = normaliseSource(`Harbour bridge opens

The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge on Tuesday.
“The bridge is yours again,” Vale told residents. The work cost 42 million crowns,
according to the city's treasury.

Engineer Tomás Quillón said the old piers could not carry trams. “We kept the arches
& replaced everything else,” he told the Ansel Courier.
`);

/** The evidence for a passage of the article. */
export function evidenceOf(passage: string, article = ARTICLE) {
  const start = article.indexOf(passage);
  if (start < 0) throw new Error(`not in the article: ${passage}`);
  return [locatePassage(article, start, start + passage.length)];
}

type Overrides = Partial<{ [Key in keyof Story]: unknown }>;

/** A valid story about an invented bridge; each part can be replaced. */
export function aStory(overrides: Overrides = {}): Story {
  return Story.parse({
    slug: 'harbour-bridge',
    title: 'Port Ansel reopens its bridge',
    status: 'published',
    source: {
      publisher: 'The Ansel Courier',
      title: 'Harbour bridge opens',
      published: '2031-05-06',
      url: 'https://courier.example/bridge',
      sha256: sha256(ARTICLE),
      length: ARTICLE.length,
    },
    topics: ['transport', 'money'],
    people: [
      { id: 'vale', name: 'Mira Vale', role: 'mayor of Port Ansel', aliases: ['Mayor Vale'] },
      { id: 'quillon', name: 'Tomás Quillón', role: 'engineer' },
      { id: 'treasury', name: 'City treasury', role: 'keeper of the city accounts', kind: 'organisation' },
    ],
    facts: [
      {
        id: 'opening',
        text: 'Mira Vale reopened the harbour bridge of Port Ansel on 6 May 2031.',
        when: '2031-05-06',
        topics: ['transport'],
        people: ['vale'],
        importance: 5,
        evidence: evidenceOf('The mayor of Port Ansel, Mira Vale, opened the rebuilt harbour bridge on Tuesday.'),
      },
      {
        id: 'cost',
        text: 'The city treasury puts the cost of the work at 42 million crowns.',
        attribution: 'the city treasury',
        speaker: 'treasury',
        topics: ['money'],
        people: ['treasury'],
        importance: 4,
        numbers: [{ label: 'Cost of the work', value: 42, unit: 'million crowns' }],
        evidence: evidenceOf("The work cost 42 million crowns,\naccording to the city's treasury."),
      },
      {
        id: 'piers',
        text: 'Tomás Quillón said that the old piers were too weak for trams.',
        attribution: 'Tomás Quillón',
        speaker: 'quillon',
        topics: ['transport'],
        people: ['quillon'],
        importance: 2,
        evidence: evidenceOf('Engineer Tomás Quillón said the old piers could not carry trams.'),
      },
    ],
    quotes: [
      {
        id: 'quote-yours',
        speaker: 'vale',
        text: 'The bridge is yours again',
        context: 'Vale hands the bridge back to the residents.',
        said: 'told residents',
        topics: ['transport'],
        evidence: evidenceOf('The bridge is yours again'),
      },
      {
        id: 'quote-arches',
        speaker: 'quillon',
        text: 'We kept the arches\n& replaced everything else',
        context: 'Quillón says what was rebuilt.',
        said: 'told the Ansel Courier',
        topics: ['transport'],
        evidence: evidenceOf('We kept the arches\n& replaced everything else'),
      },
    ],
    summary: { short: ['opening'], standard: ['opening', 'cost'], long: ['opening', 'cost', 'piers'] },
    ...overrides,
  });
}

/** A library of these stories, each at revision 1. */
export function aLibrary(...stories: Story[]): Library {
  return buildLibrary((stories.length > 0 ? stories : [aStory()]).map((story) => ({ story, revision: 1 })));
}

/** A source of the invented bridge, under this number. */
export function aCitation(number: number, parts: Partial<Citation> = {}): Citation {
  return {
    number,
    item: `harbour-bridge/item-${number}`,
    attribution: 'Mira Vale, told residents',
    publisher: 'The Ansel Courier',
    title: 'Harbour “bridge” opens',
    published: '6 May 2031',
    passages: [
      {
        start: 104,
        end: 129,
        first: 'The bridge is yours again',
        last: 'bridge is yours again',
        url: 'https://courier.example/bridge#:~:text=The%20bridge',
      },
    ],
    ...parts,
  };
}
