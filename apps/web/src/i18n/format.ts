/** Numbers and moments in the reader's own way. */

export const formatDate = (iso: string, tag: string): string =>
  new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const formatTime = (iso: string, tag: string): string =>
  new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(new Date(iso));

/** Milliseconds as seconds with one decimal: 1240 is `1.2`. */
export const formatSeconds = (ms: number, tag: string): string =>
  new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ms / 1000);

/** Lesson time as an author types it: 64500 is `1:04.5`. */
export function formatLessonTime(ms: number): string {
  const whole = Math.round(ms);
  const minutes = Math.floor(whole / 60_000);
  const seconds = Math.floor(whole / 1000) % 60;
  const thousandths = whole % 1000;
  const fraction = thousandths === 0 ? '' : `.${String(thousandths).padStart(3, '0').replace(/0+$/, '')}`;
  return `${minutes}:${String(seconds).padStart(2, '0')}${fraction}`;
}

/** Inverse of {@link formatLessonTime}; plain seconds are taken too. null when it is no time. */
export function parseLessonTime(text: string): number | null {
  const match = /^\s*(?:(\d{1,4}):)?(\d{1,5}(?:[.,]\d{1,3})?)\s*$/.exec(text);
  if (!match?.[2]) return null;
  const seconds = Number(match[2].replace(',', '.'));
  if (match[1] !== undefined && seconds >= 60) return null;
  return Math.round((Number(match[1] ?? 0) * 60 + seconds) * 1000);
}

/** Bytes as people count them: 1536 is `1.5 kB`. */
export function formatSize(bytes: number, tag: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const options = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(tag, options).format(bytes / 1000 ** power);
}
