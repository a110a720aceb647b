/**
 * One question in YAML (what stands under `ask:`) and answers to it: each with the verdicts that a teacher would agree
 * with, by their first letters.
 */
export type Asked = {
  readonly ask: string;
  readonly language?: string;
  readonly answers: readonly (readonly [answer: string, verdicts: string])[];
};

/** A short question: prompt, accepted answers, then pairs of answer and verdicts. */
export const short = (
  prompt: string,
  accept: string | readonly string[],
  answers: Asked['answers'],
  rest: { readonly language?: string; readonly more?: string } = {},
): Asked => ({
  ask: `prompt: ${JSON.stringify(prompt)}\naccept: ${JSON.stringify(accept)}\n${rest.more ?? ''}`,
  answers,
  ...(rest.language === undefined ? {} : { language: rest.language }),
});

/** An open question with a rubric: each point with its phrases. */
export const open = (
  prompt: string,
  rubric: readonly (readonly string[])[],
  answers: Asked['answers'],
  rest: { readonly language?: string; readonly more?: string } = {},
): Asked => ({
  ask: [
    `prompt: ${JSON.stringify(prompt)}`,
    'answer: open',
    'rubric:',
    ...rubric.map(
      ([point, ...phrases]) => `  - {point: ${JSON.stringify(point)}, any: ${JSON.stringify(phrases)}}`,
    ),
    rest.more ?? '',
  ].join('\n'),
  answers,
  ...(rest.language === undefined ? {} : { language: rest.language }),
});
