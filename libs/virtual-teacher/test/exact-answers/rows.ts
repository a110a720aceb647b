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
