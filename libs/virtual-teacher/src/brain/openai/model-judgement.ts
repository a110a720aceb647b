import { type AskStep, Verdict } from '@lockstep/contracts';
import * as z from 'zod';

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
  /** An id of {@link mistakesOf}. */
  mistake: z.string().max(40).nullable(),
  evidence: z.array(z.strictObject({ point: z.int().min(0), quote: z.string().max(4000) })).max(50),
  confidence: z.number().min(0).max(1),
});
export type ModelJudgement = z.infer<typeof ModelJudgement>;

/** Kinds of mistakes in a sentence; counted over a class, so they are few and say nothing of a person. */
const GRAMMAR: Readonly<Record<string, string>> = {
  'g-tense': 'verb tense',
  'g-form': 'verb form',
  'g-agreement': 'subject and verb do not agree',
  'g-article': 'article',
  'g-plural': 'singular and plural',
  'g-pronoun': 'pronoun',
  'g-preposition': 'preposition',
  'g-order': 'word order',
  'g-spelling': 'spelling',
  'g-word': 'choice of word',
  'g-missing': 'missing word',
};

/**
 * The mistakes a model may name, by id. A closed list: were its own words taken, a student could put words into the
 * teacher's mouth in front of the class.
 */
export function mistakesOf(question: AskStep): ReadonlyMap<string, string> {
  const mistakes = new Map<string, string>();
  for (const [index, { because }] of question.wrong.entries())
    mistakes.set(`m${String(index)}`, because.slice(0, 200));
  for (const [index, { point }] of question.rubric.entries())
    mistakes.set(`p${String(index)}`, point.slice(0, 200));
  for (const [id, text] of Object.entries(GRAMMAR)) mistakes.set(id, text);
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
