import type { ReportLanguage } from './report-words.js';

/** How a reader tells dates: language, and time zone of the IANA data base. */
export type ReportReader = { readonly language: ReportLanguage; readonly zone: string };

const tags: Readonly<Record<ReportLanguage, string>> = { en: 'en-GB', zh: 'zh-CN' };

/** Date and time of day, with the zone that they are of. */
export const dateOf = (date: Date, { language, zone }: ReportReader): string =>
  new Intl.DateTimeFormat(tags[language], {
    ...({ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
    ...{ timeZone: zone, timeZoneName: 'short', hour12: false },
  }).format(date);

/** `1:02:03` or `2:03`. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`;
}
