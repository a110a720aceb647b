import type { exchange as en } from '../en/exchange.js';
import type { Translated } from '../texts.js';

export const exchange: Translated<typeof en> = {
  exchange: {
    action: '导入',
    title: '导入课程或题目',
    choose: '选择文件',
    reading: '正在读取…',
    hint: '单文件课程（.lockstep），或 Moodle XML、GIFT、CSV 格式的题目。',
    format: { gift: 'GIFT', moodle: 'Moodle XML', csv: 'CSV', lockstep: '单文件课程' },
    lessonTitle: '课程标题',
    language: '课程语言',
    languageHint: '题目所用的语言，例如 en、en-GB 或 zh-CN。',
    questions: (count) => `${count} 道题`,
    steps: (count) => `${count} 步`,
    files: (count, size) => `${count} 个文件，${size}`,
    nothing: '这个文件里没有课程可以提问或讲述的内容。',
    leftOut: (count) => `没有导入的内容：${count} 项`,
    line: (line) => `第 ${line} 行`,
    row: (row) => `第 ${row} 行`,
    problems: (count) => `课程会有 ${count} 个问题，编辑器会在对应的行里标出。`,
    make: '建立课程',
    export: '导出…',
    exportTitle: '导出',
    unsaved: '还没有保存的内容不会导出。',
    wholeHint: '把课程连同课件和视频存成一个文件，任何 Lockstep 服务器都能打开。',
    whole: '存为 .lockstep',
    questionsHint: '只导出题目，供其他程序使用：',
    written: (questions, lost) =>
      `已写入 ${questions} 道题。${lost === 0 ? '没有丢失任何内容。' : '文件里没有：'}`,
    behind: ({ part }, format) =>
      part === null ? `${format} 没有这种题目` : `${format} 不能原样保存“${part}”`,
  },
};
