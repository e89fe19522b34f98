import { expect, test } from 'vitest';
import { canonicalUrl } from '../../../src/curation/fetch/canonical-url.ts';

test.for([
  'https://kelm.example/news/ferry',
  'http://kelm.example/news/ferry',
  'https://www.kelm.example:443/news/ferry/',
  'https://m.kelm.example/news/ferry?utm_source=x&fbclid=abc#comments',
  'https://kelm.example/amp/news/ferry',
  'https://kelm.example/news/ferry/amp/?amp=1',
  'https://kelm.example//news/ferry/index.html?gclid=1&utm_medium=rss',
  'https://kelm-example.cdn.ampproject.org/c/s/kelm.example/news/ferry?usqp=mq331',
  'https://www.google.com/amp/s/kelm.example/news/ferry',
  'https://user:pass@kelm.example./news/ferry',
])('%s is one page', (address) => expect(canonicalUrl(address)).toBe('https://kelm.example/news/ferry'));

test.for([
  ['https://kelm.example/?b=2&a=1', 'https://kelm.example/?a=1&b=2'],
  ['https://kelm.example/story?id=7&page=2', 'https://kelm.example/story?id=7&page=2'],
  ['https://kelm.example/example/', 'https://kelm.example/example'],
  ['https://kelm.example:8080/a', 'https://kelm.example:8080/a'],
  ['https://m.example/a', 'https://m.example/a'],
  ['mailto:a@kelm.example', 'mailto:a@kelm.example'],
  ['no address', 'no address'],
] as const)('%s becomes %s', ([address, canonical]) => {
  expect(canonicalUrl(address)).toBe(canonical);
  expect(canonicalUrl(canonical)).toBe(canonical);
});
