import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { spokenBy } from '../spoken-by.js';
import {
  MAX_SENTENCE_CHARACTERS,
  type NarrationSentence,
  parseNarration,
} from '../narration/parse-narration.js';
import type { Problem } from '../problem.js';
import { captionOf, recordingKey, recordingsOf, saidSentences } from '../recordings/said-sentences.js';
import { sayWords } from '../speech/say-words.js';
import type { Unsaid } from '../speech/said-word.js';
import { primaryLanguage, voiceLanguages, voiceSpeaks } from '../speech/voice-languages.js';
import type { StepFinding } from './lesson-facts.js';
import { languageName } from './languages.js';

type Head = Pick<Problem, 'severity' | 'code' | 'message' | 'remedy' | 'params'>;

/** Languages that the offline judge understands and has replies in. */
const JUDGED = ['en', 'zh'];

/** Whether voice and judge know the language of the lesson: before anything is compiled. */
export function checkLanguage(script: LessonScript): Head[] {
  const { language, voice, brain } = script;
  const found: Head[] = [];
  const name = languageName(language);
  if (!voiceSpeaks(voice, language) && !isAllRecorded(script)) {
    const isRead = !script.steps.some((step) => findings(step, 0, script).length > 0);
    found.push({
      severity: isRead ? 'warning' : 'error',
      code: 'voice-language',
      message: `The voice '${voice}' does not speak ${name}, the language of this lesson.`,
      remedy: `Write 'voice: silent' for captions at reading pace without sound, record the sentences yourself, or choose a voice that speaks ${name}.`,
      params: { name: voice, language: name },
    });
  }
  const isAsked = script.steps.some((step) => step.kind === 'ask');
  if (brain === 'offline' && isAsked && !JUDGED.includes(primaryLanguage(language))) {
    found.push({
      severity: 'warning',
      code: 'judge-language',
      message: `The offline judge does not know ${name}: it compares answers with those you accept, and its own replies are English.`,
      remedy: `Write replies in ${name} under 'say' of each question, ask with choices or 'accept', and leave open answers to yourself or to 'brain: openai'.`,
      params: { language: name },
    });
  }
  return found;
}

/** What the voice cannot say, word by word. Where it does not speak the language at all, that is said once instead. */
export function checkSpeech(script: LessonScript): StepFinding[] {
  if (voiceLanguages(script.voice).includes('*')) return []; // a silent voice: everything is read
  if (!voiceSpeaks(script.voice, script.language)) return [];
  return script.steps.flatMap((step, stepIndex) => findings(step, stepIndex, script));
}

/** Nothing is left for the voice but feedback. */
function isAllRecorded(script: LessonScript): boolean {
  const recorded = recordingsOf(script);
  return recorded.size > 0 && saidSentences(script).every(({ text }) => recorded.has(recordingKey(text)));
}

function findings(step: LessonStep, stepIndex: number, script: LessonScript): StepFinding[] {
  const { language, voice } = script;
  const recorded = recordingsOf(script);
  const said = voiceSpeaks(voice, language) ? language : 'en'; // the embedded voices read everything as English
  return textsOf(step).flatMap(({ path, text }) =>
    parseNarration(text, language)
      .sentences.filter((sentence) => sentence.text.length <= MAX_SENTENCE_CHARACTERS)
      .filter((sentence) => !recorded.has(recordingKey(captionOf(sentence).text)))
      .flatMap((sentence) => unsaidIn(sentence, said, voice))
      .map((finding) => ({ ...finding, stepIndex, path })),
  );
}

const textsOf = (
  step: LessonStep,
): { readonly path: readonly (string | number)[]; readonly text: string }[] => [
  ...spokenBy(step),
  ...(step.kind === 'ask' ? step.hints.map((text, index) => ({ path: ['hints', index], text })) : []),
];

function unsaidIn(
  { words, from, to }: NarrationSentence,
  language: string,
  voice: string,
): Omit<StepFinding, 'stepIndex'>[] {
  const said = sayWords(
    words.map(({ spoken }) => spoken),
    language,
  );
  const missing = said.flatMap(({ unsaid }, index) => {
    const word = words[index];
    return unsaid === undefined || word === undefined || isSaid(unsaid, voice) ? [] : [{ unsaid, word }];
  });
  if (missing.length === 0) return [];
  const isSilent = said.every(({ plain }) => plain.length === 0);
  if (isSilent) return [problem(missing[0]?.unsaid ?? { kind: 'sign', text: '' }, { from, to }, 'error')];
  return missing.map(({ unsaid, word }) =>
    problem(unsaid, { from: word.from, to: word.to }, unsaid.kind === 'formula' ? 'error' : 'warning'),
  );
}

function problem(
  { kind, text }: Unsaid,
  span: { readonly from: number; readonly to: number },
  severity: 'error' | 'warning',
): Omit<StepFinding, 'stepIndex'> {
  const shown = text.slice(0, 60);
  if (kind === 'formula') {
    const message = `This formula cannot be said: '${shown}' is not known.`;
    const remedy =
      'Write it with the commands that the manual lists, or give the words: [formula](how it sounds).';
    return { severity, code: 'formula-not-read', message, remedy, params: { text: shown }, span };
  }
  const message = `The voice cannot say '${shown}'.`;
  const remedy = `Give it a pronunciation: [${shown}](how it sounds), or choose another voice.`;
  return { severity, code: 'unspeakable', message, remedy, params: { text: shown }, span };
}

/** Languages that are written in a script, for voices that speak several. */
const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Han}/u, ['zh', 'ja']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['ja']],
  [/\p{Script=Hangul}/u, ['ko']],
  [/\p{Script=Cyrillic}/u, ['ru', 'uk', 'bg', 'sr', 'mk']],
  [/\p{Script=Greek}/u, ['el']],
  [/\p{Script=Arabic}/u, ['ar', 'fa', 'ur']],
  [/\p{Script=Hebrew}/u, ['he']],
  [/\p{Script=Devanagari}/u, ['hi', 'mr']],
  [/\p{Script=Thai}/u, ['th']],
];

/** Whether the voice can say what the normaliser leaves to it: a word in a script that it knows. */
function isSaid({ kind, text }: Unsaid, voice: string): boolean {
  if (kind !== 'script') return false;
  const languages = SCRIPTS.find(([script]) => script.test(text))?.[1] ?? [];
  return languages.some((one) => voiceSpeaks(voice, one));
}
