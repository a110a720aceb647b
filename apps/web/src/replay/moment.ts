/** `#t=61.24`: a moment of a recording, in seconds after its first frame. @returns milliseconds; undefined for any other text */
export function momentOf(hash: string): number | undefined {
  const [, seconds] = /^#(?:.*&)?t=(\d{1,6}(?:\.\d{1,3})?)(?:&|$)/.exec(hash) ?? [];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}

/** Inverse of {@link momentOf}. */
export const hashOf = (ms: number): string =>
  `#t=${(Math.max(0, Math.round(ms)) / 1000).toFixed(3).replace(/\.?0+$/, '')}`;
