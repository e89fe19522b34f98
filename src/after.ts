/** Runs something after so many milliseconds; what it gives back calls it off. Tests hand in their own. */
export type After = (ms: number, run: () => void) => () => void;

/** The clock's own timer; it does not keep the process alive. */
export const afterTime: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

/** Settles after so many milliseconds. */
export function waitFor(ms: number, after: After): Promise<void> {
  return new Promise((resolve) => void after(ms, resolve));
}

/** Whether the work settles, well or not, before so many milliseconds are over. */
export function settlesWithin(ms: number, work: Promise<unknown>, after: After): Promise<boolean> {
  return new Promise((resolve) => {
    const callOff = after(ms, () => resolve(false));
    const settled = () => {
      callOff();
      resolve(true);
    };
    work.then(settled, settled);
  });
}
