export const results = {
  title: 'Your results',
  link: 'See your results and practise',
  noSeat: 'Open this page in the browser with which you were in class, within a day after it.',
  notOver: 'Results are shown here when the class is over.',
  toClass: 'To the class',
  toPractise: (count: number) =>
    count === 0
      ? 'Nothing is left to practise.'
      : count === 1
        ? '1 question to practise'
        : `${count} questions to practise`,
  watch: 'Watch the recording',
  none: 'No question was asked.',
  noAnswer: 'You gave no answer.',
  comments: 'Comments of your teachers',
  moment: 'Show in the recording',
  tryOf: (attempt: number) => `Try ${attempt}:`,
  practise: 'Practise this',
  practice: 'Practice',
  practiceHint: 'As often as you like. It is not kept and does not count.',
  again: 'Once more',
};
