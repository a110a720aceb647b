import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** The WebSocket that a browser names once it can be driven. Goes on reading afterwards: a browser whose words nobody takes comes to a halt. */
export function saidAddress(words: Readable): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    words.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const url = /ws:\/\/\S+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    words.once('end', () => reject(new Error(`The browser did not start: ${said}`)));
  });
}

/** Ends a browser that leads a process group of its own, with all the processes that it started. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // all of them have ended by themselves
  }
  await ended;
}
