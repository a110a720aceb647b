import type { Translated } from '../texts.js';
import type { recordings as en } from '../en/recordings.js';

export const recordings: Translated<typeof en> = {
  tab: (count) => (count === 0 ? '声音' : `声音 ${count}`),
  intro: '自己录下的句子用您的声音说出，其他句子由脚本中指定的声音来说。',
  hasErrors: '脚本有错误。改正之后，可以在这里录音。',
  none: '这节课还没有要说的话。',
  count: (recorded, all) => `共 ${all} 句，已录 ${recorded} 句`,
  record: '录音',
  recordNamed: (sentence) => `录下“${sentence}”`,
  again: '重录',
  againNamed: (sentence) => `重录“${sentence}”`,
  listen: '试听',
  listenNamed: (sentence) => `试听“${sentence}”`,
  take: (sentence) => `您录的“${sentence}”`,
  keep: '保留',
  keeping: '正在保存…',
  discard: '放弃',
  remove: '去掉',
  removeNamed: (sentence) => `去掉“${sentence}”的录音`,
  recorded: '您的声音',
  allow: '请在浏览器中允许使用麦克风。',
  changed: '课程里已没有的句子',
  changedHint: '录音之后，这些句子被修改或删除了。请在上面录下新的句子。',
  where: { text: '', prompt: '题目', hint: '提示', reply: '回复' },
};
