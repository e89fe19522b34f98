import { showStatus, type Output } from '../platforms/terminal/status-line.ts';
import type { Progress } from '../curation/desk/desk.ts';

const BAR = 24;
/** Milliseconds between two drawings; a terminal need not draw each step of fast work. */
const PAUSE_MS = 80;

/** Draws how far work is on the line of the cursor, on a terminal only; `end` takes it away. */
export function showProgress(
  output: Output,
  clock = () => performance.now(),
): { tell(progress: Progress): void; end(): void } {
  let takeAway: (() => void) | undefined;
  let last = -Infinity;
  return {
    tell(progress) {
      if (clock() - last < PAUSE_MS) return;
      last = clock();
      takeAway?.();
      takeAway = showStatus(output, progressLine(progress));
    },
    end: () => takeAway?.(),
  };
}

/** “████░░░░ 412 of 1,000 · harbour.html”. */
function progressLine({ says, done, of }: Progress): string {
  if (done === undefined || of === undefined || of === 0) return `${says} …`;
  const full = Math.min(BAR, Math.floor((done / of) * BAR));
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} · ${says}`;
}
