import { readFileSync } from 'node:fs';

/** How soon a lost parent is noticed; reading a small file this often costs nothing. */
const INTERVAL_MS = 250;

/**
 * Calls back once when the npm that ran us is gone. A killed npm tells nobody; without this
 * the server would go on with nothing left to stop it by. Run without npm, nothing is watched:
 * then a vanished parent may be a deliberate `nohup … &`.
 *
 * @param {() => void} onGone
 */
export function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const atStart = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === atStart) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
}

/** The chain from us up to npm: npm itself, or the shell that npm ran our line with and then npm. */
function ancestry() {
  const parent = process.ppid;
  const shell = statOf(parent);
  return shell && /^(sh|dash|bash|ash|zsh)$/.test(shell.name) ? `${parent} ${shell.parent}` : `${parent}`;
}

/**
 * @param {number} pid
 * @returns {{ name: string, parent: string } | undefined} nothing where there is no /proc
 */
function statOf(pid) {
  try {
    const match = /\((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    return match?.[1] && match[2] ? { name: match[1], parent: match[2] } : undefined;
  } catch {
    return undefined;
  }
}
