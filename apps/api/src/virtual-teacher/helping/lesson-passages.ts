import { LessonMaterial } from '@lockstep/virtual-teacher';
import type { CompiledSlide } from '../../lessons/compiles/compiled-record.js';
import type { PreparedLesson } from '../session/taught-class.js';
import type { PlannedClip } from '../session/lesson-plan.js';

/** A sentence or a slide of a lesson, and the event that shows that the class has had it. */
export type TaughtPassage = {
  readonly text: string;
  /** Index in the deck of the slide that is shown with it. */
  readonly slide: number | null;
} & (
  | { readonly of: 'sentence'; /** Its first caption. */ readonly caption: string }
  | { readonly of: 'slide'; /** In the deck: each of its build steps. */ readonly indices: readonly number[] }
);

/** A slide is told by its beginning, characters. */
const MAX_SLIDE_TEXT = 300;

const known = new WeakMap<PreparedLesson['version'], Promise<LessonMaterial<TaughtPassage>>>();

/** What a lesson says, made once for all sessions that teach it. */
export function materialOf(lesson: PreparedLesson): Promise<LessonMaterial<TaughtPassage>> {
  let material = known.get(lesson.version);
  if (material === undefined) {
    material = LessonMaterial.of([...sentencesOf(lesson), ...slidesOf(lesson.version.slides)]);
    known.set(lesson.version, material);
  }
  return material;
}

function sentencesOf({ plan }: PreparedLesson): TaughtPassage[] {
  const passages: TaughtPassage[] = [];
  let slide: number | null = null;
  const pass = ({ text, cues }: PlannedClip): void => {
    let caption: string | undefined;
    for (const { action } of cues) {
      if (action.type === 'slide.shown') slide = action.index;
      if (action.type === 'caption') caption ??= action.text;
    }
    if (caption !== undefined && text.trim() !== '') passages.push({ of: 'sentence', text, slide, caption });
  };
  for (const step of plan.steps) if (step.kind === 'say' || step.kind === 'play') step.clips.forEach(pass);
  return passages;
}

function slidesOf(slides: readonly CompiledSlide[]): TaughtPassage[] {
  return slides.flatMap(({ title, steps }): TaughtPassage[] => {
    const whole = steps.at(-1);
    if (whole === undefined) return [];
    const words = whole.words.flatMap(({ text, isPart }) => (isPart ? [] : [text])).join(' ');
    const text = (words === '' ? (title ?? '') : words).slice(0, MAX_SLIDE_TEXT);
    const indices = steps.map(({ index }) => index);
    return text === '' ? [] : [{ of: 'slide', text, slide: whole.index, indices }];
  });
}
