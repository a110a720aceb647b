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
