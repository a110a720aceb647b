import * as z from 'zod';
import { Compare } from './compare.js';
import { Id } from './rest/id.js';
import { Task } from './tasks/task.js';

/**
 * The lesson as its author writes it, after the text was read: what `libs/lesson` makes of the YAML, what the
 * compiler teaches from, and what the studio edits. Times are in milliseconds. Strings that are spoken may hold
 * inline marks in braces, see {@link Narration}.
 */

const text = (max: number) => z.string().trim().min(1).max(max);
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** A path below the folder of the script, with forward slashes. */
const file = z
  .string()
  .min(1)
  .max(300)
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\\]*$/, 'is a path below the folder of the script');

/**
 * What the teacher says, with marks for what happens before the next word: `{slide 2}`, `{slide next}`,
 * `{step 1}`, `{highlight went}`, `{highlight none}`, `{marker name}`, `{pause 500}`. `*word*` is emphasis,
 * `[written](spoken)` gives a word its pronunciation, `\{` is a brace.
 */
export const Narration = text(4000);

/** Where the slides come from: a Marp deck (`.md`), a PDF, or pictures in their order. */
export const DeckSource = z.union([file, z.array(file).min(1).max(500)]);
export type DeckSource = z.infer<typeof DeckSource>;

/** Rectangles of a slide that marks may name, in fractions: needed for pictures, whose words nobody knows. */
export const NamedRegions = z.record(
  z.string().regex(/^\d{1,4}$/, 'is the number of a slide, counted from 1'),
  z.record(text(60), z.tuple([z.number(), z.number(), z.number(), z.number()])),
);

/** A built-in one by its name, the author's own clips, or the slide over the whole picture. */
export const AvatarChoice = z.union([
  z.literal('slide').describe('No face: the slide fills the picture.'),
  text(60).describe('Name of a shipped avatar.'),
  z.strictObject({ idle: file, talking: file }).describe('The author’s own clips.'),
]);
export type AvatarChoice = z.infer<typeof AvatarChoice>;

export const BrainChoice = z.enum(['offline', 'openai']);
export type BrainChoice = z.infer<typeof BrainChoice>;

const step = { id: Id.describe('Kept through edits, so that what did not change stays compiled.') };

export const SayStep = z.strictObject({ ...step, kind: z.literal('say'), text: Narration });
export type SayStep = z.infer<typeof SayStep>;

/** A moment of a clip and what happens in it, written as a mark without braces: `slide 3`. */
export const ClipCue = z.strictObject({ atMs: z.int().min(0).max(7_200_000), mark: text(200) });
export const PlayStep = z.strictObject({
  ...step,
  kind: z.literal('play'),
  clip: file,
  cues: z.array(ClipCue).max(500).default([]),
});
export type PlayStep = z.infer<typeof PlayStep>;

export const AskKind = z.enum([
  'single',
  'multiple',
  'truefalse',
  'short',
  'number',
  'open',
  'spoken',
  'order',
  'match',
  'gaps',
  'hotspot',
  'label',
  'poll',
  'words',
  'opinion',
  'survey',
]);
export type AskKind = z.infer<typeof AskKind>;

/** A point of an open answer: found by any of its words or phrases. */
export const RubricPoint = z.strictObject({
  point: text(300).describe('What a good answer says, in plain words; read by people and brains.'),
  any: z.array(text(120)).max(30).default([]).describe('Words or phrases that show it.'),
  required: z.boolean().default(true),
});
export type RubricPoint = z.infer<typeof RubricPoint>;

/** What is said, spoken as narration is; absent: the brain's or a plain sentence in the lesson's language. */
const Replies = z.strictObject({
  right: Narration.exactOptional(),
  partly: Narration.exactOptional(),
  wrong: Narration.exactOptional(),
  nothing: Narration.exactOptional().describe('When nobody answered.'),
});

/** A picture, a recording or a film of the lesson, beside words. */
export const ScriptMedia = z.strictObject({
  file,
  alt: text(300).describe('Says the same in words, for people who cannot see or hear it.'),
  size: z
    .tuple([z.int().min(1).max(20_000), z.int().min(1).max(20_000)])
    .exactOptional()
    .describe('Width and height of a picture in pixels, where areas of it are written in pixels.'),
});
export type ScriptMedia = z.infer<typeof ScriptMedia>;

/** What a student sees or hears with the feedback on an answer, by its verdict. */
const ShownReplies = z.strictObject({
  right: ScriptMedia.exactOptional(),
  partly: ScriptMedia.exactOptional().describe('After the last try.'),
  wrong: ScriptMedia.exactOptional().describe('After the last try.'),
});

/** A question without a time limit is closed after this at the latest, so that one which is forgotten ends, ms. */
export const UNLIMITED_WINDOW_MS = 4 * 3_600_000;

export const AskStep = z.strictObject({
  ...step,
  kind: z.literal('ask'),
  answer: AskKind,
  prompt: Narration.describe('Spoken, and shown without its marks.'),
  choices: z
    .array(
      z.strictObject({
        id: Id,
        text: text(300),
        right: z.boolean().default(false),
        media: ScriptMedia.exactOptional(),
      }),
    )
    .max(12)
    .default([]),
  shuffle: z.boolean().default(false).describe('Each student sees the choices in an order of their own.'),
  several: z.boolean().default(false).describe('Of a poll: several choices may be made.'),
  media: ScriptMedia.exactOptional().describe('Shown or heard with the prompt.'),
  task: Task.exactOptional().describe('Of the kinds order, match, gaps, hotspot, label and survey.'),
  accept: z.array(text(300)).max(50).default([]).describe('Right answers to a short question.'),
  feedback: z
    .array(
      z.strictObject({
        answer: text(300).describe('One of the accepted ones.'),
        say: text(300).exactOptional(),
        credit: z.number().gt(0).lt(1).exactOptional().describe('Share of the points that it earns.'),
        media: ScriptMedia.exactOptional(),
      }),
    )
    .max(50)
    .default([])
    .describe('What to tell or show anyone who gives one accepted answer, and what it is worth.'),
  wrong: z
    .array(
      z.strictObject({
        answer: text(300).describe('What was written; of a question with choices, the id of the choice.'),
        because: text(300),
        media: ScriptMedia.exactOptional(),
      }),
    )
    .max(50)
    .default([])
    .describe('Common mistakes, and what to tell and show those who make them.'),
  compare: Compare.default({}),
  rubric: z.array(RubricPoint).max(20).default([]),
  pointsWanted: z
    .int()
    .min(1)
    .max(20)
    .exactOptional()
    .describe('How many points are wanted of a rubric whose points are all optional: "any two of three".'),
  grammar: z.boolean().default(false).describe('An English sentence is wanted: its grammar counts.'),
  tense: z
    .enum(['past', 'present', 'future'])
    .exactOptional()
    .describe('Tense that the sentence must be in; only with `grammar`.'),
  pool: text(60).exactOptional().describe('A session asks only some of the questions of a pool.'),
  points: z.number().gt(0).max(100).exactOptional().describe('What a right answer is worth.'),
  confidence: z.boolean().default(false).describe('Students are asked how sure they are.'),
  hints: z.array(text(500)).max(5).default([]).describe('One for each try that went wrong.'),
  tries: z.int().min(1).max(5).default(1),
  windowMs: z
    .int()
    .min(3000)
    .max(3_600_000)
    .nullable()
    .default(30_000)
    .describe(
      'Time to answer; null: until everybody has answered, the teacher closes the question, or 4 hours are over.',
    ),
  say: Replies.default({}),
  show: ShownReplies.exactOptional().describe('Shown or heard with the feedback.'),
  /** Wait for the whole class, or go on when everybody has answered. */
  endsEarly: z.boolean().default(true),
});
export type AskStep = z.infer<typeof AskStep>;

/** `class`: share of answers of {@link BranchStep.question} that were right; `student`: only with one student. */
export const BranchStep = z.strictObject({
  ...step,
  kind: z.literal('branch'),
  question: Id.describe('Id of an ask step before this one.'),
  on: z.enum(['class', 'student']).default('class'),
  /** The first one that holds is taken; absent bounds are open. */
  cases: z
    .array(
      z.strictObject({
        rightAtLeast: z.number().min(0).max(1).exactOptional(),
        rightBelow: z.number().min(0).max(1).exactOptional(),
        goto: Id.describe('Id of a step.'),
      }),
    )
    .min(1)
    .max(10),
});
export type BranchStep = z.infer<typeof BranchStep>;

export const PauseStep = z.strictObject({
  ...step,
  kind: z.literal('pause'),
  ms: z.int().min(100).max(600_000),
});
export const WaitStep = z.strictObject({
  ...step,
  kind: z.literal('wait'),
  prompt: text(300).exactOptional().describe('Shown to the teacher.'),
});

export const LessonStep = z.discriminatedUnion('kind', [
  SayStep,
  PlayStep,
  AskStep,
  BranchStep,
  PauseStep,
  WaitStep,
]);
export type LessonStep = z.infer<typeof LessonStep>;

/** How many questions of each pool a session asks. */
const Pools = z.record(text(60), z.int().min(1).max(100));

/** The author's own recordings of sentences: said in place of the voice. */
export const SentenceRecordings = z
  .array(
    z.strictObject({
      file,
      says: text(500).describe('The sentence as captions show it.'),
    }),
  )
  .max(5000);

export const LessonScript = z
  .strictObject({
    title: text(200),
    language: language.default('en'),
    voice: text(60).default('slt'),
    avatar: AvatarChoice.default('nora'),
    slides: DeckSource.exactOptional(),
    regions: NamedRegions.default({}),
    brain: BrainChoice.default('offline'),
    pools: Pools.exactOptional(),
    recordings: SentenceRecordings.exactOptional(),
    steps: z.array(LessonStep).min(1).max(1000),
  })
  .meta({ id: 'LessonScript' });
export type LessonScript = z.infer<typeof LessonScript>;
