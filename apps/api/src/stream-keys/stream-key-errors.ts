import { DomainError } from '../errors/domain-error.js';

export class StreamKeyNotFound extends DomainError {
  override readonly name = 'StreamKeyNotFound';
  readonly kind = 'not-found';
  readonly code = 'stream-key-not-found';
  constructor(id: string) {
    super(`There is no stream key with the id ${id}.`);
  }
}

/** A chosen key is that of another row. */
export class StreamKeyTaken extends DomainError {
  override readonly name = 'StreamKeyTaken';
  readonly kind = 'conflict';
  readonly code = 'stream-key-taken';
  constructor() {
    super('This stream key is in use; choose another one, or leave it to the server.');
  }
}

export class PublishPathTaken extends DomainError {
  override readonly name = 'PublishPathTaken';
  readonly kind = 'conflict';
  readonly code = 'publish-path-taken';
  constructor(path: string) {
    super(`The publishing path ${path} is in use; choose another one.`, { params: { path } });
  }
}

export class OpenWithoutPath extends DomainError {
  override readonly name = 'OpenWithoutPath';
  readonly kind = 'conflict';
  readonly code = 'open-without-path';
  constructor() {
    super('A key without a publishing path cannot be open: give it a path.');
  }
}
