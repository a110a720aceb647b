import * as z from 'zod';

/**
 * How the answers to a short question are compared with the accepted ones. What is absent is decided by the question
 * and its accepted answers.
 */
export const Compare = z.strictObject({
  tolerance: z
    .union([z.number().min(0), z.string().regex(/^\d+(?:\.\d+)?\s?%$/)])
    .exactOptional()
    .describe('How far a number may be from the accepted one: 0.05, in the accepted unit, or 5%.'),
  range: z
    .tuple([z.number(), z.number()])
    .refine(([from, to]) => from <= to, { error: 'begins above its end' })
    .exactOptional()
    .describe('Any number from the first to the second is right, in the unit of the accepted answer.'),
  unit: z
    .enum(['optional', 'required'])
    .exactOptional()
    .describe('required: a number without its unit is partly right. Default: optional.'),
  equivalentUnits: z
    .boolean()
    .exactOptional()
    .describe(
      'The same amount in another unit is right: 7000 m for 7 km. Default: false, it is partly right.',
    ),
  decimals: z.int().min(0).max(12).exactOptional().describe('Decimal places that the answer must have.'),
  significantDigits: z.int().min(1).max(12).exactOptional().describe('Digits that the answer must have.'),
  form: z
    .enum(['lowest-terms', 'fraction', 'decimal', 'percent'])
    .exactOptional()
    .describe('The form of a number; the same number in another form is partly right.'),
  as: z
    .literal('mathematics')
    .exactOptional()
    .describe('Expressions and equations are compared by what they mean: 2(x+1) is 2x+2.'),
  case: z.boolean().exactOptional().describe('Capital and small letters are different.'),
  accents: z
    .enum(['remark', 'partly', 'required'])
    .exactOptional()
    .describe('A word without its accents is right with a remark (the default), partly right, or wrong.'),
  spelling: z.boolean().exactOptional().describe('The question asks for the spelling: no slip is forgiven.'),
  pinyin: z
    .enum(['plain', 'tones'])
    .exactOptional()
    .describe('tones: pinyin needs its tones. Default: plain, with and without tones are the same.'),
});
export type Compare = z.infer<typeof Compare>;
