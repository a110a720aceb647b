import { once } from 'node:events';
import { signalGroup, start } from './children.mjs';
import { Problem } from './problem.mjs';
import { onStopRequest } from './stop-signals.mjs';

/** A class of students is told, files are closed: seconds. Past this the server hangs. */
const PATIENCE_MS = 15_000;

const preload = new URL('./stop-with-parent.mjs', import.meta.url).href;

/**
 * Runs the server until it ends or we are asked to stop, and leaves nothing of it behind.
 *
 * @param {string} node
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code: 0 after a clean stop, else the server's own
 */
export async function supervise(node, args, env) {
  // The IPC channel carries no message: its closing is how the server learns that we were killed.
  const server = start(node, ['--import', preload, ...args], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let stopping = false;
  onStopRequest((insistent) => {
    signalGroup(server, insistent ? 'SIGKILL' : 'SIGTERM');
    if (stopping) return;
    stopping = true;
    setTimeout(() => signalGroup(server, 'SIGKILL'), PATIENCE_MS).unref();
  });
  const [code, signal] = /** @type {[number | null, NodeJS.Signals | null]} */ (await once(server, 'exit'));
  signalGroup(server, 'SIGKILL');
  if (stopping) return signal === 'SIGKILL' ? 1 : 0;
  if (signal) throw new Problem(`The server was ended by ${signal}.${hintFor(signal)}`);
  return code ?? 1;
}

/** @param {NodeJS.Signals} signal */
function hintFor(signal) {
  return signal === 'SIGKILL' ? ' If nobody did that on purpose, the machine ran out of memory.' : '';
}
