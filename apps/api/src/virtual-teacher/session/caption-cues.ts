import { type ClipCaption, PICTURE_MS } from '@lockstep/virtual-teacher';
import type { PictureCue } from './lesson-plan.js';

/** What an event can hold of a caption. */
const MAX_CAPTION = 500;

/** Each caption from its first picture on, for as long as it is meant to stand. */
export const captionCues = (captions: readonly ClipCaption[], lang: string): PictureCue[] =>
  captions.map(({ fromMs, toMs, text }) => ({
    picture: Math.floor(fromMs / PICTURE_MS),
    action: {
      type: 'caption',
      text: text.slice(0, MAX_CAPTION),
      lang,
      durationMs: Math.max(1, toMs - fromMs),
    },
  }));
