import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { readFeed } from '../../../src/curation/feed/read-feed.ts';

const rss = (items: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kelm</title><link>https://kelm.example/</link>${channel}${items}</channel></rss>`;
const only = (xml: string, url?: string) => readFeed(xml, { url }).entries[0];

describe('reading feeds', () => {
  test('RSS 2.0, with markup in titles, CDATA and relative links', () => {
    const feed = readFeed(
      `\ufeff${rss('<item><title><![CDATA[Ferries <b>run</b> &amp; rest]]></title><link>/news/1</link><guid isPermaLink="false">n1</guid><description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</description><content:encoded><![CDATA[<p>All<br>of it</p><script>x</script>]]></content:encoded><pubDate>Tue, 03 Mar 26 09:00 EST</pubDate></item>', '<ttl>30</ttl>')}`,
      { url: 'https://kelm.example/feed.xml' },
    );
    expect(feed).toEqual({
      title: 'Kelm',
      url: 'https://kelm.example/',
      everyMs: 1_800_000,
      entries: [
        {
          id: 'n1',
          url: 'https://kelm.example/news/1',
          title: 'Ferries run & rest',
          published: '2026-03-03T14:00:00.000Z',
          updated: undefined,
          summary: 'One\n\nTwo',
          content: 'All\nof it',
        },
      ],
    });
  });

  test('RSS 0.91 with its DOCTYPE', () => {
    const xml =
      '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd"><rss version="0.91"><channel><title>Old</title><item><title>Bath</title><link>https://old.example/1</link></item></channel></rss>';
    expect(only(xml)).toMatchObject({ id: 'https://old.example/1', title: 'Bath' });
  });

  test('RSS 1.0 with Dublin Core', () => {
    const xml =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://m.example/"><title>M</title><link>https://m.example/</link><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel><item rdf:about="https://m.example/1"><title>One</title><link>https://m.example/1</link><dc:date>2026-05-05T10:00:00-05:00</dc:date></item></rdf:RDF>';
    expect(readFeed(xml)).toMatchObject({
      everyMs: 21_600_000,
      entries: [{ url: 'https://m.example/1', published: '2026-05-05T15:00:00.000Z' }],
    });
  });

  test('Atom, with xml:base, each kind of text, and the latest of two entries with one id', () => {
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lind.example/blog/"><title type="html">Lind &amp;amp; sons</title><entry xml:base="2026/"><id>a</id><title>5 &lt; 6</title><link rel="self" href="x"/><link href="hall"/><updated>2026-01-02T03:04:05+02:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <em>hall</em></p><p>opens</p></div></content></entry><entry><id>b</id><title>old</title><updated>2026-01-01T00:00:00Z</updated></entry><entry><id>b</id><title>new</title><updated>2026-01-03T00:00:00Z</updated></entry></feed>`;
    const { title, entries } = readFeed(xml);
    expect(title).toBe('Lind & sons');
    expect(entries).toMatchObject([
      {
        id: 'a',
        title: '5 < 6',
        url: 'https://lind.example/blog/2026/hall',
        published: '2026-01-02T01:04:05.000Z',
        content: 'The hall\n\nopens',
      },
      { id: 'b', title: 'new' },
    ]);
  });

  test('JSON Feed, with an address that leads to a script', () => {
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [{ id: 7, url: 'javascript:alert(1)', content_html: '<p>It landed.</p>', date_published: '2026-02-02' }],
    });
    expect(only(json)).toMatchObject({
      id: '7',
      url: undefined,
      title: 'It landed.',
      published: '2026-02-02T00:00:00.000Z',
    });
  });

  test('broken XML as far as it goes', () => {
    const { entries } = readFeed(
      '<rss version="2.0"><channel><title>B</title><item><title>A & B</title><link>https://b.example/1</link></item><item><title>Cut of',
    );
    expect(entries.map(({ title }) => title)).toEqual(['A & B', 'Cut of']);
  });

  test('an entry without id, title or date', () => {
    expect(
      only(
        rss(
          '<item><link>https://kelm.example/2</link><description>No boat left. The fog stayed.</description><pubDate>soon</pubDate></item>',
        ),
      ),
    ).toMatchObject({
      id: 'https://kelm.example/2',
      title: 'No boat left. The fog stayed.',
      published: undefined,
    });
  });

  test.for([
    ['2026-03-04T10:00:00Z', '2026-03-04T10:00:00.000Z'],
    ['2026-03-04 10:00:00', '2026-03-04T10:00:00.000Z'],
    ['Wed, 4 Mar 2026 10:00:00 +0530', '2026-03-04T04:30:00.000Z'],
    ['04 Mar 2026 10:00 PDT', '2026-03-04T17:00:00.000Z'],
    ['March 4, 2026 1:05 PM', '2026-03-04T13:05:00.000Z'],
    ['Wed Mar 4 10:00:00 UTC 2026', '2026-03-04T10:00:00.000Z'],
    ['Wed, 04 Mar 2026 10:00:00 GMT+2', '2026-03-04T08:00:00.000Z'],
    ['2026-02-31', undefined],
    ['99 Foo 2026', undefined],
  ] as const)('the date “%s”', ([told, published]) => {
    expect(only(rss(`<item><title>x</title><pubDate>${told}</pubDate></item>`))?.published).toBe(published);
  });
});

describe('what is no feed, or an attack, is refused before it is parsed', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]>`;

  test.for([
    ['a billion laughs', `${laughs}${rss('<item><title>&lol9;</title></item>')}`, 'feed_entities'],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${rss('<item><title>&f;</title></item>')}`,
      'feed_entities',
    ],
    ['a parameter entity', `<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/p">%p;]>${rss('')}`, 'feed_entities'],
    ['a web page', '<!DOCTYPE html><html><body>Hello</body></html>', 'not_a_feed'],
    ['other JSON', '{"items":[]}', 'not_a_feed'],
    ['nothing', '', 'not_a_feed'],
    ['a hundred thousand nested elements', `<rss version="2.0"><channel>${'<a>'.repeat(100_000)}`, 'feed_too_deep'],
  ] as const)('%s', ([, text, code]) => {
    expect(() => readFeed(text)).toThrow(expect.objectContaining({ name: UserError.name, code }));
  });

  test('too large a feed', () => expect(() => readFeed('x'.repeat(10_000_001))).toThrow(/10 million/));
});
