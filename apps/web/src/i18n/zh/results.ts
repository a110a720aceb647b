import type { ResultsTexts } from '../results-texts.js';

export const results: ResultsTexts = {
  title: '我的结果',
  link: '查看结果并练习',
  noSeat: '请在课后一天内，用上课时的浏览器打开本页。',
  notOver: '课堂结束后，这里会显示结果。',
  toClass: '去课堂',
  toPractise: (count) => (count === 0 ? '没有需要练习的题目。' : `有 ${count} 道题可以练习`),
  watch: '观看录像',
  none: '课上没有提问。',
  noAnswer: '你没有作答。',
  comments: '老师的评论',
  moment: '在录像中查看',
  tryOf: (attempt) => `第 ${attempt} 次：`,
  practise: '练习这道题',
  practice: '练习',
  practiceHint: '次数不限；不会保存，也不计分。',
  again: '再来一次',
};
