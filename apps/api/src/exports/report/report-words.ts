import type { AnswerVerdict } from '@lockstep/contracts';

/** Languages that reports are written in; what teachers and students wrote stays in its own. */
export const reportLanguages = ['en', 'zh'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

const answers = (count: number) => (count === 1 ? '1 answer' : `${count} answers`);

const en = {
  length: 'Length',
  date: 'Date',
  lesson: 'Lesson',
  student: 'Student',
  students: 'Students',
  asked: 'Questions asked',
  given: 'Answers',
  right: 'Right',
  open: 'Not yet reviewed',
  points: 'Points',
  question: (number: number) => `Question ${number}`,
  of: (part: string, whole: string) => `${part} of ${whole}`,
  askedAt: (time: string) => `Asked at ${time} of the recording`,
  facts: (count: number) => answers(count),
  rightShare: (percent: number) => `${percent}% right`,
  openCount: (count: number) => `${count} not yet reviewed`,
  took: (seconds: number) => `half of them within ${seconds} s`,
  poll: 'A poll: nothing is right or wrong',
  answer: 'Answer',
  verdict: 'Verdict',
  tries: (attempt: number) => `try ${attempt}`,
  verdicts: { right: 'Right', partly: 'Partly right', wrong: 'Wrong', 'not-reviewed': 'Not yet reviewed' },
  correctedBy: (name: string) => `corrected by ${name}`,
  more: (count: number) => `${answers(count)} more are in the CSV of the session.`,
  moreStudents: (count: number) => `${count} more students are in the CSV of the session.`,
  noAnswer: 'No answer',
  noQuestions: 'No question was asked.',
  feedback: 'Feedback',
  correction: 'Correction',
  hint: 'Hint',
  rightAnswer: 'Right answer',
  comments: 'Comments',
};
type Words = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : (typeof en)[K] extends string
      ? string
      : Readonly<Record<AnswerVerdict, string>>;
};

const zh: Words = {
  length: '时长',
  date: '日期',
  lesson: '课程',
  student: '学生',
  students: '学生',
  asked: '提出的问题',
  given: '回答',
  right: '正确率',
  open: '尚未批阅',
  points: '得分',
  question: (number) => `第 ${number} 题`,
  of: (part, whole) => `${part} / ${whole}`,
  askedAt: (time) => `录像 ${time} 处提出`,
  facts: (count) => `${count} 个回答`,
  rightShare: (percent) => `正确率 ${percent}%`,
  openCount: (count) => `${count} 个尚未批阅`,
  took: (seconds) => `一半在 ${seconds} 秒内作答`,
  poll: '投票，没有对错',
  answer: '回答',
  verdict: '批阅',
  tries: (attempt) => `第 ${attempt} 次`,
  verdicts: { right: '正确', partly: '部分正确', wrong: '错误', 'not-reviewed': '尚未批阅' },
  correctedBy: (name) => `${name}批改`,
  more: (count) => `另有 ${count} 个回答，见这节课的 CSV 文件。`,
  moreStudents: (count) => `另有 ${count} 名学生，见这节课的 CSV 文件。`,
  noAnswer: '没有回答',
  noQuestions: '没有提出问题。',
  feedback: '反馈',
  correction: '更正',
  hint: '提示',
  rightAnswer: '正确答案',
  comments: '评论',
};

export const reportWords: Readonly<Record<ReportLanguage, Words>> = { en, zh };
export type ReportWords = Words;
