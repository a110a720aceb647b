import * as z from 'zod';
import { LessonStep } from '../lesson-script.js';
import { AnswerVerdict } from './answers.js';
import { Id } from './id.js';

/** What the virtual teacher of a session is doing. */
export const TeachingPhase = z
  .enum(['teaching', 'asking', 'judging', 'responding', 'waiting', 'taken-over', 'paused', 'ended'])
  .meta({ id: 'TeachingPhase' });
export type TeachingPhase = z.infer<typeof TeachingPhase>;

export const TeachingStep = z
  .object({
    id: Id,
    kind: z.enum(LessonStep.options.map((step) => step.shape.kind.value)),
    index: z.int().describe('Counted from 0.'),
    text: z.string().describe('What is said, asked or waited for, without marks.'),
  })
  .meta({ id: 'TeachingStep' });
export type TeachingStep = z.infer<typeof TeachingStep>;

/** A question that is open, or was just closed; answers are counted, never named. */
export const TeachingWindow = z
  .object({
    questionId: Id,
    openedSeq: z.int(),
    openedPtsMs: z.number().nullable().describe('null: on its way to its picture.'),
    endsPtsMs: z
      .number()
      .nullable()
      .describe('When it is closed for viewers who saw it from its first frame; null: it has no limit.'),
    present: z.int().describe('Students who watch.'),
    answered: z.int().describe('Students who have answered.'),
    verdicts: z.record(AnswerVerdict, z.int()).describe("By each student's last try."),
  })
  .meta({ id: 'TeachingWindow' });
export type TeachingWindow = z.infer<typeof TeachingWindow>;

/** What a model may still cost in this session. */
export const BudgetMeter = z
  .object({
    brain: z.enum(['offline', 'openai']).describe('The one that the lesson asks for.'),
    model: z.string().nullable(),
    tokensUsed: z.int(),
    tokensAllowed: z.int().nullable().describe('null: nothing is counted.'),
    tokensPerStudent: z.int().nullable(),
    costUsd: z.number().describe('Of the judgements so far, as far as prices are known.'),
    judged: z.int().describe('Answers judged so far.'),
    fallbacks: z
      .record(z.string(), z.int())
      .describe(
        'How often the offline brain stood in, by reason: timeout, refusal, invalid-output, budget, error.',
      ),
  })
  .meta({ id: 'BudgetMeter' });
export type BudgetMeter = z.infer<typeof BudgetMeter>;

/** POST /api/sessions/:id/teaching/commands, and `teaching:command` over the socket. */
export const TeachingCommand = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('pause') }).describe('Ends the sentence, then waits.'),
    z.strictObject({ type: z.literal('resume') }),
    z.strictObject({ type: z.literal('skip') }).describe('Goes on with the next step.'),
    z.strictObject({ type: z.literal('repeat') }).describe('Begins the step again.'),
    z.strictObject({ type: z.literal('back') }).describe('Goes back to the step before, and to its slide.'),
    z
      .strictObject({ type: z.literal('say'), text: z.string().trim().min(1).max(1000) })
      .describe('Spoken by the avatar at the next border, before the lesson goes on.'),
    z
      .strictObject({ type: z.literal('take-over') })
      .describe('A publisher with a stream key of the session may come.'),
    z.strictObject({ type: z.literal('hand-back') }),
    z
      .strictObject({ type: z.literal('continue') })
      .describe('Goes on after a step that waits for the teacher.'),
    z
      .strictObject({ type: z.literal('close') })
      .describe('Closes the question that is open; what was answered is judged.'),
  ])
  .meta({ id: 'TeachingCommand' });
export type TeachingCommand = z.infer<typeof TeachingCommand>;

/** GET /api/sessions/:id/teaching, and `teaching:changed` over the socket. */
export const Teaching = z
  .object({
    sessionId: Id,
    phase: TeachingPhase,
    resumes: TeachingPhase.nullable().describe('While paused or taken over: what it goes on with.'),
    step: TeachingStep.nullable(),
    steps: z.int(),
    saying: z.string().nullable().describe('The sentence that is spoken now.'),
    window: TeachingWindow.nullable(),
    allowed: z
      .array(z.enum(TeachingCommand.options.map((command) => command.shape.type.value)))
      .describe('The commands that the moment allows.'),
    takeOver: z
      .object({ onAir: z.boolean().describe("Whether the teacher's own picture is on the air.") })
      .nullable(),
    budget: BudgetMeter,
  })
  .meta({ id: 'Teaching' });
export type Teaching = z.infer<typeof Teaching>;
