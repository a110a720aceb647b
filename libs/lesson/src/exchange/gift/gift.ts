import type { QuestionFormatCodec } from '../exchange.js';
import { readGift } from './read-gift.js';
import { writeGiftQuestion } from './write-gift.js';

export const gift: QuestionFormatCodec = {
  name: 'GIFT',
  extension: 'gift',
  mediaType: 'text/plain',
  read: readGift,
  writeQuestion: writeGiftQuestion,
  join: (questions) => questions.join('\n'),
};
