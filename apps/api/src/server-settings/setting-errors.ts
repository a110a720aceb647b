import { DomainError } from '../errors/domain-error.js';

export class SettingNotFound extends DomainError {
  override readonly name = 'SettingNotFound';
  readonly kind = 'not-found';
  readonly code = 'setting-not-found';
  constructor(name: string) {
    super(`There is no setting ${name} that can be changed while the server runs.`);
  }
}
