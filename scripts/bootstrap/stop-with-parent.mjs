/** Loaded into the server: stops it, cleanly, when the process that started it was killed. */
import { isMainThread } from 'node:worker_threads';

/** After this the clean stop has failed. */
const PATIENCE_MS = 15_000;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    process.once('exit', endGroup);
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref(); // the channel alone keeps nothing alive
}

/** We lead our own process group, our parent is gone, and nobody else will end what is left in the group. */
function endGroup() {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
}
