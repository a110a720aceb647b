/** The one thread that calls libsrt. Whatever goes wrong in it, libsrt is shut down before it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { LibsrtMissing, loadLibsrt, type Libsrt } from './libsrt.js';
import { SrtListener, Unbound } from './srt-listener.js';
import type { FromThread, ThreadOptions, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('srt.worker.js runs in a thread that the server starts.');
const tell = (message: FromThread): void => port.postMessage(message);

let srt: Libsrt | undefined;
try {
  const options = workerData as ThreadOptions;
  srt = await loadLibsrt(options.library);
  const listener = new SrtListener(srt, options, tell);
  const fail = (error: unknown): void => {
    tell({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    listener.take({ kind: 'stop' });
  };
  process.on('uncaughtException', fail);
  port.on('message', (message: ToThread) => {
    try {
      listener.take(message);
    } catch (error) {
      fail(error);
    }
  });
  await listener.run().catch(fail);
} catch (error) {
  if (error instanceof LibsrtMissing) tell({ kind: 'missing', reason: error.message });
  else if (error instanceof Unbound) tell({ kind: 'unbound', reason: error.message });
  else tell({ kind: 'failed', error: String(error) });
  await srt?.cleanup();
  srt?.release();
}
port.close();
