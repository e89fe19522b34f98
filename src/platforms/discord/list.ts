import type { Block } from '../../reply.ts';
import { isBlank } from './escape.ts';
import { inline } from './inline.ts';

/** A list as Markdown that Discord sets with hanging lines. */
export function list({ ordered, start = 1, items }: Extract<Block, { type: 'list' }>): string {
  return items
    .flatMap((spans, i) => {
      const text = inline(spans);
      return isBlank(text) ? [] : [item(ordered ? `${start + i}.` : '-', text)];
    })
    .join('\n');
}

/** One entry. Its further lines are indented, or they would end the list; an empty one between them would too. */
export function item(sign: string, text: string): string {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return `${sign} ${lines.join('\n  ')}`;
}
