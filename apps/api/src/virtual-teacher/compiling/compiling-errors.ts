import type { ScriptProblem } from '@lockstep/contracts';
import { DomainError } from '../../errors/domain-error.js';

export class CompileJobNotFound extends DomainError {
  override readonly name = 'CompileJobNotFound';
  readonly kind = 'not-found';
  readonly code = 'compile-job-not-found';
  constructor(id: string) {
    super(`There is no compile job ${id}.`);
  }
}

/** Why no clips could be made, each reason at its line. */
export class ScriptNotCompilable extends Error {
  override readonly name = 'ScriptNotCompilable';
  constructor(readonly problems: readonly ScriptProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
  }
}
