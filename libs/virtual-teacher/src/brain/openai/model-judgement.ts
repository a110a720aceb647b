import { type AskStep, Verdict } from '@lockstep/contracts';
import * as z from 'zod';
import { ruleLesson } from '../offline/wording/rule-lessons.js';

const sentence = z.string().trim().min(1).max(600);
const remark = z
  .string()
  .trim()
  .max(600)
  .transform((text) => (text === '' ? null : text))
  .nullable();

/** What a model must answer with, whatever its server makes of the JSON Schema beside it. */
export const ModelJudgement = z.strictObject({
  verdict: Verdict,
  say: sentence,
  praise: remark,
  correction: remark,
  hint: remark,
  /** A key of {@link mistakesOf}. */
  mistake: z.string().max(40).nullable(),
  evidence: z.array(z.strictObject({ point: z.int().min(0), quote: z.string().max(4000) })).max(50),
  confidence: z.number().min(0).max(1),
});
export type ModelJudgement = z.infer<typeof ModelJudgement>;

/** Rules of grammar that a class can be told about. */
const RULES =
  'agreement third-person do-form much-many plural article a-an missing-be word-order pronoun irregular modal'.split(
    ' ',
  );

/**
 * The mistakes a model may name, by the keys that the offline brain counts by, and what they mean. A closed list:
 * were its own words taken, a student could put words into the teacher's mouth in front of the class.
 */
export function mistakesOf({ wrong, rubric, grammar }: AskStep): ReadonlyMap<string, string> {
  const mistakes = new Map<string, string>();
  for (const [index, { because }] of wrong.entries()) mistakes.set(`known:${String(index)}`, because);
  for (const [index, { point }] of rubric.entries()) {
    mistakes.set(`missing:${String(index)}`, `Does not say: ${point}`);
    mistakes.set(`denied:${String(index)}`, `Says the opposite of: ${point}`);
  }
  if (grammar) {
    for (const tense of ['past', 'present', 'future'])
      mistakes.set(`tense:${tense}`, `Should be in the ${tense}.`);
    for (const rule of RULES) mistakes.set(`grammar:${rule}`, ruleLesson(rule, 'en') ?? rule);
    mistakes.set('no-sentence', 'Is no whole sentence.');
  }
  mistakes.set('word-form', 'The right word in another form.');
  mistakes.set('opposite', 'The opposite of what is asked for.');
  return mistakes;
}

const nullable = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

/**
 * The same as JSON Schema, for servers that decode by it. The order matters: models write the fields in it. The
 * verdict is one word and comes first, so that not a word of a sentence is said before its verdict was checked.
 */
export function judgementSchema(question: AskStep): Record<string, unknown> {
  const text = { type: 'string' };
  const properties = {
    verdict: { type: 'string', enum: Verdict.options },
    say: text,
    praise: nullable(text),
    correction: nullable(text),
    hint: nullable(text),
    mistake: nullable({ type: 'string', enum: [...mistakesOf(question).keys()] }),
    evidence: {
      type: 'array',
      items: {
        type: 'object',
        properties: { point: { type: 'integer' }, quote: text },
        required: ['point', 'quote'],
        additionalProperties: false,
      },
    },
    confidence: { type: 'number' },
  };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
