import { type ClipCaption, VIDEO_FRAME_MS } from '@lockstep/virtual-teacher';
import type { FrameCue } from './lesson-plan.js';

/** What an event can hold of a caption. */
const MAX_CAPTION = 500;

/** Each caption from its first frame on, for as long as it is meant to stand. */
export const captionCues = (captions: readonly ClipCaption[], lang: string): FrameCue[] =>
  captions.map(({ fromMs, toMs, text }) => ({
    frame: Math.floor(fromMs / VIDEO_FRAME_MS),
    action: {
      type: 'caption',
      text: text.slice(0, MAX_CAPTION),
      lang,
      durationMs: Math.max(1, toMs - fromMs),
    },
  }));
