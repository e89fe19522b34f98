import type { ActionsBlock, Button, ContextBlock, KnownBlock, StaticSelect } from '@slack/types';
import { writePress } from '../../button.ts';
import { cleanLine } from '../../clean-line.ts';
import { inGroups } from '../../in-groups.ts';
import type { Action, Citation } from '../../reply.ts';
import type { Kept } from '../../storage/storage.ts';
import { LIMITS } from './limits.ts';
import { plain } from './rich-text.ts';
import { shorten } from './shorten.ts';

const IN_A_ROW = 5;
/** More than these are easier to find in a menu. */
const MOST_BUTTONS = 10;

/** A command line and what is shown for it. */
type Choice = { label: string; line: string };

/** A menu of the sources (one alone is a button), then the actions as buttons or, where they are many, as menus; each command once. */
export function renderActions(
  actions: readonly Action[],
  citations: readonly Citation[],
): { blocks: ActionsBlock[]; keep: Kept[] } {
  const choices = once(actions.map(({ label, command }) => ({ label, line: command })));
  const own = new Set(actions.map(({ command }) => command));
  const sources = once(
    citations.map(({ number, item, attribution }) => ({
      number,
      label: `[${number}] ${attribution}`,
      line: `/source ${item}`,
    })),
  ).filter(({ line }) => !own.has(line));
  const [first] = sources;
  const keep: Kept[] = [];
  const id = pressIds();
  const elements = [
    ...(first && sources.length === 1
      ? buttons([{ ...first, label: `Source ${first.number}` }], id, keep)
      : menus(sources, 'Show a source…', id, keep)),
    ...(choices.length > MOST_BUTTONS ? menus(choices, 'Go on with…', id, keep) : buttons(choices, id, keep)),
  ];
  return { blocks: inGroups(elements, IN_A_ROW).map((some) => ({ type: 'actions', elements: some })), keep };
}

/** Which page this is, and buttons to its neighbours. Slack cannot show a button that does nothing: the first page has no “Previous”. */
export function renderPager(of: string, page: number, pages: number): [ContextBlock, ActionsBlock] {
  const turns = [
    { label: 'Previous', to: page - 1 },
    { label: 'Next', to: page + 1 },
  ].filter(({ to }) => to >= 0 && to < pages);
  const elements = turns.map(({ label, to }) =>
    button(label, writePress({ does: 'page', of, page: to }, LIMITS.buttonValue).id, `press:page:${to}`),
  );
  return [
    { type: 'context', elements: [plain(`Page ${page + 1} of ${pages}`)] },
    { type: 'actions', elements },
  ];
}

/** The blocks with a button, in their last row where it has room, that shows a reply that the asker alone sees to the channel. */
export function withShare(blocks: readonly KnownBlock[], of: string): KnownBlock[] {
  const share = button('Share to channel', writePress({ does: 'share', of }, LIMITS.buttonValue).id, 'press:share');
  const last = blocks.at(-1);
  if (last?.type !== 'actions' || last.elements.length >= IN_A_ROW)
    return [...blocks, { type: 'actions', elements: [share] }];
  return [...blocks.slice(0, -1), { ...last, elements: [...last.elements, share] }];
}

function buttons(choices: readonly Choice[], id: () => string, keep: Kept[]): Button[] {
  return choices.map(({ label, line }) => button(label, valueOf(line, LIMITS.buttonValue, keep), id()));
}

function menus(choices: readonly Choice[], prompt: string, id: () => string, keep: Kept[]): StaticSelect[] {
  return inGroups(choices, LIMITS.options).map((some) => ({
    type: 'static_select',
    action_id: id(),
    placeholder: plain(prompt),
    options: some.map(({ label, line }) => ({
      text: plain(labelOf(label, LIMITS.optionText)),
      value: valueOf(line, LIMITS.optionValue, keep),
    })),
  }));
}

function button(label: string, value: string, id: string): Button {
  return { type: 'button', action_id: id, text: plain(labelOf(label, LIMITS.buttonLabel)), value };
}

/** A line that Slack could give back changed is kept, and only its id sent: Slack escapes `&`, `<` and `>` in what it returns (https://github.com/slackapi/bolt-python/issues/513). */
function valueOf(line: string, longest: number, keep: Kept[]): string {
  const safe = !/[&<>]/.test(line) && cleanLine(line) === line;
  const written = writePress({ does: 'run', line }, safe ? longest : 0);
  keep.push(...written.keep);
  return written.id;
}

/** The choices without those whose line another has before them. */
function once<T extends Choice>(choices: readonly T[]): T[] {
  const lines = new Set<string>();
  return choices.filter(({ line }) => lines.size < lines.add(line).size);
}

function labelOf(label: string, longest: number): string {
  return shorten(cleanLine(label).trim(), longest) || '…';
}

/** `press:0`, `press:1` and so on: unique in a message, and all that the listener waits for. */
function pressIds(): () => string {
  let next = 0;
  return () => `press:${next++}`;
}
