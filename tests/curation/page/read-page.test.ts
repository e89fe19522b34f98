import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../src/curation/page/read-page.ts';

const PAGES = new URL('../../fixtures/pages/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, PAGES), 'utf8');
const names = readdirSync(PAGES).filter((name) => name.endsWith('.html'));
const prose = (words: string) =>
  `${words} is what the harbour board of Port Ansel decided on Tuesday, after a debate of four hours.`;
const page = (body: string, head = '') =>
  `<html lang="en"><head><title>Bridge opens</title>${head}</head><body>${body}</body></html>`;
const read = (body: string, head = '') => readPage(page(body, head));

const squeeze = (text: string) => text.split(/\n+/).filter(Boolean);
const dated = (lang: string) =>
  readPage(
    `<html lang="${lang}"><head><meta name="date" content="03/04/2026"></head><body><p>${prose('One')}</p></body></html>`,
  ).published;

describe('pages of many templates', () => {
  test.for(names)('%s: the whole text and nothing else', (name) => {
    expect(squeeze(readPage(fixture(name)).text)).toEqual(squeeze(fixture(name.replace('.html', '.txt'))));
  });

  test.for(names)('%s: what is known of it', (name) => {
    const { date, ...known } = JSON.parse(fixture(name.replace('.html', '.json'))) as Record<string, string>;
    expect(readPage(fixture(name))).toMatchObject({ ...known, published: date });
  });
});

describe('the text', () => {
  test('has its paragraphs parted by a blank line, items and rows by a line end', () => {
    const { text } = read(
      `<article><h1>Bridge opens</h1><p>${prose('One')}</p><ul><li>first item</li><li>second item</li></ul><p>${prose('Two')}<br>${prose('Three')}</p><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table><p>${prose('Four')}</p></article>`,
    );
    expect(text).toBe(
      `${prose('One')}\n\nfirst item\nsecond item\n\n${prose('Two')}\n${prose('Three')}\n\na | b\n1 | 2\n\n${prose('Four')}`,
    );
  });

  test('keeps a link and a name in running text, whatever their class', () => {
    const { text } = read(
      `<article><p>The <span class="author-name">board</span> and its <a class="tag related-link" href="/x">harbour master</a> agreed. ${prose('This')}</p><p>${prose('That')}</p></article>`,
    );
    expect(text).toContain('The board and its harbour master agreed.');
  });

  test('leaves out what is hidden, unless all of it is', () => {
    const hidden = `<div style="display: none"><p>${prose('Hidden')}</p></div><div hidden><p>${prose('Hidden')}</p></div><div aria-hidden="true"><p>${prose('Hidden')}</p></div>`;
    expect(
      read(`<article><p>${prose('One')}</p><p>${prose('Two')}</p>${hidden}<p>${prose('Three')}</p></article>`).text,
    ).not.toContain('Hidden');
    expect(
      read(
        `<article style="display:none"><p>${prose('One')}</p><p>${prose('Two')}</p><p>${prose('Three')}</p></article>`,
      ).text,
    ).toContain(prose('Two'));
  });

  test('leaves out footnote marks and joins a drop cap to its word', () => {
    const { text } = read(
      `<article><p><span class="dropcap">T</span>he bridge<sup><a href="#1">[1]</a></sup> is open. ${prose('It')}</p><p>${prose('Two')}</p></article>`,
    );
    expect(text).toMatch(/^The bridge is open\./);
  });

  test('reads characters as people see them', () => {
    const { text } = read(
      `<article><p>Caf\u0065\u0301 &amp; bar&nbsp;&mdash; &#8238;left&#x200b;over. ${prose('It')}</p><p>${prose('Two')}</p></article>`,
    );
    expect(text).toMatch(/^Café & bar — leftover\./);
  });

  test('never makes up markup', () => {
    const { text } = read(
      `<article><p>${prose('One')} &lt;&#0;b&gt; <\u00adscript>alert(1)</p><p>${prose('Two')}</p></article>`,
    );
    expect(text).not.toMatch(/<[a-z]/i);
  });

  test('is empty where a page has none', () => {
    for (const html of ['', 'x', page('<div id="app"></div><noscript>Please enable JavaScript.</noscript>')])
      expect(readPage(html).text.length).toBeLessThan(2);
  });

  test('is not lost to a hundred thousand nested elements', () => {
    expect(
      read(`<article><p>${prose('One')}</p><p>${prose('Two')}</p></article>${'<div>'.repeat(100_000)}`).text,
    ).toContain(prose('Two'));
  });
});

describe('what is known of an article', () => {
  const article = `<article><p>${prose('One')}</p><p>${prose('Two')}</p></article>`;

  test.for([
    ['By Mira Vale', 'Mira Vale'],
    ['By MIRA VALE and Jon O’Hara, Staff Writers', 'Mira Vale, Jon O’Hara'],
    ['Von Annegret Voß | 3. März 2026', 'Annegret Voß'],
    ['Mira Vale, Political Correspondent', 'Mira Vale'],
    ['By Mira Vale in Lisbon', 'Mira Vale'],
    ['Posted by admin', undefined],
    ['The Kelm Courier', undefined],
    ['By Reuters', undefined],
    ['https://kelm.example/mira', undefined],
    ['Ludwig van der Berg & María José Núñez', 'Ludwig van der Berg, María José Núñez'],
  ] as const)('the byline “%s” names %s', ([told, byline]) => {
    expect(
      read(article, `<meta name="author" content="${told}"><meta property="og:site_name" content="The Kelm Courier">`)
        .byline,
    ).toBe(byline);
  });

  test.for([
    ['2026-03-04T23:30:00-08:00', '2026-03-04'],
    ['Wed, 04 Mar 2026 23:30:00 GMT', '2026-03-04'],
    ['March 4, 2026 11:30 PM', '2026-03-04'],
    ['4 de marzo de 2026', '2026-03-04'],
    ['4 марта 2026', '2026-03-04'],
    ['20260304', '2026-03-04'],
    ['04.03.2026', '2026-03-04'],
    ['2026-02-31', undefined],
    ['yesterday', undefined],
  ] as const)('“%s” is the day %s', ([told, day]) => {
    expect(read(article, `<meta property="article:published_time" content="${told}">`).published).toBe(day);
  });

  test('a date in figures is read only where the language says which is the month', () => {
    expect([dated('en-US'), dated('en-GB'), dated('en')]).toEqual(['2026-03-04', '2026-04-03', undefined]);
  });

  test('the address is the last resort for the day', () => {
    expect(readPage(page(article), { url: 'https://kelm.example/2026/03/04/bridge' })).toMatchObject({
      published: '2026-03-04',
      url: 'https://kelm.example/2026/03/04/bridge',
    });
  });

  test.for([
    ['Bridge opens | The Kelm Courier', 'Bridge opens'],
    ['The Kelm Courier: Bridge opens', 'Bridge opens'],
    ['Bridge opens - kelmcourier.example', 'Bridge opens'],
    ['Bridge opens: a city waits - The Kelm Courier', 'Bridge opens: a city waits'],
  ] as const)('the title of “%s” is “%s”', ([told, title]) => {
    const html = `<html><head><title>${told}</title><meta property="og:site_name" content="${told.includes('kelmcourier') ? 'kelmcourier.example' : 'The Kelm Courier'}"></head><body>${article}</body></html>`;
    expect(readPage(html).title).toBe(title);
  });

  test.for([
    ['https://kelm.example/a', 'https://kelm.example/a'],
    ['/a', 'https://kelm.example/a'],
    ['https://www.kelm.example/a', 'https://www.kelm.example/a'],
    ['https://evil.example/a', 'https://kelm.example/b?c=1'],
    ['javascript:alert(1)', 'https://kelm.example/b?c=1'],
    ['https://kelm.example/', 'https://kelm.example/b?c=1'],
  ] as const)('the canonical link %s makes the address %s', ([href, url]) => {
    expect(
      readPage(page(article, `<link rel="canonical" href="${href}">`), { url: 'https://kelm.example/b?c=1' }).url,
    ).toBe(url);
  });
});
