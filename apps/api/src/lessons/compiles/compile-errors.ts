import { DomainError } from '../../errors/domain-error.js';

export class CompileJobNotFound extends DomainError {
  override readonly name = 'CompileJobNotFound';
  readonly kind = 'not-found';
  readonly code = 'compile-job-not-found';
  constructor(id: string) {
    super(`There is no compile job ${id}.`);
  }
}
