import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A bot in a process of its own. */
export type Bot = {
  /** Settles once it has printed this. Rejects where it ended by itself before. */
  says(text: string): Promise<void>;
  kill(): void;
  /** Settles once the process is gone. Rejects where it was not killed, with all that it printed. */
  killed: Promise<void>;
};

/** Starts a script; nothing of this process's environment but the path goes with it. */
export function startBot(script: string, env: Record<string, string>): Bot {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill); // it does not outlive a harness that fails
  const listeners = new Set<() => void>();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of listeners) look();
    });
  const killed = (async () => {
    await once(child, 'close');
    process.off('exit', kill);
    if (child.signalCode !== 'SIGKILL')
      throw new Error(`the bot ended by itself (${child.signalCode ?? child.exitCode}):\n${output}`);
  })();
  killed.catch(() => {}); // whoever waits for it hears of it
  return {
    says: (text) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const look = () => {
            if (!output.includes(text)) return;
            listeners.delete(look);
            resolve();
          };
          listeners.add(look);
          look();
        }),
        killed.then(() => new Promise<void>(() => {})), // who was killed on purpose says nothing more
      ]),
    kill,
    killed,
  };
}
