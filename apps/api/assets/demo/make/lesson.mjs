import { questions, slides, title } from './narration.mjs';

/** The lesson file that belongs to a timeline: the schema is `LessonFile` of `@lockstep/contracts`. */
export function lessonOf({ cues, captions }) {
  const spoken = captions.map(({ atMs, durationMs, text }) => ({
    type: 'caption',
    text: text.replaceAll('E D', '-ed'),
    durationMs: Math.round(durationMs),
    atMs,
  }));
  return {
    title,
    language: 'en',
    media: 'lesson.mp4',
    slides: slides.map(({ file, title: name }) => ({ file: `slides/${file}`, title: name })),
    questions,
    cues: [...spoken, ...cues]
      .map((cue) => ({ ...cue, atMs: Math.round(cue.atMs) }))
      .sort((a, b) => a.atMs - b.atMs),
  };
}
