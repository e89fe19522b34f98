import type { User } from 'discord.js';
import type { Asker } from '../../command.ts';

/** A Discord user as commands know people. */
export function askerOf({ id, displayName }: Pick<User, 'id' | 'displayName'>, operators: readonly string[]): Asker {
  return { id: `discord:${id}`, name: displayName, isOperator: operators.includes(id) };
}

/** A channel, thread or direct message by the name under which commands remember what it had. */
export function channelOf(id: string): string {
  return `discord:${id}`;
}
