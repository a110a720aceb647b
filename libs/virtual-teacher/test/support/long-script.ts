import type { LessonScript } from '@lockstep/contracts';

export const longScript = (sentences: number): LessonScript => ({
  ...{ title: 'Long', language: 'en', voice: 'slt', avatar: 'nora', regions: {}, brain: 'offline' },
  steps: Array.from({ length: sentences }, (_, index) => ({
    ...{ id: `say-${index}`, kind: 'say' as const },
    text: `Sentence number ${index} is long enough to be stopped.`,
  })),
});
