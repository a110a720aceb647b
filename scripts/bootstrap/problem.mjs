/**
 * Something the person at the keyboard can put right, told in one sentence.
 * Whatever else is thrown is a defect of this program and keeps its stack.
 */
export class Problem extends Error {
  /**
   * @param {string} sentence what is wrong and what to do about it
   * @param {string} [detail] what the failing program itself said
   */
  constructor(sentence, detail) {
    super(sentence);
    this.name = 'Problem';
    this.detail = detail;
  }
}

/**
 * Runs a script's main function and turns its outcome into the exit code.
 *
 * @param {() => Promise<number>} main resolves with the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    tell(asProblem(error));
    process.exitCode = 1;
  }
}

/**
 * @param {unknown} error
 * @returns {Problem} a full disk, wherever it shows, is for the person at the keyboard too
 */
export function asProblem(error) {
  if (error instanceof Problem) return error;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('The disk is full.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Problem(`${path ?? 'A file of the project'} cannot be written: give it to this user.`);
  }
  throw error;
}

/** @param {Problem} problem */
export function tell({ message, detail }) {
  if (detail) process.stderr.write(`\n${detail.trimEnd()}\n`);
  process.stderr.write(`\nlockstep: ${message}\n`);
}
