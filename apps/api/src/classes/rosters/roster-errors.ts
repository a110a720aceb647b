import { DomainError } from '../../errors/domain-error.js';
import type { UnreadableReason } from './reading/roster.js';

const sentences: Readonly<Record<UnreadableReason, (value: string) => string>> = {
  encoding: () => 'The file is neither UTF-8 nor UTF-16; save it as "CSV UTF-8".',
  'no-columns': () => 'No column is named "email"; the first line has to name the columns.',
  quotes: (line) => `Line ${line} begins a quotation mark that nothing ends.`,
  archive: () => 'The archive is damaged, or it is not a OneRoster archive.',
  'missing-file': (file) => `The archive has no ${file}, which OneRoster needs.`,
  'too-many-rows': (most) => `A table has more than ${most} rows; divide the file.`,
  'too-large': (most) => `The archive holds more than ${most} MiB; divide it.`,
  'too-long': (seconds) => `The file could not be read within ${seconds} s; divide it.`,
};

/** A file of which nothing can be taken. */
export class RosterUnreadable extends DomainError {
  override readonly name = 'RosterUnreadable';
  readonly kind = 'invalid';
  readonly code = 'roster-unreadable';
  constructor(reason: UnreadableReason, value: string) {
    super(sentences[reason](value), { params: { reason, value } });
  }
}

/** Since the preview, somebody changed a class or an account; or the file is another one. */
export class RosterChanged extends DomainError {
  override readonly name = 'RosterChanged';
  readonly kind = 'conflict';
  readonly code = 'roster-changed';
  constructor() {
    super('The file would now do something else than its preview said; look at it again.');
  }
}

export class RosterImportNotFound extends DomainError {
  override readonly name = 'RosterImportNotFound';
  readonly kind = 'not-found';
  readonly code = 'roster-import-not-found';
  constructor(id: string) {
    super(`There is no import of a roster with the id ${id}.`, { params: { id } });
  }
}

export class RosterImportUndone extends DomainError {
  override readonly name = 'RosterImportUndone';
  readonly kind = 'conflict';
  readonly code = 'roster-import-undone';
  constructor() {
    super('This import was undone already.');
  }
}

export class RostersBusy extends DomainError {
  override readonly name = 'RostersBusy';
  readonly kind = 'unavailable';
  readonly code = 'rosters-busy';
  override readonly retryAfterMs = 5000;
  constructor(cause: unknown) {
    super('Other rosters are being read; try again soon.', { cause });
  }
}
