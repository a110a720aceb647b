import type { ScriptProblem } from '@lockstep/contracts';
import { DomainError, type ToldError } from '../errors/domain-error.js';

export class LessonNotFound extends DomainError {
  override readonly name = 'LessonNotFound';
  readonly kind = 'not-found';
  readonly code = 'lesson-not-found';
  constructor(id: string) {
    super(`There is no lesson ${id}.`, { params: { id } });
  }
}

/** Lessons are shared with staff who have an account. */
export class ColleagueNotFound extends DomainError {
  override readonly name = 'ColleagueNotFound';
  readonly kind = 'not-found';
  readonly code = 'colleague-not-found';
  constructor(email: string) {
    super(`No colleague has the address ${email}; an admin can invite them.`, { params: { email } });
  }
}

export class UploadTooLarge extends DomainError {
  override readonly name = 'UploadTooLarge';
  readonly kind = 'too-large';
  readonly code = 'upload-too-large';
  constructor(what: string) {
    super(`The upload is too large: ${what}. Nothing was changed.`);
  }
}

/** Something that only the other kind of lesson can do. */
export class OtherLessonKind extends DomainError {
  override readonly name = 'OtherLessonKind';
  readonly kind = 'conflict';
  readonly code = 'other-lesson-kind';
  constructor(id: string, isScript: boolean) {
    super(
      isScript
        ? `The lesson ${id} is written as text; change its script and files instead.`
        : `The lesson ${id} has slides and cues and no script; make another lesson for a script.`,
    );
  }
}

/** Somebody else saved the script meanwhile. */
export class DraftChanged extends DomainError {
  override readonly name = 'DraftChanged';
  readonly kind = 'precondition-failed';
  readonly code = 'draft-changed';
  constructor(readonly etag: string) {
    super(`The script was changed meanwhile (it is ${etag} now). Fetch it, bring both together, save again.`);
  }
}

export class IfMatchMissing extends DomainError {
  override readonly name = 'IfMatchMissing';
  readonly kind = 'precondition-required';
  readonly code = 'if-match-missing';
  constructor() {
    super('Send the ETag that you were given as If-Match, so that nobody’s work is overwritten.');
  }
}

export class AssetNotFound extends DomainError {
  override readonly name = 'AssetNotFound';
  readonly kind = 'not-found';
  readonly code = 'asset-not-found';
  constructor(path: string) {
    super(`The lesson has no file ${path}.`, { params: { path } });
  }
}

export class VersionNotFound extends DomainError {
  override readonly name = 'VersionNotFound';
  readonly kind = 'not-found';
  readonly code = 'version-not-found';
  constructor(lessonId: string, version: number | undefined) {
    super(
      version === undefined
        ? `The lesson ${lessonId} has no published version.`
        : `The lesson ${lessonId} has no version ${String(version)}.`,
    );
  }
}

/** Its clips are still being made, or could not be. */
export class VersionNotCompiled extends DomainError {
  override readonly name = 'VersionNotCompiled';
  readonly kind = 'conflict';
  readonly code = 'version-not-compiled';
  constructor(lessonId: string, version: number | 'draft') {
    const which = version === 'draft' ? 'The draft' : `Version ${String(version)}`;
    super(
      `${which} of the lesson ${lessonId} is not compiled; GET /api/lessons/${lessonId}/compile says why.`,
    );
  }
}

export class AlreadyPublished extends DomainError {
  override readonly name = 'AlreadyPublished';
  readonly kind = 'conflict';
  readonly code = 'already-published';
  constructor(version: number) {
    super(`The draft is version ${String(version)} already, word for word.`, { params: { version } });
  }
}

/** A script with errors: it may be kept, but not compiled, published or taught. */
export class ScriptHasErrors extends DomainError {
  override readonly name = 'ScriptHasErrors';
  readonly kind = 'conflict';
  readonly code = 'script-has-errors';
  override readonly errors: readonly ToldError[];
  constructor(problems: readonly ScriptProblem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    const places = errors.map(({ line, column, message }) =>
      line === null ? message : `${String(line)}:${String(column)} ${message}`,
    );
    super(`The script has errors: ${places.join('; ')}`, { params: { count: errors.length } });
    this.errors = errors.map(({ code, params, message, remedy, line, column }) => ({
      code,
      ...(params && { params }),
      field: 'text',
      message: `${message} ${remedy}`,
      ...(line !== null && { line }),
      ...(column !== null && { column }),
    }));
  }
}
