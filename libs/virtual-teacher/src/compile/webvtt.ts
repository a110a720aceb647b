import type { ClipCaption } from '../clip/clip.js';

/**
 * Captions as a WebVTT file.
 * Specification: W3C WebVTT: The Web Video Text Tracks Format, 4.1.
 */
export function writeWebVtt(captions: readonly ClipCaption[], language: string): string {
  const cues = captions.map(
    ({ fromMs, toMs, text }) =>
      `${timestamp(fromMs)} --> ${timestamp(Math.max(toMs, fromMs + 1))}\n${cueText(text)}\n`,
  );
  return `WEBVTT\nLanguage: ${language}\n\n${cues.join('\n')}`;
}

function timestamp(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = Math.floor(whole / 1000) % 60;
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(whole % 1000).padStart(3, '0')}`;
}

/** An empty line would end the cue, and `-->` begin another. */
const cueText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s*\n\s*/g, '\n');
