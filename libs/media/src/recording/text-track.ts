import { timedTextSample } from '@lockstep/formats';
import { GatheredTrack, type TimedText } from './finished-movie.js';

const TIMESCALE = 1000;

/**
 * A track of text: one sample after another from the beginning to the end, empty ones where there is no text. Where texts overlap, the
 * later one begins in time.
 *
 * @param offset of its first sample in the media, bytes
 * @returns undefined without any text
 */
export function textTrack(
  texts: readonly TimedText[],
  { trackId, handler }: { readonly trackId: number; readonly handler: 'sbtl' | 'text' },
  { originMs, endMs, offset }: { readonly originMs: number; readonly endMs: number; readonly offset: number },
): { readonly track: GatheredTrack; readonly bytes: Uint8Array } | undefined {
  const shown = texts.filter((text) => text.text !== '' && text.startMs < endMs);
  if (shown.length === 0) return undefined;
  const track = new GatheredTrack(trackId, handler, TIMESCALE);
  const samples: Uint8Array[] = [];
  let at = offset;
  const add = (text: string, startMs: number, untilMs: number): void => {
    const [decodeTime, end] = [Math.round(startMs), Math.round(untilMs)];
    if (end <= decodeTime) return;
    const bytes = timedTextSample(text);
    const place = { offset: at, size: bytes.length, decodeTime, durationTicks: end - decodeTime };
    track.add({ ...place, compositionOffset: 0, isRandomAccess: true, entryIndex: 0 }, TIMESCALE);
    samples.push(bytes);
    at += bytes.length;
  };
  let doneMs = Math.max(0, originMs);
  shown.forEach((text, index) => {
    const startMs = Math.max(text.startMs, doneMs);
    const untilMs = Math.min(text.endMs, shown[index + 1]?.startMs ?? Infinity, endMs);
    add('', doneMs, startMs);
    add(text.text, startMs, untilMs);
    doneMs = Math.max(startMs, untilMs);
  });
  add('', doneMs, endMs);
  return { track, bytes: Buffer.concat(samples) };
}
