import {
  AskKind,
  BrainChoice,
  Compare,
  Id,
  LessonScript,
  NamedRegions,
  ScriptMedia,
} from '@lockstep/contracts';
import * as z from 'zod';
import { taskKeys } from '../tasks/task-texts.js';
import { words } from '../tasks/task-text.js';
import { DURATION, PERCENT, readShare } from './units.js';

/**
 * The lesson as its author writes it: what the published JSON Schema describes and what the text is checked
 * against. `lesson-script.ts` of the contracts is what it is turned into.
 */

const { voice, avatar, language, slides } = LessonScript.shape;
const text = (max: number) => z.string().trim().min(1).max(max);
/** As many as a script holds. */
const MAX_WRONG = 50;

const file = text(300).describe('A path below the folder of this file, with forward slashes.');
const duration = z.string().regex(DURATION).describe('Such as 30s, 1.5s, 500ms or 2min.');
const share = z
  .union([z.string().regex(PERCENT), z.number().min(0).max(1)])
  .describe('A share of the answers, such as 70%.');
const narration = text(4000).describe(
  'What the teacher says. {slide 2}, {slide next}, {step 1}, {highlight went}, {highlight none}, {marker name} and ' +
    '{pause 500} happen on the next word; *word* is emphasis; [written](spoken) tells how a word sounds; \\{ is a brace.',
);

const id = {
  id: Id.exactOptional().describe('For branches and comparisons; made from the content when it is absent.'),
};

const Say = z.strictObject({ ...id, say: narration });
const PlayClip = z.strictObject({
  clip: file,
  cues: z
    .array(z.strictObject({ at: duration, mark: text(200).describe('A mark without braces: slide 3') }))
    .max(500)
    .exactOptional()
    .describe('What happens in the clip, and when.'),
});
const Play = z.strictObject({ ...id, play: z.union([file, PlayClip]).describe('A clip of your own.') });

const Media = ScriptMedia.describe(
  'A picture (PNG, JPEG, WebP, SVG), a recording (MP3, M4A, WAV, OGG) or a film (MP4, WebM), with its words under alt.',
);

export const ChoiceText = z.union([
  words(300),
  z.strictObject({
    ...id,
    text: words(300),
    right: z.boolean().exactOptional(),
    media: Media.exactOptional(),
  }),
]);
const Accepted = z.union([
  words(300),
  z.strictObject({
    answer: words(300),
    say: text(300).exactOptional().describe('What to tell anyone who answers this.'),
    credit: share
      .refine((credit) => Number(readShare(credit)) > 0 && Number(readShare(credit)) <= 1, {
        error: 'is a share from 1% to 100%',
      })
      .exactOptional()
      .describe('What it is worth, such as 50%: it is partly right. Default: all.'),
    media: Media.exactOptional(),
  }),
]);
const Mistake = z.union([
  text(300),
  z.strictObject({
    say: text(300).describe('What to tell who answers this.'),
    media: Media.exactOptional(),
  }),
]);
const Rubric = z.union([
  text(300),
  z.strictObject({
    point: text(300).describe('What a good answer says, in plain words.'),
    any: z.array(words(120)).max(30).exactOptional().describe('Words or phrases that show it.'),
    required: z.boolean().exactOptional().describe('Default: true.'),
  }),
]);
const Ask = z.strictObject({
  ...id,
  ask: z.strictObject({
    prompt: narration,
    answer: AskKind.exactOptional().describe(
      'single, multiple, truefalse, short (a line), number, open (a paragraph) or spoken; order, match, gaps, hotspot or label; without a ' +
        'right answer poll, words (a word cloud), opinion or survey (a form). Default: by what else is there.',
    ),
    choices: z.array(ChoiceText).max(12).exactOptional().describe('For single and multiple.'),
    right: z
      .union([words(300), z.array(words(300)).max(12)])
      .exactOptional()
      .describe('The right choice, or all right choices; without choices true or false.'),
    shuffle: z.boolean().exactOptional().describe('Each student sees the choices in another order.'),
    several: z.boolean().exactOptional().describe('Several choices of a poll may be made. Default: false.'),
    media: Media.exactOptional(),
    ...taskKeys,
    accept: z
      .union([Accepted, z.array(Accepted).max(50)])
      .exactOptional()
      .describe(
        'Right answers to a short question; spaces, full stops and, in most questions, capitals do not matter.',
      ),
    tolerance: Compare.shape.tolerance,
    range: Compare.shape.range,
    unit: Compare.shape.unit,
    compare: Compare.exactOptional().describe('How an answer is compared with the accepted ones.'),
    wrong: z
      .record(z.string().min(1).max(300), Mistake)
      .refine((wrong) => Object.keys(wrong).length <= MAX_WRONG, {
        error: `has more than ${String(MAX_WRONG)} answers`,
      })
      .exactOptional()
      .describe(
        'Common wrong answers (a choice, or what is written), and what to tell who gives them: a text, or {say, media}.',
      ),
    rubric: z.array(Rubric).max(20).exactOptional().describe('The points that an open answer should make.'),
    pointsWanted: z
      .int()
      .min(1)
      .max(20)
      .exactOptional()
      .describe('How many points are wanted when all of them are optional: any two of three.'),
    grammar: z.boolean().exactOptional().describe('An English sentence is wanted: its grammar counts.'),
    tense: z
      .enum(['past', 'present', 'future'])
      .exactOptional()
      .describe('Tense that the sentence must be in; only with grammar.'),
    pool: words(60)
      .exactOptional()
      .describe('Name of a pool: a session asks some of its questions, see pools.'),
    points: z
      .number()
      .gt(0)
      .max(100)
      .exactOptional()
      .describe('What a right answer is worth; students see their score at the end.'),
    confidence: z.boolean().exactOptional().describe('Ask students how sure they are of their answer.'),
    hints: z
      .union([text(500), z.array(text(500)).max(5)])
      .exactOptional()
      .describe('One for each try that went wrong.'),
    tries: z.int().min(1).max(5).exactOptional().describe('Default: 1.'),
    window: z
      .union([duration, z.literal('none')])
      .exactOptional()
      .describe(
        'Time to answer, 3s to 60min, or none: until everybody has answered or the teacher closes the question, 4 hours at most. Default: 30s, of a survey 2min.',
      ),
    endsEarly: z.boolean().exactOptional().describe('Go on when everybody has answered. Default: true.'),
    say: z
      .strictObject({
        right: narration.exactOptional(),
        partly: narration.exactOptional(),
        wrong: narration.exactOptional(),
        nothing: narration.exactOptional().describe('When nobody answered.'),
      })
      .exactOptional()
      .describe('What the teacher says to right, partly right and wrong answers, and to none.'),
    show: z
      .strictObject({
        right: Media.exactOptional(),
        partly: Media.exactOptional(),
        wrong: Media.exactOptional(),
      })
      .exactOptional()
      .describe(
        'A picture, a recording or a film with the feedback on right, partly right and wrong answers.',
      ),
  }),
});

const condition = {
  rightAtLeast: share.exactOptional(),
  rightBelow: share.exactOptional(),
  goto: Id.describe('Id of the step to go on with.'),
};
const BranchHead = {
  question: Id.exactOptional().describe('Id of the question. Default: the last one before this step.'),
  on: z.enum(['class', 'student']).exactOptional().describe('Whose result counts. Default: class.'),
};
const Branch = z.strictObject({
  ...id,
  branch: z.union([
    z.strictObject({ ...BranchHead, ...condition }),
    z.strictObject({ ...BranchHead, cases: z.array(z.strictObject(condition)).min(1).max(10) }),
  ]),
});
const Pause = z.strictObject({ ...id, pause: duration.describe('Silence, 100ms to 10min.') });
const Wait = z.strictObject({
  ...id,
  wait: z.union([text(300), z.null()]).describe('Waits for the teacher, and shows this to them.'),
});

/** The steps by the key that tells them apart. */
export const stepTexts = {
  say: Say,
  play: Play,
  ask: Ask,
  branch: Branch,
  pause: Pause,
  wait: Wait,
} as const;
export type StepKey = keyof typeof stepTexts;
export const STEP_KEYS = Object.keys(stepTexts) as StepKey[];

const StepText = z.union([Say, Play, Ask, Branch, Pause, Wait]);

/** All but the steps. */
export const HeadText = z.strictObject({
  title: words(200).describe('Shown to students.'),
  language: language.unwrap().exactOptional().describe('BCP 47, such as en or zh-CN. Default: en.'),
  voice: voice.unwrap().exactOptional().describe('Name of a voice. Default: slt.'),
  avatar: avatar
    .unwrap()
    .exactOptional()
    .describe('Name of an avatar, slide for none, or your own idle and talking clips. Default: nora.'),
  slides: slides.unwrap().exactOptional().describe('A Marp deck (.md), a PDF, or pictures in their order.'),
  brain: BrainChoice.exactOptional().describe('Who judges the answers. Default: offline.'),
  pools: z
    .record(words(60), z.int().min(1).max(100))
    .exactOptional()
    .describe('How many questions of each pool a session asks: {warm-up: 2}.'),
  recordings: z
    .array(z.strictObject({ file, says: words(500).describe('The sentence as captions show it.') }))
    .max(5000)
    .exactOptional()
    .describe('Your own recordings of sentences, said in place of the voice.'),
  regions: NamedRegions.exactOptional().describe(
    'Names for rectangles of slides, for {highlight name}: slide number, name, [x, y, width, height] in fractions.',
  ),
});

export const LessonText = HeadText.extend({
  steps: z.array(StepText).min(1).max(1000).describe('What happens, in this order.'),
}).meta({
  title: 'Lockstep lesson',
  description: 'A lesson that the virtual teacher teaches.',
});
export type LessonText = z.infer<typeof LessonText>;
export type HeadText = z.infer<typeof HeadText>;
export type StepText = z.infer<typeof StepText>;
export type AskText = z.infer<typeof Ask>['ask'];
export type BranchText = z.infer<typeof Branch>['branch'];
