import type { LeftBehind } from '@lockstep/contracts';

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const exchange = {
  exchange: {
    action: 'Import',
    title: 'Import a lesson or questions',
    choose: 'Choose a file',
    reading: 'Reading…',
    hint: 'A lesson as one file (.lockstep), or questions in Moodle XML, GIFT or CSV.',
    format: { gift: 'GIFT', moodle: 'Moodle XML', csv: 'CSV', lockstep: 'Lesson as one file' },
    lessonTitle: 'Title of the lesson',
    language: 'Language of the lesson',
    languageHint: 'What the questions are written in, such as en, en-GB or zh-CN.',
    questions: (count: number) => counted(count, 'question', 'questions'),
    steps: (count: number) => counted(count, 'step', 'steps'),
    files: (count: number, size: string) => `${counted(count, 'file', 'files')}, ${size}`,
    nothing: 'This file holds nothing that a lesson can ask or say.',
    leftOut: (count: number) => `Not taken over: ${count}`,
    line: (line: number) => `Line ${line}`,
    row: (row: number) => `Row ${row}`,
    problems: (count: number) =>
      `The lesson will have ${counted(count, 'problem', 'problems')}, which the editor shows at their lines.`,
    make: 'Make the lesson',
    export: 'Export…',
    exportTitle: 'Export',
    unsaved: 'What is not saved yet is not exported.',
    wholeHint: 'The lesson as one file, with its slides and clips. Any Lockstep server can open it.',
    whole: 'Save as .lockstep',
    questionsHint: 'Only its questions, for another program:',
    written: (questions: number, lost: number) =>
      `${counted(questions, 'question was', 'questions were')} written. ${lost === 0 ? 'Nothing was lost.' : 'Not in the file:'}`,
    behind: ({ part, reason }: LeftBehind, format: string) =>
      part === null ? reason : `${format} does not hold ‘${part}’ as it is`,
  },
};
