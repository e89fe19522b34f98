import { clearLine, cursorTo } from 'node:readline';

/** Where text is written; a terminal says so, and how wide it is. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

const WIDTH = 80;

/** Says on the line of the cursor what one waits for; what it gives back takes that away again. Anything but a terminal is told nothing. */
export function showStatus(output: Output, text: string): () => void {
  if (output.isTTY !== true) return () => {};
  // One that wraps would be taken away in part only.
  output.write(text.slice(0, (output.columns ?? WIDTH) - 1));
  return () => {
    cursorTo(output, 0);
    clearLine(output, 0);
  };
}
