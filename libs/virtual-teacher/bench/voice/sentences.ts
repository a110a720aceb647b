/** As teachers and feedback speak: names of grammar, numbers, commas, questions. */
export const SENTENCES: readonly string[] = [
  'Yesterday I went to the old school, and it was well known.',
  'Not quite: after did we use the base form, so say go, not went.',
  'Eight of ten gave the right answer.',
  'The commonest mistake was to leave out the auxiliary verb.',
  'Three quarters of the cake is left, because one quarter was eaten.',
  'Look at the picture on the left: what do you see there?',
  'When we talk about the past, many verbs change their form.',
  'A fraction has a number above the line and a number below it.',
  'Good morning everybody, and welcome to our lesson.',
  'I did not know that she had already gone home, so I waited.',
  'Please write one sentence about your last weekend.',
  'Cut a pizza into four equal parts and take three of them.',
];

/** Whatever number: a sentence that was never spoken before, of about so many words. */
export function freshSentence(number: number, words: number): string {
  const pool = SENTENCES.join(' ')
    .replace(/[.,:?]/gu, '')
    .split(' ');
  const picked = Array.from(
    { length: words - 1 },
    (_, index) => pool[(number * 31 + index * 17) % pool.length] ?? '',
  );
  return `${picked.join(' ')} ${String(number)}.`;
}
