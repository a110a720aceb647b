import type { QuestionFormat } from '@lockstep/contracts';
import { csv } from './csv/csv.js';
import type { QuestionFormatCodec, ReadQuestions } from './exchange.js';
import { gift } from './gift/gift.js';
import { moodle } from './moodle/moodle.js';

/** The formats of questions that are read and written. */
export const questionFormats: { readonly [Format in QuestionFormat]: QuestionFormatCodec } = {
  gift,
  moodle,
  csv,
};

/** The format of a file: its beginning says it, else its name does. */
export function questionFormatOf(name: string, text: string): QuestionFormat {
  const start = text.slice(0, 2000).replace(/^\uFEFF/u, '');
  if (/^\s*</u.test(start)) return 'moodle';
  if (/\.(?:csv|tsv)$/iu.test(name) || /^(?:sep=.\r?\n)?[^\n]{0,500}\bprompt\b[^\n]{0,500}\n/u.test(start))
    return 'csv';
  return 'gift';
}

export const readQuestions = (format: QuestionFormat, text: string): ReadQuestions =>
  questionFormats[format].read(text);
