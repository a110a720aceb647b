export type {
  AnyLessonEvent,
  Choice,
  DeckReference,
  LessonEvent,
  LessonState,
  QuestionKind,
  Region,
  TeacherMode,
  UnknownEvent,
} from '@lockstep/contracts';
export { createPlayer } from './create-player.js';
export { type SeekableRange } from './rewind/past-watch.js';
export { type Player } from './player.js';
export { type PlayerEvents, type PlayerStatus } from './player-events.js';
export { type MissingEvent, type PlayerOptions, type RecordingOptions } from './player-options.js';
export { type PlayerStats } from './player-stats.js';
export type {
  Replay,
  ReplayContents,
  ReplayEvents,
  ReplayOptions,
  ReplaySlide,
  ReplayStatus,
} from './replay/replay.js';
export { ReplayError, type ReplayErrorReason } from './replay/replay-error.js';
export { type ReplayEvent } from './replay/lesson-log.js';
export { type ReplayChapter } from './replay/recording-file.js';
export { type DueEvent } from './core/lesson-track.js';
export { type SeqGap } from './core/seq-watch.js';
export { defineLockstepPlayer, LockstepPlayerElement } from './lockstep-player-element.js';
