/** The thread as it ships, in which something is thrown after a caller whose stream id says `crash` was asked about. */
import { parentPort } from 'node:worker_threads';
import type { FromThread } from '../../src/srt/thread-messages.js';

if (parentPort !== null) {
  const port = parentPort;
  const post = port.postMessage.bind(port);
  port.postMessage = (message: FromThread) => {
    post(message);
    if (message.kind !== 'asking' || !message.streamId.includes('crash')) return;
    setTimeout(() => {
      throw new Error('thrown by the test');
    });
  };
}
await import('../../src/srt/srt.worker.js');
