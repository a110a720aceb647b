import { isOnPicture, type LessonScript, shownTask } from '@lockstep/contracts';
import { MAX_MEDIA_BYTES, mediaKindOf, mediaOf } from '../media-kinds.js';
import { plainText } from '../narration/parse-narration.js';
import { error, type Finding, warning } from './finding.js';
import { missingFile } from './missing-file.js';
import type { LessonFacts, StepFinding } from './lesson-facts.js';
import { EVENT_BYTES, MAX_BYTES_PER_SECOND } from './pace.js';

type AskStep = Extract<LessonScript['steps'][number], { kind: 'ask' }>;

/** Pictures, recordings and films of questions: whether they are there, and whether a page can show them. */
export function checkMedia(script: LessonScript, facts: LessonFacts): StepFinding[] {
  return script.steps.flatMap((step, stepIndex) =>
    step.kind === 'ask'
      ? [...filesOf(step, facts), ...picturesOf(step), ...tooLarge(step, script.language)].map((finding) => ({
          ...finding,
          stepIndex,
        }))
      : [],
  );
}

function filesOf(step: AskStep, { file }: LessonFacts): Finding[] {
  return mediaOf(step).flatMap(({ media, path }): Finding[] => {
    const at = [...path, 'file'];
    const kind = mediaKindOf(media.file);
    if (kind === undefined) {
      const remedy = 'Use PNG, JPEG, WebP or SVG; MP3, M4A, WAV or OGG; MP4 or WebM.';
      const message = `${media.file} is nothing that every browser shows or plays.`;
      return [{ ...error('media-kind', message, remedy, ...at), params: { path: media.file } }];
    }
    const found = file?.(media.file);
    if (file && !found) return [{ severity: 'error', path: at, ...missingFile(media.file) }];
    const most = MAX_MEDIA_BYTES[kind];
    if ((found?.sizeBytes ?? 0) <= most) return [];
    const message = `${media.file} has ${kib(found?.sizeBytes ?? 0)} KiB; a class loads at most ${kib(most)} KiB in time.`;
    const params = { path: media.file, mostKib: Number(kib(most)) };
    return [{ ...error('media-too-large', message, 'Save it smaller.', ...at), params }];
  });
}

const kib = (bytes: number): string => String(Math.ceil(bytes / 1024));

/** A task on a picture has one. */
function picturesOf({ task, media }: AskStep): Finding[] {
  if (!isOnPicture(task) || task === undefined) return [];
  if (media !== undefined && mediaKindOf(media.file) === 'picture') return [];
  const message = `A question of kind ${task.kind} is answered on a picture, and it has none.`;
  const remedy = 'Write media: {file: picture.png, alt: what it shows}.';
  return [error('no-picture', message, remedy, task.kind)];
}

/** What a viewer who joins is sent again and again: larger, it is late for everybody. */
function tooLarge({ task, choices, prompt }: AskStep, language: string): Finding[] {
  const shown = { prompt: plainText(prompt, language), choices, task: task && shownTask(task) };
  const bytes = EVENT_BYTES + new TextEncoder().encode(JSON.stringify(shown)).length;
  if (bytes <= MAX_BYTES_PER_SECOND) return [];
  const message = `This question has ${kib(bytes)} KiB; a stream carries ${kib(MAX_BYTES_PER_SECOND)} KiB in a second.`;
  const params = { kib: Number(kib(bytes)), mostKib: Number(kib(MAX_BYTES_PER_SECOND)) };
  return [
    {
      ...warning(
        'task-too-large',
        message,
        'Shorten its parts, or make two questions of it.',
        task?.kind ?? 'prompt',
      ),
      params,
    },
  ];
}
