/**
 * Each `code` of a {@link Problem}, with the names of the values that its `params` carry, for pages that say it in
 * another language. A page may meet codes of a newer server: it shows their `detail`.
 */
export const problemParams = {
  // what is sent
  'validation-failed': ['fields'],
  'bad-request': [],
  'payload-too-large': [],
  'unsupported-media-type': [],
  'request-timeout': [],
  'http-error': [],
  'not-found': [],
  'method-not-allowed': [],
  'unknown-event': [],
  // who sends it, and how often
  'token-missing': [],
  'token-invalid': [],
  forbidden: ['roles'],
  'token-not-found': [],
  'last-admin-token': [],
  'too-many-calls': [],
  'too-many-requests': [],
  'too-many-joins': [],
  // the server
  'internal-error': [],
  'database-away': [],
  'no-room': [],
  'stored-record-unreadable': ['record', 'id'],
  'ledger-row-unreadable': ['seq', 'type'],
  // lessons
  'lesson-not-found': ['id'],
  'deck-not-found': ['id'],
  'upload-too-large': [],
  'other-lesson-kind': [],
  'draft-changed': [],
  'if-match-missing': [],
  'asset-not-found': ['path'],
  'version-not-found': [],
  'version-not-compiled': [],
  'already-published': ['version'],
  'script-has-errors': ['count'],
  'lesson-not-ready': ['fields'],
  'reader-busy': [],
  'compile-job-not-found': [],
  'preview-not-found': [],
  'too-many-previews': ['most'],
  'question-not-found': ['id'],
  // sessions
  'session-not-found': ['id'],
  'session-not-live': [],
  'session-not-over': [],
  'session-still-live': [],
  'session-held': [],
  'student-not-found': ['id'],
  'recording-not-found': ['id'],
  'recording-not-finished': ['status'],
  'session-faulty': [],
  'session-plays-file': [],
  'illegal-transition': ['status', 'action'],
  'media-file-not-found': ['name'],
  'media-not-playable': ['name'],
  'stream-key-not-found': [],
  'no-open-question': [],
  'question-not-opened': [],
  'body-too-large': [],
  'budget-exceeded': [],
  'seq-out-of-order': [],
  'stream-ended': [],
  relayed: [],
  // the virtual teacher
  'no-virtual-teacher': [],
  'not-now': ['phase'],
  'illegal-move': ['phase'],
  'not-taken-over': [],
  // answers and speech
  'answer-late': [],
  'answer-duplicate': [],
  'answer-foreign': [],
  'answer-malformed': [],
  'feedback-not-found': [],
  'answer-not-found': ['id'],
  'correction-not-found': ['id'],
  'comment-not-found': [],
  'link-not-found': [],
  'voice-unavailable': [],
  'transcription-unavailable': [],
  'no-spoken-question': [],
  'one-at-a-time': [],
  'recording-too-large': [],
  'recording-too-long': [],
  'recording-not-audio': [],
  'recording-language': [],
  'recording-unavailable': [],
  'recording-timeout': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The kind of a refusal, as its `code` says it. */
export type ProblemCode = keyof typeof problemParams;

/** The values of a refusal of this kind. */
export type ParamsOf<Code extends ProblemCode> = Readonly<
  Record<(typeof problemParams)[Code][number], string | number>
>;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemParams, code);
