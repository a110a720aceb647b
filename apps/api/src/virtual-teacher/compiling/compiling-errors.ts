import type { ScriptProblem } from '@lockstep/contracts';

/** Why no clips could be made, each reason at its line. */
export class ScriptNotCompilable extends Error {
  override readonly name = 'ScriptNotCompilable';
  constructor(readonly problems: readonly ScriptProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
  }
}
