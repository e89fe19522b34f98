import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
} from 'discord.js';
import { writePress, type Press } from '../../button.ts';
import { inGroups } from '../../in-groups.ts';
import type { Action, Citation } from '../../reply.ts';
import type { Kept } from '../../storage/storage.ts';
import { isBlank, label } from './escape.ts';
import { passageWords } from './footer.ts';
import { ID_LENGTH, LABEL_LENGTH, MOST_BUTTONS_IN_ROW, MOST_MENU_OPTIONS, OPTION_TEXT_LENGTH } from './limits.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Rows of buttons and menus, and what must be kept for them. */
export type Controls = { rows: Row[]; keep: Kept[] };

/** More actions than two rows of buttons hold go into menus. */
const MOST_BUTTONS = 2 * MOST_BUTTONS_IN_ROW;
/** Fifty sources on one page; `/source` finds the others. */
const MOST_SOURCE_MENUS = 2;
/** Actions are put where the press of a source would be the same. */
const sourceLine = ({ item }: Citation) => `/source ${item}`;

/** Each command line once, as buttons or, where there are many, as menus. The first one carries the mark. */
export function actionControls(actions: readonly Action[], mark?: string): Controls {
  const lines = [...Map.groupBy(actions, ({ command }) => command).values()].flatMap((same) => same.slice(0, 1));
  const choices = lines.map(({ label: shown, command }, i) => ({
    label: [shown, command].find((text) => !isBlank(label(text, LABEL_LENGTH))) ?? 'Go on',
    ...writePress({ does: 'run', line: command }, ID_LENGTH, i === 0 ? mark : undefined),
  }));
  const keep = choices.flatMap((choice) => choice.keep);
  if (choices.length > MOST_BUTTONS) {
    const options = choices.map(({ label: shown, id }) => ({ label: label(shown, OPTION_TEXT_LENGTH), value: id }));
    return { rows: menus('actions', 'Choose what is next…', options), keep };
  }
  const buttons = choices.map(({ label: shown, id }) => button(label(shown, LABEL_LENGTH), id));
  return { rows: inGroups(buttons, MOST_BUTTONS_IN_ROW).map(row), keep };
}

/** A menu that shows where a source stands, but for those that a button shows already. Its first option carries the mark. */
export function sourceControls(citations: readonly Citation[], actions: readonly Action[], mark?: string): Controls {
  const offered = new Set(actions.map(({ command }) => command));
  const items = [...Map.groupBy(citations, ({ item }) => item).values()].flatMap((same) => same.slice(0, 1));
  const choices = items
    .filter((citation) => !isBlank(citation.item) && !offered.has(sourceLine(citation)))
    .slice(0, MOST_SOURCE_MENUS * MOST_MENU_OPTIONS)
    .map((citation, i) => {
      const { number, attribution, passages } = citation;
      const press: Press = { does: 'run', line: sourceLine(citation) };
      const { id, keep } = writePress(press, ID_LENGTH, i === 0 ? mark : undefined);
      const words = label(passages.slice(0, 1).map(passageWords).join(''), OPTION_TEXT_LENGTH);
      const shown = label(`[${number}] ${attribution}`, OPTION_TEXT_LENGTH);
      return { keep, option: { label: shown, value: id, ...(!isBlank(words) && { description: words }) } };
    });
  const options = choices.map(({ option }) => option);
  return { rows: menus('sources', 'Show a source…', options), keep: choices.flatMap(({ keep }) => keep) };
}

/** To the pages before and after, with the page in between; the ends stay in their places, so that one can press on. Each carries the mark to its page. */
export function pager(of: string, page: number, pages: number, mark?: string): Row {
  const to = (target: number) => writePress({ does: 'page', of, page: target }, ID_LENGTH, mark).id;
  return row([
    { ...button('Previous', to(page - 1)), disabled: page === 0 },
    { ...button(`Page ${page + 1} of ${pages}`, to(page)), disabled: true },
    { ...button('Next', to(page + 1)), disabled: page === pages - 1 },
  ]);
}

/** What shows a reply that only the asker sees to the channel. */
export function shareRow(of: string): Row {
  const press: Press = { does: 'share', of };
  return row([button('Share to channel', writePress(press, ID_LENGTH).id)]);
}

function menus(name: string, placeholder: string, options: readonly APISelectMenuOption[]): Row[] {
  const groups = inGroups(options, MOST_MENU_OPTIONS);
  return groups.map((group, i) =>
    row([
      {
        type: ComponentType.StringSelect,
        // What is chosen tells what to do; this only has to be another one for each menu.
        custom_id: `${name} ${i + 1}`,
        placeholder: groups.length === 1 ? placeholder : `${placeholder} (${i + 1} of ${groups.length})`,
        options: group,
      },
    ]),
  );
}

function button(shown: string, id: string) {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label: shown, custom_id: id } as const;
}

function row(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}
