import { expect, test } from 'vitest';
import { rememberReplies, renderedOnce } from '../src/remember-replies.ts';
import { notice, type Reply } from '../src/reply.ts';
import { aLibrary, aStory } from './support/builders.ts';

test('a reply is found again until the library changes', () => {
  const replies = rememberReplies();
  const [before, after] = [aLibrary(aStory()), aLibrary(aStory({ slug: 'other' }))];
  const reply = notice('as it was');
  replies.keep(before, '/summary', reply);
  expect(replies.find(before, '/summary')).toBe(reply);
  expect(replies.find(before, '/who')).toBeUndefined();
  expect(replies.find(after, '/summary')).toBeUndefined();
  replies.keep(after, '/who', reply);
  expect(replies.find(after, '/summary')).toBeUndefined();
});

test('the reply that nobody asked for longest is forgotten first', () => {
  const replies = rememberReplies(2);
  const library = aLibrary(aStory());
  replies.keep(library, 'a', notice('a'));
  replies.keep(library, 'b', notice('b'));
  replies.find(library, 'a');
  replies.keep(library, 'c', notice('c'));
  expect(['a', 'b', 'c'].map((asked) => replies.find(library, asked) !== undefined)).toEqual([true, false, true]);
});

test('a reply is rendered once for each way of showing it, another reply by itself', () => {
  const rendered: string[] = [];
  const render = renderedOnce(({ outcome }: Reply, { page }: { page: number }) => {
    rendered.push(`${outcome} ${page}`);
    return { page };
  });
  const [one, two] = [notice('one'), notice('two', { outcome: 'error' })];
  expect(render(one, { page: 0 })).toBe(render(one, { page: 0 }));
  expect(render(one, { page: 1 })).toEqual({ page: 1 });
  expect(render(two, { page: 0 })).toEqual({ page: 0 });
  expect(rendered).toEqual([`${one.outcome} 0`, `${one.outcome} 1`, 'error 0']);
});
