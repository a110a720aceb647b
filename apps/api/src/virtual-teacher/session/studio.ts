import type { CellSource, Clip } from '@lockstep/media';
import type { FrameCue } from './lesson-plan.js';

/** How soon something is needed: heard now, probably heard soon, or perhaps some day. */
export type Urgency = 'now' | 'soon' | 'perhaps';

/** Speech that may still grow while it is played, with its captions. */
export type Speech = { readonly cells: CellSource; readonly captions: readonly FrameCue[] };

/** What one session's teacher speaks with: the clips of its version, and a voice and a face for all other words. */
export interface Studio {
  /** A clip of the compiled lesson. @throws ClipFormatError and the error of node:fs */
  clip(id: string): Promise<Clip>;
  /** A sentence that is in no lesson; the same words are made once. @throws VoiceFailed, EncoderFailed */
  speak(sentence: string, urgency: Urgency): Promise<Speech>;
  /** A clip of the lesson is seen, with these marks: what it leaves on the slide is behind what is said next. */
  shown(marks: readonly string[]): void;
  /** The sentences of a text, as they are spoken one by one. */
  sentencesOf(text: string): readonly string[];
}
