import { DomainError } from '../errors/domain-error.js';

export class TemplateNotFound extends DomainError {
  override readonly name = 'TemplateNotFound';
  readonly kind = 'not-found';
  readonly code = 'template-not-found';
  constructor(id: string) {
    super(`There is no template, or no result of a dry run any more, with the id ${id}.`, { params: { id } });
  }
}

export class TemplateNameTaken extends DomainError {
  override readonly name = 'TemplateNameTaken';
  readonly kind = 'conflict';
  readonly code = 'template-name-taken';
  constructor(name: string) {
    super(`Another template has the name ${name}.`, { params: { name } });
  }
}

export class TooManyTemplates extends DomainError {
  override readonly name = 'TooManyTemplates';
  readonly kind = 'conflict';
  readonly code = 'too-many-templates';
  constructor(most: number) {
    super(`There are at most ${String(most)} templates: delete one first.`, { params: { most } });
  }
}

export class DryRunBusy extends DomainError {
  override readonly name = 'DryRunBusy';
  readonly kind = 'conflict';
  readonly code = 'dry-run-busy';
  constructor() {
    super('Another dry run is under way. Try again when it is over.');
  }
}

export class DryRunFailed extends DomainError {
  override readonly name = 'DryRunFailed';
  readonly kind = 'invalid';
  readonly code = 'dry-run-failed';
  constructor(why: string, options?: ErrorOptions) {
    super(`The file cannot be encoded with this template: ${why}`, options);
  }
}
