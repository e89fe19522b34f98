import type { NamedPerson } from '../quotation.ts';
import { readArticle } from '../read-article.ts';

/** Who and what an article names, in the order of first mention, each with all its mentions. */
export function findPeople(text: string): NamedPerson[] {
  return readArticle(text).people;
}
