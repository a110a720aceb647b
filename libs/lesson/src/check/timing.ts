import { type AskStep, type LessonStep, partsOf, type ShownTask, shownTask } from '@lockstep/contracts';
import { isIdeograph } from '../narration/characters.js';
import { type NarrationSentence, parseNarration } from '../narration/parse-narration.js';
import { sayingMs } from '../speech/pace.js';
import type { LessonFacts, SentenceTiming } from './lesson-facts.js';

const MS_AFTER_SENTENCE = 350;

/** Silent reading: 200 English words a minute, or 300 ideographs. */
const READING_MS_PER_WORD = 300;
const READING_MS_PER_IDEOGRAPH = 200;

/** When the words of a sentence sound, as far as is known. */
export const timingOf = (sentence: NarrationSentence, facts: LessonFacts): SentenceTiming =>
  facts.timing?.(sentence.hash) ?? estimated(sentence);

function estimated({ words, endMarks }: NarrationSentence): SentenceTiming {
  let at = 0;
  const silence = (marks: NarrationSentence['endMarks']): number =>
    marks.reduce((sum, { mark }) => sum + (mark.type === 'pause' ? mark.ms : 0), 0);
  const wordStartsMs = words.map(({ spoken, marks }) => {
    at += silence(marks);
    const start = at;
    at += sayingMs(spoken);
    return start;
  });
  return { wordStartsMs, durationMs: at + silence(endMarks) + MS_AFTER_SENTENCE };
}

/** How long somebody needs to read a text silently, ms. */
export function readingMs(text: string): number {
  const wide = [...text].filter(isIdeograph).length;
  const words = text.replace(/[\u3000-\u9fff\uff00-\uffef]/gu, ' ').match(/\S+/g)?.length ?? 0;
  return wide * READING_MS_PER_IDEOGRAPH + words * READING_MS_PER_WORD;
}

/** How long a step takes as far as is known, ms; of a question, with its whole window, or with the time that answering takes. */
export function stepMs(step: LessonStep, language: string, facts: LessonFacts): number {
  const spoken = (text: string): number =>
    parseNarration(text, language).sentences.reduce((sum, one) => sum + timingOf(one, facts).durationMs, 0);
  switch (step.kind) {
    case 'say':
      return spoken(step.text);
    case 'ask':
      return (
        spoken(step.prompt) + (step.windowMs ?? answeringMs(step, step.prompt)) + spoken(step.say.right ?? '')
      );
    case 'play':
      return facts.file?.(step.clip)?.durationMs ?? Math.max(0, ...step.cues.map(({ atMs }) => atMs));
    case 'pause':
      return step.ms;
    case 'branch':
    case 'wait':
      return 0;
  }
}

/** What a student needs beside reading the question again: to think, and to choose, write or speak. */
const ANSWERING_MS: Readonly<Record<AskStep['answer'], number>> = {
  single: 3000,
  multiple: 5000,
  short: 6000,
  open: 20_000,
  spoken: 12_000,
  truefalse: 2000,
  number: 6000,
  order: 4000,
  match: 4000,
  gaps: 4000,
  hotspot: 4000,
  label: 4000,
  poll: 3000,
  words: 6000,
  opinion: 10_000,
  survey: 2000,
};
/** To move one thing to its place, to find its partner, or to fill in a gap. */
const MS_PER_PART = 3000;
const MS_PER_TYPED_LETTER = 300;

function taskMs(task: ShownTask): number {
  const parts = partsOf(task).reduce((sum, { text }) => sum + readingMs(text) + MS_PER_PART, 0);
  if (task.kind !== 'survey') return parts;
  const options = task.items.flatMap((item) => ('choices' in item ? item.choices : []));
  return options.reduce((sum, { text }) => sum + readingMs(text), parts);
}

/** Least time in which a student can read and answer, ms. */
export function answeringMs(step: AskStep, prompt: string): number {
  const choices = step.choices.reduce((sum, { text }) => sum + readingMs(text), 0);
  const typed = step.answer === 'short' ? Math.min(...step.accept.map((text) => text.length), 40) : 0;
  const task = step.task === undefined ? 0 : taskMs(shownTask(step.task));
  return ANSWERING_MS[step.answer] + readingMs(prompt) + choices + task + typed * MS_PER_TYPED_LETTER;
}
