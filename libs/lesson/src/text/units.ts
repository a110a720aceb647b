/** `30s`, `1.5s`, `500ms`, `2min`. */
export const DURATION = /^(\d{1,7}(?:\.\d{1,3})?) ?(ms|s|min)$/;
const UNIT_MS = { ms: 1, s: 1000, min: 60_000 } as const;

/** Milliseconds, whole; undefined when the text is no duration. */
export function readDuration(text: string): number | undefined {
  const [, number, unit] = DURATION.exec(text.trim()) ?? [];
  return number === undefined
    ? undefined
    : Math.round(Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS]);
}

/** The shortest way to write whole milliseconds. */
export function writeDuration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${String(ms / 60_000)}min`;
  return ms >= 1000 || ms === 0 ? `${String(ms / 1000)}s` : `${String(ms)}ms`;
}

export const PERCENT = /^(\d{1,3}(?:\.\d{1,3})?) ?%$/;

/** A share from 0 to 1, of `70%` or a number. */
export function readShare(value: string | number): number | undefined {
  if (typeof value === 'number') return value;
  const [, percent] = PERCENT.exec(value.trim()) ?? [];
  return percent === undefined ? undefined : Number(percent) / 100;
}

/** Percent where that is exact. */
export function writeShare(share: number): string | number {
  const percent = Math.round(share * 100_000) / 1000;
  return percent / 100 === share ? `${String(percent)}%` : share;
}
