/** Steps with their times, on stderr: stdout belongs to the program that is started. */

const live = process.stderr.isTTY === true;
/** Where a line cannot be rewritten, a long step says now and then that it is still at work. */
const HEARTBEAT_MS = 15_000;

/** @param {number} sinceMs */
const elapsed = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/**
 * Runs one step and shows that it runs, how far it is and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<T>} work may say how far it is
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedAt = Date.now();
  let note = '';
  const line = () => `${title}${note && ` (${note})`} … ${elapsed(startedAt)}`;
  const draw = () => process.stderr.write(live ? `\r\x1b[2K  ${line()}` : `  ${line()}\n`);
  draw();
  const ticker = setInterval(draw, live ? 200 : HEARTBEAT_MS);
  const end = (/** @type {string} */ mark) => {
    clearInterval(ticker);
    process.stderr.write(`${live ? '\r\x1b[2K' : ''}${mark} ${title} (${elapsed(startedAt)})\n`);
  };
  try {
    const result = await work((text) => (note = text));
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}
