export type { AnyLessonEvent, LessonEvent, LessonState, UnknownEvent } from '@lockstep/contracts';
export { createReplay } from './create-replay.js';
export type {
  Replay,
  ReplayContents,
  ReplayEvents,
  ReplayOptions,
  ReplaySlide,
  ReplayStatus,
} from './replay.js';
export { ReplayError, type ReplayErrorReason } from './replay-error.js';
export { type ReplayEvent } from './lesson-log.js';
export { type ReplayChapter } from './recording-file.js';
