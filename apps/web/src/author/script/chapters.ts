import type { DryRun } from '@lockstep/contracts';

/** A step of the lesson as a stretch of its time. */
export type Chapter = {
  readonly stepId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** What it looks like on the bar: a question with its window and answer is one. */
  readonly look: 'say' | 'play' | 'ask' | 'pause' | 'wait';
  readonly text: string;
  readonly line: number | null;
};

const looks: Record<DryRun['timeline'][number]['kind'], Chapter['look'] | null> = {
  say: 'say',
  play: 'play',
  prompt: 'ask',
  window: 'ask',
  feedback: 'ask',
  pause: 'pause',
  wait: 'wait',
  mark: null,
};

/** One for each step, in the order of the lesson; marks are moments and make none. */
export function chaptersOf(timeline: DryRun['timeline']): Chapter[] {
  const chapters: Chapter[] = [];
  for (const { stepId, kind, atMs, durationMs, text, line } of timeline) {
    const look = looks[kind];
    if (look === null) continue;
    const last = chapters.at(-1);
    if (last?.stepId === stepId)
      chapters[chapters.length - 1] = {
        ...last,
        look: look === 'ask' ? 'ask' : last.look,
        toMs: Math.max(last.toMs, atMs + durationMs),
      };
    else chapters.push({ stepId, fromMs: atMs, toMs: atMs + durationMs, look, text, line });
  }
  return chapters;
}
