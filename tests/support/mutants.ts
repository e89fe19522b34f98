import { readdirSync, readFileSync } from 'node:fs';

/** A page or a feed that something happened to. */
export type Mutant = { number: number; kind: 'page' | 'feed'; name: string; how: string[]; bytes: Uint8Array };

type Random = { below(most: number): number; one<Item>(items: readonly Item[]): Item };

const PAGES = new URL('../fixtures/pages/', import.meta.url);

const FEEDS: Record<string, string> = {
  rss: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Kelm Courier</title><link>https://kelm.example/</link><ttl>60</ttl><item><title>Ferries &amp; fog</title><link>https://kelm.example/1</link><guid>1</guid><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate><description>&lt;p&gt;No boat left before noon.&lt;/p&gt;</description><content:encoded><![CDATA[<p>No boat left before noon, the harbour said.</p>]]></content:encoded></item><item><title>Pier lamp lit</title><link>/2</link><pubDate>2026-03-04</pubDate></item></channel></rss>`,
  atom: `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lind.example/"><title type="html">Lind &lt;b&gt;daily&lt;/b&gt;</title><link href="/"/><entry><id>urn:1</id><title>A new hall</title><link href="hall"/><updated>2026-05-01T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The hall <em>opens</em>.</p></div></content></entry></feed>`,
  rdf: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://moll.example/"><title>Moll</title><link>https://moll.example/</link></channel><item rdf:about="https://moll.example/1"><title>Wheat</title><link>https://moll.example/1</link><dc:date>2026-05-05T10:00:00-05:00</dc:date></item></rdf:RDF>`,
  json: `{"version":"https://jsonfeed.org/version/1.1","title":"Tolm","items":[{"id":"1","url":"https://tolm.example/1","title":"Robot bee","content_html":"<p>It landed.</p>","date_published":"2026-01-15T20:15:00Z"}]}`,
};

const MENTIONS = ['@everyone', '@here', '<@123456789012345678>', '<@&123456789012345678>', '<!channel>', '<!here>', '<@U012AB3CD>', '<#C012AB3CD>', '<!subteam^S012AB3CD>']; // prettier-ignore

/** So many mutants, the same for the same seed; `trap` is an address that none of them may make anyone ask. */
export function* mutants(count: number, seed: number, trap: string): Generator<Mutant> {
  const random = randomFrom(seed);
  const pages = readdirSync(PAGES).filter((name) => name.endsWith('.html'));
  const seeds = [
    ...pages.map((name) => ({ kind: 'page' as const, name, text: readFileSync(new URL(name, PAGES), 'utf8') })),
    ...Object.entries(FEEDS).map(([name, text]) => ({ kind: 'feed' as const, name, text })),
  ];
  const changes = Object.entries(changesWith(random, trap));
  for (let number = 0; number < count; number += 1) {
    const { kind, name, text: whole } = random.one(seeds);
    const how: string[] = [];
    let text = whole;
    for (let step = random.below(3); step >= 0; step -= 1) {
      const [change, apply] = random.one(changes);
      // What blows a text up does so once.
      if (text.length > 300_000) continue;
      how.push(change);
      text = apply(text);
    }
    yield { number, kind, name, how, bytes: encode(text, how, random) };
  }
}

function changesWith(random: Random, trap: string): Record<string, (text: string) => string> {
  const at = (text: string): number => random.below(text.length + 1);
  const insert = (text: string, part: string): string => {
    // Between two tags, where there is one near.
    const place = at(text);
    const near = text.indexOf('>', place);
    const start = near === -1 || random.below(4) === 0 ? place : near + 1;
    return text.slice(0, start) + part + text.slice(start);
  };
  const tags = ['div', 'p', 'b', 'span', 'table', 'ul', 'blockquote', 'font', 'section', 'item', 'svg', 'a'];
  return {
    cut: (text) => {
      const [from, to] = [at(text), at(text)].sort((a, b) => a - b) as [number, number];
      return text.slice(0, from) + text.slice(to);
    },
    'cut off': (text) => text.slice(0, at(text)),
    swap: (text) => {
      const [a, b] = [at(text), at(text)].sort((one, two) => one - two) as [number, number];
      return text.slice(b) + text.slice(a, b) + text.slice(0, a);
    },
    duplicate: (text) => {
      const from = at(text);
      return insert(text, text.slice(from, from + random.below(2000)).repeat(1 + random.below(20)));
    },
    'nest deep': (text) => insert(text, `<${random.one(tags)}>`.repeat(random.one([300, 300, 5000, 100_000]))),
    'nest and close': (text) => {
      const [tag, depth] = [random.one(tags), random.one([300, 20_000])];
      return insert(text, `<${tag}>`.repeat(depth) + 'x' + `</${tag}>`.repeat(depth));
    },
    'huge attribute': (text) =>
      insert(text, `<p class="${'a-'.repeat(random.one([500, 200_000]))}" title='${'"'.repeat(3000)}'>words</p>`),
    'many attributes': (text) =>
      insert(text, `<div ${Array.from({ length: 5000 }, (_, i) => `a${i}=x`).join(' ')}>x</div>`),
    'many classes': (text) =>
      insert(text, `<div class="${Array.from({ length: 20_000 }, (_, i) => `related-${i}`).join(' ')}">x</div>`),
    'broken entities': (text) =>
      text.replace(/&\w+;|[aeiou]/g, (found) =>
        random.below(9) === 0
          ? random.one(['&', '&#', '&#x110000;', '&#0;', '&#xd800;', '&nosuch;', '&amp', '&#8238;', '&#x200b;'])
          : found,
      ),
    'entity bomb': (text) =>
      `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "${trap}/xxe">]>${text.replace('</title>', '&b;&c;</title>')}`,
    script: (text) =>
      insert(
        text,
        random.one([
          '<script>alert(1)</script>',
          `<script src="${trap}/s.js"></script>`,
          '<scr<script>ipt>alert(1)</script>',
          '<svg/onload=alert(1)>',
          '<img src=x onerror=alert(1)>',
          '<a href="javascript:alert(1)">press here</a>',
          '<style>*{background:url(javascript:1)}</style>',
          '<textarea></textarea><script>x</script>',
          '<noscript><p title="</noscript><script>alert(1)</script>">',
          '<!--><script>alert(1)</script>-->',
          '<math><mtext><script>1</script>',
        ]),
      ),
    loads: (text) =>
      insert(
        text,
        random.one([
          `<meta http-equiv="refresh" content="0;url=${trap}/r">`,
          `<iframe src="${trap}/i"></iframe>`,
          `<img src="${trap}/p.png" srcset="${trap}/q.png 2x">`,
          `<link rel="stylesheet" href="${trap}/c.css">`,
          `<link rel="canonical" href="${trap}/k">`,
          `<base href="${trap}/">`,
          `<object data="${trap}/o"></object>`,
          `<video src="${trap}/v" autoplay></video>`,
          `<?xml-stylesheet href="${trap}/x.xsl"?>`,
          `<html xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${trap}/inc"/>`,
        ]),
      ),
    mention: (text) =>
      insert(
        text,
        `<p>The editor called ${random.one(MENTIONS)} and ${random.one(MENTIONS).replaceAll('<', '&lt;')} to the meeting that evening in the town hall.</p>`,
      ),
    controls: (text) =>
      insert(
        text,
        `<p>Right to left \u202egnirts\u202c, zero\u200bwidth, bell\u0007, escape\u001b[31m, null\u0000, tag\u{e0041}, mark\u2066x\u2069 and a half \ud83d.</p>`,
      ),
    'json-ld': (text) =>
      insert(
        text,
        `<script type="application/ld+json">${random.one(['{"@type":"Article","articleBody":"<script>alert(1)<\\/script> @everyone"}', '['.repeat(5000), '{"@type":["Article"],"author":{"name":{"name":[]}},"headline":7}', '{"@graph":[null,1,"x",{"@type":null}]}', `{"@type":"Article","headline":"${'x'.repeat(100_000)}"}`])}</script>`,
      ),
    noise: (text) =>
      Array.from(text, (sign) => (random.below(200) === 0 ? String.fromCharCode(random.below(0xffff)) : sign)).join(''),
    shuffle: (text) =>
      text
        .split(/(?=<)/)
        .sort(() => random.below(3) - 1)
        .join(''),
  };
}

/** As UTF-8, or as something that it is not declared to be. */
function encode(text: string, how: string[], random: Random): Uint8Array {
  const encoding = random.below(12);
  if (encoding === 0) {
    how.push('as Latin-1');
    return Buffer.from(text, 'latin1');
  }
  if (encoding === 1) {
    how.push('as UTF-16');
    return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  }
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 2) {
    how.push('broken bytes');
    for (let i = 0; i < bytes.length / 100; i += 1) bytes[random.below(bytes.length)] = random.below(256);
  }
  return bytes;
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { below, one: (items) => items[below(items.length)] as never };
}
