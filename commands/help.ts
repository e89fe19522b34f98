import { z } from 'zod';
import { code, defineCommand, findCommand, optionSpecs, paragraph, post, spans, usage } from '../src/kit.ts';

const Options = z.strictObject({
  command: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: 'One command, for its options', kind: 'command' }),
});

/** `/help [command]`: all commands, or one with its options. */
export default defineCommand({
  name: 'help',
  description: 'List the commands, or explain one',
  options: Options,
  steady: true,

  run({ options: { command: typed }, commands }) {
    if (typed === undefined) {
      return post({
        title: 'What I can do',
        blocks: [
          {
            type: 'list',
            ordered: false,
            items: commands.map((command) => spans(code(usage(command)), ` ${command.description}.`)),
          },
          paragraph(
            'A question needs no command: write it to me directly, or mention me with it. Options go by position or by name, such as ',
            code('/quote story:xi-putin'),
            '.',
          ),
        ],
        visibility: 'asker',
      });
    }
    const command = findCommand(typed.replace(/^\//, ''), commands);
    const fields = optionSpecs(command).map(({ name: option, description, required, choices }) => ({
      label: option,
      value: spans(
        `${description}${choices.length > 0 ? ` (${choices.join(', ')})` : ''}${required ? '' : '; may be left out'}`,
      ),
    }));
    return post({
      title: usage(command),
      blocks: [
        paragraph(`${command.description}.`),
        ...(fields.length > 0 ? [{ type: 'fields' as const, fields }] : []),
      ],
      visibility: 'asker',
    });
  },
});
