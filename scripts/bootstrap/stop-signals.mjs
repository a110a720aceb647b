import { stopAll } from './children.mjs';
import { watchParent } from './parent-watch.mjs';

/** npm passes on a Ctrl-C that the terminal has already sent us: within this time it is the same one. */
const SAME_REQUEST_MS = 1000;

/** @type {readonly NodeJS.Signals[]} */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @type {(insistent: boolean) => void} */
let handler = () => {
  void stopAll().finally(() => process.exit(130));
};
let firstAt = 0;

function request() {
  const insistent = firstAt > 0 && Date.now() - firstAt > SAME_REQUEST_MS;
  if (firstAt > 0 && !insistent) return;
  if (firstAt === 0) firstAt = Date.now();
  handler(insistent);
}

/** From here on a stop signal, or the end of the npm that runs us, ends what we started before us. */
export function listenForStop() {
  for (const signal of stopSignals) process.on(signal, request);
  watchParent(request);
}

/**
 * Leaves the decision how to stop to the part that runs now.
 *
 * @param {(insistent: boolean) => void} onStop `insistent` when asked again after a second
 */
export function onStopRequest(onStop) {
  handler = onStop;
}
