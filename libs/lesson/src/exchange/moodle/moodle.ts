import type { QuestionFormatCodec } from '../exchange.js';
import { readMoodle } from './read-moodle.js';
import { joinMoodle, writeMoodleQuestion } from './write-moodle.js';

export const moodle: QuestionFormatCodec = {
  name: 'Moodle XML',
  extension: 'xml',
  mediaType: 'application/xml',
  read: readMoodle,
  writeQuestion: writeMoodleQuestion,
  join: joinMoodle,
};
