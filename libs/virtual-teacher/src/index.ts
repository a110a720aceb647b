export * from './brain/brain.js';
export * from './voice/voice.js';
export * from './clip/clip.js';
export * from './voice/voice-failed.js';
export * from './voice/wave.js';
export * from './voice/flite/flite-voice.js';
export * from './openai/openai-client.js';
export * from './openai/openai-settings.js';
export * from './openai/speech-server.js';
export * from './openai/token-budget.js';
export * from './openai/model-failed.js';
export * from './brain/openai/openai-brain.js';
export { LanguageFailed } from './brain/offline/language/language-failed.js';
export { answerAsText, type Correction } from './brain/offline/scorer/corrections.js';
export { groupAnswers, type AnswerGroup, type AnswerToGroup } from './brain/offline/scorer/group-answers.js';
export { proposePhrases, type Proposal } from './brain/offline/scorer/propose-phrases.js';
export { speaksOfDanger, writtenWords } from './brain/offline/manners/danger.js';
export { isUnkind } from './brain/offline/manners/unkind.js';
export { asksFor, givesAway, keptQuestion, type KeptQuestion } from './brain/offline/material/gives-away.js';
export { asksTheSame, bagOfInquiry } from './brain/offline/material/inquiry-words.js';
export { type FoundPassage, LessonMaterial } from './brain/offline/material/lesson-material.js';
export { createOfflineBrain } from './brain/offline/offline-brain.js';
export * from './deck/index.js';
export { type Avatar } from './avatar/avatar.js';
export { shippedAvatars } from './avatar/cast.js';
export { openStage, type OpenStageOptions } from './avatar/open-stage.js';
export { type Film, type Scene, type SlideView, type Stage, StageFailed } from './avatar/stage.js';
export { type ClipBacking, ClipMissing, ClipStore } from './clip/clip-store.js';
export { EncoderFailed, EncodersClosed } from './clip/encoder-failed.js';
export { EncoderPool, type EncoderPoolOptions, type Priority } from './clip/encoder-pool.js';
export { HOUSE_HEADERS } from './clip/house-format.js';
export { compileLesson, type CompileLessonOptions, type CompileProgress } from './compile/compile-lesson.js';
export {
  CompiledLesson,
  type CompiledStep,
  type CompileProblem,
  type LessonClip,
  LessonNotCompiled,
  type ReplyKind,
} from './compile/compiled-lesson.js';
export * from './compile/voice-problem.js';
export { steadyWasm } from './isolation/steady-wasm.js';
export { type Sentence, sentencesOfNarration, sentencesOfText } from './compile/sentence.js';
export { viewAfter } from './compile/slide-view.js';
export { type CompileOptions, Speaker, type SpeakerParts, type SpokenClip } from './compile/speaker.js';
export {
  type LessonTimeline,
  timelineOf,
  type TimelineMark,
  type TimelinePiece,
} from './compile/timeline.js';
export { writeWebVtt } from './compile/webvtt.js';
export * from './voice/openai/openai-voice.js';
export * from './voice/choose-voice.js';
export { voiceNames } from './voice/voice-names.js';
export { SentenceRecordings, type SentenceRecordingsOptions } from './voice/recorded/sentence-recordings.js';
export * from './transcriber/transcriber.js';
export * from './transcriber/find-transcriber.js';
export * from './transcriber/openai-transcriber.js';
export * from './transcriber/pocketsphinx-transcriber.js';
