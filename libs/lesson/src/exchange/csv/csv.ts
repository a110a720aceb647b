import type { QuestionFormatCodec } from '../exchange.js';
import { readCsv } from './read-csv.js';
import { joinCsv, writeCsvQuestion } from './write-csv.js';

export const csv: QuestionFormatCodec = {
  name: 'CSV',
  extension: 'csv',
  mediaType: 'text/csv',
  read: readCsv,
  writeQuestion: writeCsvQuestion,
  join: joinCsv,
};
