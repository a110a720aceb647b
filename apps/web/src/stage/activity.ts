import type { LessonState } from '@lockstep/contracts';

/** What the teacher is doing, as far as the messages in the video tell. */
export type Activity = 'teaching' | 'your-turn' | 'listening' | 'thinking' | 'answering' | 'paused' | 'human';

/**
 * Follows from the state of the frame on screen and from whether this student still has an answer to give: so it turns
 * with the video and needs no other line. null before and after the lesson.
 */
export function activityOf(state: LessonState, canAnswer: boolean): Activity | null {
  if (state.phase !== 'running') return null;
  if (state.mode === 'paused') return 'paused';
  if (state.question?.open) return canAnswer ? 'your-turn' : 'listening';
  if (state.feedback) return 'answering';
  if (state.question && !state.result) return 'thinking';
  return state.mode === 'human' ? 'human' : 'teaching';
}
