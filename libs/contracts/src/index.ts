export {
  type AnyLessonEvent,
  Choice,
  ControlAction,
  deckManifestPath,
  DeckReference,
  LessonEvent,
  QuestionKind,
  Region,
  type QuestionTraits,
  slideImagePath,
  TeacherMode,
  traitsOf,
  type UnknownEvent,
} from './lesson-event.js';
export {
  AskedQuestion,
  initialLessonState,
  LessonState,
  ShownCaption,
  ShownFeedback,
  ShownResult,
} from './lesson-state.js';
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
export {
  RECORDING_SCHEMA,
  RecordedDeck,
  RecordedEvent,
  recordedItems,
  RecordedLesson,
} from './recorded-lesson.js';
export { Compare } from './compare.js';
export {
  AskKind,
  AskStep,
  AvatarChoice,
  BrainChoice,
  BranchStep,
  DeckSource,
  LessonScript,
  LessonStep,
  NamedRegions,
  SentenceRecordings,
  Narration,
  ScriptMedia,
  UNLIMITED_WINDOW_MS,
} from './lesson-script.js';
export { MediaKind, mediaPath, ShownMedia } from './shown-media.js';
export { shuffledBy, spread } from './tasks/unordered.js';
export { MAX_PART, MAX_PARTS } from './tasks/shown-kind.js';
export * from './tasks/shown-task.js';
export * from './tasks/task.js';
export { type Area, centreOf, isWithin, type Point, readPoint, writePoint } from './tasks/area.js';
export type { HotspotTask } from './tasks/hotspot/hotspot.js';
export type { LabelTask } from './tasks/label/label.js';
export type { ShownHotspot } from './tasks/hotspot/shown-hotspot.js';
export type { ShownLabel } from './tasks/label/shown-label.js';
export type { GapsTask } from './tasks/gaps/gaps.js';
export type { MatchTask } from './tasks/match/match.js';
export type { OrderTask } from './tasks/order/order.js';
export type { ShownGaps } from './tasks/gaps/shown-gaps.js';
export type { ShownMatch } from './tasks/match/shown-match.js';
export type { ShownOrder } from './tasks/order/shown-order.js';
export type { SurveyTask } from './tasks/survey/survey.js';
export {
  chosenIn,
  MAX_SCALE,
  MAX_SURVEY_TEXT,
  missingOf,
  optionsOf,
  type ShownSurvey,
  type SurveyItem,
  wordsOfItem,
} from './tasks/survey/shown-survey.js';
export {
  countSurvey,
  type SurveyCounts,
  surveyKey,
  type SurveySum,
  sumsOf,
} from './tasks/survey/survey-sums.js';
export { passedOver, poolsOf } from './pools.js';
export { askKinds, type AskTraits } from './ask-kinds.js';
export * from './judgement.js';
export { Cue, LessonAction, Question } from './lesson-action.js';
export {
  type Ack,
  classroomNamespace,
  clientEvents,
  type ClientToServer,
  PresenceUpdate,
  type ServerToClient,
  SessionChanged,
} from './classroom-messages.js';
export * from './rest/answers.js';
export * from './rest/analytics.js';
export * from './rest/rewinds.js';
export * from './rest/attendance.js';
export * from './rest/self-paced.js';
export * from './rest/audit.js';
export * from './rest/auth.js';
export * from './rest/classes.js';
export * from './rest/rosters.js';
export * from './rest/student-home.js';
export * from './rest/compiles.js';
export * from './rest/corrections.js';
export * from './rest/decks.js';
export * from './rest/demo.js';
export * from './rest/dry-run.js';
export * from './rest/events.js';
export { Id } from './rest/id.js';
export * from './rest/exchange.js';
export * from './rest/lesson-sharing.js';
export * from './rest/lesson-problem-codes.js';
export * from './rest/lesson-scripts.js';
export * from './rest/inquiries.js';
export * from './rest/lesson-versions.js';
export * from './rest/lessons.js';
export * from './rest/moments.js';
export * from './rest/own-results.js';
export * from './rest/paging.js';
export * from './rest/people.js';
export * from './rest/field-reasons.js';
export * from './rest/problem.js';
export * from './rest/problem-codes.js';
export * from './rest/score.js';
export * from './rest/statements.js';
export * from './rest/script-problem.js';
export * from './rest/erasure.js';
export * from './rest/keeping.js';
export * from './rest/recordings.js';
export * from './rest/session-past.js';
export * from './rest/review-work.js';
export * from './rest/session-reviews.js';
export * from './rest/sessions.js';
export * from './rest/streams.js';
export * from './rest/access.js';
export * from './rest/viewers.js';
export * from './rest/settings.js';
export * from './rest/restreams.js';
export * from './rest/templates.js';
export * from './rest/webhooks.js';
export * from './rest/teaching.js';
