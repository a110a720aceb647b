export * from './lesson-event.js';
export * from './lesson-state.js';
export { reduce, visibleAt, type EventPosition } from './reduce.js';
export {
  decodeEvent,
  decodeSnapshot,
  encodeEvent,
  encodeSnapshot,
  LessonBodyError,
  type LessonBodyErrorReason,
  parseEvent,
} from './lesson-body.js';
export { Compare } from './compare.js';
export * from './lesson-script.js';
export * from './judgement.js';
export { Cue, LessonAction, Question } from './lesson-action.js';
export * from './classroom-messages.js';
export * from './rest/answers.js';
export * from './rest/auth.js';
export * from './rest/compiles.js';
export * from './rest/corrections.js';
export * from './rest/decks.js';
export * from './rest/demo.js';
export * from './rest/dry-run.js';
export * from './rest/events.js';
export { Id } from './rest/id.js';
export * from './rest/lesson-problem-codes.js';
export * from './rest/lesson-scripts.js';
export * from './rest/lesson-versions.js';
export * from './rest/lessons.js';
export * from './rest/paging.js';
export * from './rest/field-reasons.js';
export * from './rest/problem.js';
export * from './rest/problem-codes.js';
export * from './rest/script-problem.js';
export * from './rest/recordings.js';
export * from './rest/sessions.js';
export * from './rest/streams.js';
export * from './rest/teaching.js';
