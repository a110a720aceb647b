export { type LessonScript } from '@lockstep/contracts';
export {
  byPlace,
  describeProblem,
  firstProblems,
  hasErrors,
  type Path,
  type Place,
  type Problem,
  type Severity,
} from './problem.js';
export { parseLesson, type ParsedLesson } from './parse-lesson.js';
export { type LessonPlaces } from './text/lesson-places.js';
export { formatMark, isMark, type Mark, type MarkType, parseMark } from './narration/mark.js';
export {
  MAX_SENTENCE_CHARACTERS,
  type MarkItem,
  type Narration,
  type NarrationProblem,
  type NarrationSentence,
  type NarrationWord,
  parseNarration,
  plainText,
} from './narration/parse-narration.js';
export {
  captionOf,
  recordingKey,
  recordingsOf,
  type SaidSentence,
  saidSentences,
} from './recordings/said-sentences.js';
export { fingerprint } from './fingerprint.js';
export { setRecording } from './recordings/edit-recordings.js';
export { LessonText } from './text/lesson-text.js';
export { plainText as plainSpeech, sayEnglish } from './speech/english/say-english.js';
export { sayWords, spokenText } from './speech/say-words.js';
export { type Pause, type SaidWord, type Unsaid } from './speech/said-word.js';
export * from './speech/voice-languages.js';
export { sayingMs } from './speech/pace.js';
export { readableTex, readableText } from './speech/formula/readable-tex.js';
export { texAt } from './narration/tex-span.js';
export { asNarration } from './narration/as-narration.js';
export {
  effectOf,
  FIRST_SLIDE,
  type MarkEffect,
  type SlideFacts,
  type SlidePosition,
} from './slides/mark-effect.js';
export { hasSigns, notationOf, sameNotation, tidy } from './answers/notation.js';
export { readGaps } from './tasks/gaps-text.js';
export { textOfTask } from './tasks/task-texts.js';
export { feedbackMediaOf, mediaKindOf } from './media-kinds.js';
export { checkLesson } from './check/check-lesson.js';
export { type LessonFacts, type SentenceTiming } from './check/lesson-facts.js';
export { readingMs, stepMs } from './check/timing.js';
export { mediaIn, type MediaSlot, setMedia } from './edit-media.js';
export { addToQuestion, type QuestionAddition, setInQuestion, setPool } from './edit-question.js';
export { addQuestion, changeQuestion, removeQuestion } from './edit-steps.js';
export { nameChoices } from './ids.js';
export { formatLesson, type FormatOptions } from './format-lesson.js';
export { diffLessons, type LessonDifference, type StepChange } from './compare/diff-lessons.js';
export { lessonJsonSchema } from './text/json-schema.js';
export {
  type QuestionFormatCodec,
  type ReadQuestions,
  type ReadStep,
  type Unwritten,
  type WrittenQuestions,
} from './exchange/exchange.js';
export { leftOut } from './exchange/left-out.js';
export { lessonOf } from './exchange/lesson-of.js';
export { questionFormatOf, questionFormats, readQuestions } from './exchange/formats.js';
export { textOfBytes } from './exchange/text/text-of-bytes.js';
export { writeQuestions } from './exchange/write-questions.js';
