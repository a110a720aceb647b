import type { LessonScript } from '@lockstep/contracts';
import { isMark, parseMark } from '../narration/mark.js';
import { type MarkItem, parseNarration } from '../narration/parse-narration.js';
import { spokenBy } from '../spoken-by.js';
import { effectOf, type MarkEffect, type SlideFacts, type SlidePosition } from '../slides/mark-effect.js';
import type { LessonFacts, StepFinding } from './lesson-facts.js';
import { marksOf, type PlacedMark, positionsBefore } from './walk-slides.js';

/** Marks that cannot be met: no such slide, nothing to highlight, two of a kind on one word. */
export function checkMarks(script: LessonScript, facts: LessonFacts): StepFinding[] {
  return [
    ...script.steps.flatMap((step, stepIndex) => [
      ...collisions(step, script.language).map((finding) => ({ ...finding, stepIndex })),
      ...(step.kind === 'play' ? badCues(step.cues, facts.file?.(step.clip)?.durationMs, stepIndex) : []),
    ]),
    ...(facts.slides ? unmet(script, facts.slides) : withoutSlides(script)),
  ];
}

/** Without a deck no slide can be shown at all. */
function withoutSlides(script: LessonScript): StepFinding[] {
  if (script.slides !== undefined) return [];
  return unmet(script, []);
}

function unmet(script: LessonScript, slides: readonly SlideFacts[]): StepFinding[] {
  const before = positionsBefore(script, slides);
  return script.steps.flatMap((step, stepIndex) => {
    const marks = marksOf(step, script.language);
    const positions = before[stepIndex] ?? [];
    const effects = positions.map((position) => effectsFrom(marks, position, slides, script));
    return marks.flatMap((placed, i) => {
      const each = effects.map((list) => list[i]).filter((effect) => effect?.type === 'impossible');
      const first = each[0];
      if (first?.type !== 'impossible') return [];
      const isAlways = each.length === effects.length;
      const { code, message, remedy, params } = first;
      const finding: StepFinding = {
        severity: isAlways ? 'error' : 'warning',
        code,
        message: isAlways ? message : `On one way to this step: ${message}`,
        remedy,
        ...(params && { params }),
        stepIndex,
        path: placed.path,
        ...(placed.span ? { span: placed.span } : {}),
      };
      return [finding];
    });
  });
}

/** What each mark of a step does when it begins at `start`; every reply begins where the prompt ended. */
function effectsFrom(
  marks: readonly PlacedMark[],
  start: SlidePosition,
  slides: readonly SlideFacts[],
  script: LessonScript,
): MarkEffect[] {
  let at = start;
  let afterPrompt = start;
  let reply: unknown;
  return marks.map(({ mark, path }) => {
    const current = path[0] === 'say' ? path[1] : undefined;
    if (current !== reply) at = afterPrompt;
    reply = current;
    const effect = effectOf(mark, at, slides, script);
    if (effect.type === 'slide') at = effect.to;
    if (current === undefined) afterPrompt = at;
    return effect;
  });
}

type Finding = Omit<StepFinding, 'stepIndex'>;

function collisions(step: LessonScript['steps'][number], language: string): Finding[] {
  return spokenBy(step).flatMap(({ path, text }) =>
    parseNarration(text, language)
      .sentences.flatMap(({ words, endMarks }) => [...words.map(({ marks }) => marks), endMarks])
      .flatMap((marks) => collisionOf(marks).map((finding) => ({ ...finding, path }))),
  );
}

/** Of two marks of a kind on one word nobody sees the first; a slide takes the highlight of the one before away. */
function collisionOf(marks: readonly MarkItem[]): Finding[] {
  const found: Finding[] = [];
  for (const [i, { mark, from, to }] of marks.entries()) {
    const others = marks.slice(i + 1);
    const isRepeated =
      mark.type !== 'marker' && mark.type !== 'pause' && others.some((one) => one.mark.type === mark.type);
    const isWiped =
      mark.type === 'highlight' && mark.target !== null && others.some((one) => one.mark.type === 'slide');
    if (!isRepeated && !isWiped) continue;
    const message = isRepeated
      ? `Two marks {${mark.type}} stand before the same word, so the first is never seen.`
      : 'A slide is turned before the same word, so this highlight is never seen.';
    const remedy = isRepeated
      ? 'Take one away, or move it to another word.'
      : 'Put the highlight behind the slide.';
    found.push({ severity: 'warning', code: 'mark-collision', message, remedy, span: { from, to } });
  }
  return found;
}

function badCues(
  cues: readonly { readonly atMs: number; readonly mark: string }[],
  durationMs: number | undefined,
  stepIndex: number,
): StepFinding[] {
  return cues.flatMap(({ atMs, mark }, i): StepFinding[] => {
    const read = parseMark(mark);
    const base = { severity: 'error' as const, stepIndex };
    if (!isMark(read)) return [{ ...base, code: 'bad-mark', ...read, path: ['cues', i, 'mark'] }];
    if (read.type === 'pause') {
      const message = 'A clip goes on by itself: it cannot pause.';
      return [
        { ...base, code: 'bad-mark', message, remedy: 'Take this cue away.', path: ['cues', i, 'mark'] },
      ];
    }
    if (durationMs === undefined || atMs < durationMs) return [];
    const message = `The clip is ${String(durationMs / 1000)} s long, and this cue comes at ${String(atMs / 1000)} s.`;
    const params = { seconds: atMs / 1000, clipSeconds: durationMs / 1000 };
    return [
      { ...base, code: 'late-cue', message, remedy: 'Put it earlier.', params, path: ['cues', i, 'atMs'] },
    ];
  });
}
