import * as z from 'zod';
import { reportLanguages } from './report-words.js';

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false; // there is no other way to ask
    throw error;
  }
}

/** What a reader of a report may ask for. */
export const ReportQuery = z.object({
  language: z.enum(reportLanguages).default('en').describe('Of what the report itself says.'),
  zone: z
    .string()
    .max(60)
    .refine(isZone, 'is no time zone of the IANA data base')
    .default('UTC')
    .describe('Time zone in which dates are told, as `Asia/Shanghai`.'),
});
export type ReportQuery = z.infer<typeof ReportQuery>;
