import type { LessonScript } from '@lockstep/contracts';
import { spokenBy } from '../spoken-by.js';
import { parseNarration } from '../narration/parse-narration.js';
import { effectOf, FIRST_SLIDE, type SlidePosition } from '../slides/mark-effect.js';
import type { LessonFacts, StepFinding } from './lesson-facts.js';
import { readingMs, stepMs, timingOf } from './timing.js';
import { marksOf } from './walk-slides.js';

/** What a stream carries, see docs/signalling.md: more waits, and is late. */
export const MAX_EVENTS_PER_SECOND = 30;
export const MAX_BYTES_PER_SECOND = 10_240;
/** JSON, ids and headers of one event. */
export const EVENT_BYTES = 180;
/** Of the time that reading takes; the teacher reads along, so not every word must be read. */
const SHARE_READ = 0.6;

type Moment = { readonly atMs: number; readonly bytes: number; readonly from: number; readonly to: number };

/** Seconds in which more happens than a stream carries. */
export function checkBudget(script: LessonScript, facts: LessonFacts): StepFinding[] {
  return script.steps.flatMap((step, stepIndex) => {
    const texts = spokenBy(step).flatMap(({ path, text }) =>
      busiest(momentsOf(text, script.language, facts)).map((busy) => ({ ...busy, path })),
    );
    return texts.map(({ events, bytes, span, path }): StepFinding => {
      const message = `${String(events)} events of together ${String(Math.ceil(bytes / 1024))} KiB happen within one second; a stream carries ${String(MAX_EVENTS_PER_SECOND)} and ${String(MAX_BYTES_PER_SECOND / 1024)} KiB.`;
      return {
        severity: 'warning',
        code: 'event-budget',
        message,
        remedy: 'Spread the marks over more words.',
        params: { events },
        stepIndex,
        path,
        span,
      };
    });
  });
}

function momentsOf(text: string, language: string, facts: LessonFacts): Moment[] {
  const moments: Moment[] = [];
  let start = 0;
  for (const sentence of parseNarration(text, language).sentences) {
    const { wordStartsMs, durationMs } = timingOf(sentence, facts);
    const caption = EVENT_BYTES + new TextEncoder().encode(sentence.text).length;
    moments.push({ atMs: start, bytes: caption, from: sentence.from, to: sentence.to });
    for (const [i, word] of sentence.words.entries()) {
      for (const { from, to, mark } of word.marks) {
        if (mark.type !== 'pause')
          moments.push({ atMs: start + (wordStartsMs[i] ?? 0), bytes: EVENT_BYTES, from, to });
      }
    }
    for (const { from, to } of sentence.endMarks)
      moments.push({ atMs: start + durationMs, bytes: EVENT_BYTES, from, to });
    start += durationMs;
  }
  return moments;
}

/** The first second that holds too much. */
function busiest(
  moments: readonly Moment[],
): { events: number; bytes: number; span: { from: number; to: number } }[] {
  for (const first of moments) {
    const second = moments.filter(({ atMs }) => atMs >= first.atMs && atMs < first.atMs + 1000);
    const bytes = second.reduce((sum, one) => sum + one.bytes, 0);
    if (second.length <= MAX_EVENTS_PER_SECOND && bytes <= MAX_BYTES_PER_SECOND) continue;
    return [{ events: second.length, bytes, span: { from: first.from, to: second.at(-1)?.to ?? first.to } }];
  }
  return [];
}

/** Slides that are gone before anybody can have read them, on the straight way through the lesson. */
export function checkReading(script: LessonScript, facts: LessonFacts): StepFinding[] {
  const slides = facts.slides;
  if (!slides) return [];
  const found: StepFinding[] = [];
  let shown: { at: SlidePosition; sinceMs: number; stepIndex: number } = {
    at: FIRST_SLIDE,
    sinceMs: 0,
    stepIndex: 0,
  };
  const leave = (atMs: number): void => {
    const words = slides[shown.at.slide - 1]?.steps.at(-1)?.words ?? [];
    const needed = readingMs(
      words
        .filter(({ isPart }) => !isPart)
        .map(({ text }) => text)
        .join(' '),
    );
    const seen = atMs - shown.sinceMs;
    if (seen <= 0 || seen >= needed * SHARE_READ || needed < 2000) return;
    const message = `Slide ${String(shown.at.slide)} is shown for about ${seconds(seen)}; to read it takes ${seconds(needed)}.`;
    const remedy = 'Say more while it is shown, turn the next one later, or put less on it.';
    const params = {
      slide: shown.at.slide,
      seconds: Math.round(seen / 1000),
      neededSeconds: Math.round(needed / 1000),
    };
    found.push({
      severity: 'advice',
      code: 'slide-too-short',
      message,
      remedy,
      params,
      stepIndex: shown.stepIndex,
    });
  };
  let now = 0;
  for (const [stepIndex, step] of script.steps.entries()) {
    const turns = turnsIn(script, stepIndex, facts);
    for (const { atMs, mark } of turns) {
      const effect = effectOf(mark, shown.at, slides, script);
      if (effect.type !== 'slide' || effect.to.slide === shown.at.slide) continue;
      leave(now + atMs);
      shown = { at: effect.to, sinceMs: now + atMs, stepIndex };
    }
    now += stepMs(step, script.language, facts);
  }
  return found;
}

const seconds = (ms: number): string => `${String(Math.round(ms / 1000))} s`;

type Turn = { readonly atMs: number; readonly mark: ReturnType<typeof marksOf>[number]['mark'] };

/** Slide marks of a step with their times; of a question, those of its prompt. */
function turnsIn(script: LessonScript, stepIndex: number, facts: LessonFacts): Turn[] {
  const step = script.steps[stepIndex];
  if (!step) return [];
  if (step.kind === 'play') {
    return marksOf(step, script.language).map(({ mark }, i) => ({ mark, atMs: step.cues[i]?.atMs ?? 0 }));
  }
  const spoken = spokenBy(step)[0]?.text ?? '';
  const turns: Turn[] = [];
  let start = 0;
  for (const sentence of parseNarration(spoken, script.language).sentences) {
    const { wordStartsMs, durationMs } = timingOf(sentence, facts);
    for (const [i, { marks }] of sentence.words.entries()) {
      turns.push(...marks.map(({ mark }) => ({ mark, atMs: start + (wordStartsMs[i] ?? 0) })));
    }
    turns.push(...sentence.endMarks.map(({ mark }) => ({ mark, atMs: start + durationMs })));
    start += durationMs;
  }
  return turns;
}
