import { readdirSync, readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readPage } from '../src/curation/page/read-page.ts';
import { overlap } from './pages/overlap.ts';
import { quantile, report } from './report.ts';

const PAGES = new URL('../tests/fixtures/pages/', import.meta.url);
const ROUNDS = 5;

/** How much of known articles' texts is found in their pages, and how little else; plain Readability on the same pages beside it. */
export async function run(): Promise<boolean> {
  const names = readdirSync(PAGES).filter((name) => name.endsWith('.html'));
  const pages = names.map((name) => ({
    name,
    html: readFileSync(new URL(name, PAGES), 'utf8'),
    text: readFileSync(new URL(name.replace('.html', '.txt'), PAGES), 'utf8'),
  }));
  const rows = pages.map(({ name, html, text }) => ({
    name,
    ours: overlap(text, readPage(html).text),
    plain: overlap(text, plainReadability(html)),
  }));
  console.table(
    Object.fromEntries(
      rows.map(({ name, ours, plain }) => [name, { ours: f1([ours]).toFixed(3), Readability: f1([plain]).toFixed(3) }]),
    ),
  );
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { html } of pages) {
      const start = performance.now();
      readPage(html);
      times.push(performance.now() - start);
    }
  }
  return report('pages', [
    { name: 'F1 of four-word runs', value: f1(rows.map(({ ours }) => ours)), unit: '', atLeast: 0.97 },
    { name: 'F1 of plain Readability', value: f1(rows.map(({ plain }) => plain)), unit: '' },
    { name: 'a page, median', value: quantile(times, 0.5), unit: 'ms', limit: 200 },
  ]);
}

/** The harmonic mean of mean precision and mean recall. */
function f1(scores: readonly { precision: number; recall: number }[]): number {
  const [precision, recall] = [mean(scores.map((each) => each.precision)), mean(scores.map((each) => each.recall))];
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

function plainReadability(html: string): string {
  return new Readability(parseHTML(html).document).parse()?.textContent ?? '';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
