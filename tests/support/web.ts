import type { Command } from '../../src/command.ts';
import type { Library } from '../../src/facts/library.ts';
import type { WebEngine } from '../../src/platforms/web/app.ts';
import { aLibrary, ARTICLE } from './builders.ts';
import { aDispatch, COMMANDS } from './run.ts';

type Parts = { library?: Library; commands?: readonly Command[]; sourceText?: string | undefined };

/** An engine for the pages: the real commands over invented stories, with the article's text held unless told otherwise. */
export function aWebEngine({ library = aLibrary(), commands = COMMANDS, sourceText = ARTICLE }: Parts = {}): WebEngine {
  return {
    commands,
    library: () => library,
    dispatch: aDispatch({ library, commands, sourceText }),
    storage: { sourceText: async () => sourceText },
  };
}
