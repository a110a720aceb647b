import type { LessonScript } from '@lockstep/contracts';
import { meantOrKnown, nearest, oneOf } from '../nearest.js';
import { byPlace, type Path, type Problem } from '../problem.js';
import { checkFlow } from './flow.js';
import type { LessonFacts, StepFinding } from './lesson-facts.js';
import { checkMedia } from './media.js';
import { missingFile } from './missing-file.js';
import { checkMarks } from './marks.js';
import { checkBudget, checkReading } from './pace.js';
import { checkDraws, checkPools } from './pools.js';
import { checkQuestion } from './questions.js';
import { checkRecordings } from './recordings.js';
import { checkLanguage, checkSpeech } from './speech.js';
import { ESPEAK, isOfServer } from '../speech/voice-languages.js';

/**
 * What is wrong with a lesson although its text is right: marks that cannot be met, questions that cannot be judged,
 * ways that lead nowhere, files that are missing, times that are too short. Pure; knows what `facts` say.
 */
export function checkLesson(script: LessonScript, facts: LessonFacts = {}): Problem[] {
  const findings = [
    ...checkFlow(script),
    ...script.steps.flatMap((step, stepIndex) =>
      step.kind === 'ask'
        ? checkQuestion(step, script.language, script.brain).map((finding) => ({ ...finding, stepIndex }))
        : [],
    ),
    ...checkPools(script),
    ...checkMarks(script, facts),
    ...checkClips(script, facts),
    ...checkMedia(script, facts),
    ...checkBudget(script, facts),
    ...checkReading(script, facts),
    ...checkSpeech(script),
  ];
  return [
    ...checkHead(script, facts),
    ...checkDraws(script, facts),
    ...findings.map((finding) => placed(finding, script, facts)),
  ].sort(byPlace);
}

function placed(
  { stepIndex, path = [], span, ...problem }: StepFinding,
  script: LessonScript,
  facts: LessonFacts,
): Problem {
  const stepId = script.steps[stepIndex]?.id;
  const place = span
    ? facts.places?.within(stepIndex, path, span.from, span.to)
    : facts.places?.ofStep(stepIndex, path);
  return { ...problem, ...(stepId === undefined ? {} : { stepId }), ...(place ? { place } : {}) };
}

function checkClips(script: LessonScript, { file }: LessonFacts): StepFinding[] {
  if (!file) return [];
  return script.steps.flatMap((step, stepIndex): StepFinding[] => {
    if (step.kind !== 'play' || file(step.clip)) return [];
    return [{ severity: 'error', stepIndex, path: ['clip'], ...missingFile(step.clip) }];
  });
}

type Words = Pick<Problem, 'code' | 'message' | 'remedy' | 'params'>;

function checkHead(script: LessonScript, facts: LessonFacts): Problem[] {
  const { file, voices, avatars, places } = facts;
  const at = (path: Path): Pick<Problem, 'place'> => (places ? { place: places.ofHead(path) } : {});
  const found: Problem[] = [];
  const needs: [Path, string][] = [];
  if (typeof script.slides === 'string') needs.push([['slides'], script.slides]);
  else script.slides?.forEach((name, i) => needs.push([['slides', i], name]));
  if (typeof script.avatar !== 'string') {
    needs.push([['avatar', 'idle'], script.avatar.idle], [['avatar', 'talking'], script.avatar.talking]);
  }
  for (const [path, name] of needs) {
    if (file && !file(name)) found.push({ severity: 'error', ...missingFile(name), ...at(path) });
  }
  if (voices && !voices.includes(script.voice)) {
    const words = isOfServer(script.voice)
      ? noServer(script.voice)
      : script.voice === ESPEAK
        ? noProgram(script.voice, 'espeak-ng')
        : unknownName('voice', script.voice, voices);
    found.push({ severity: 'error', ...words, ...at(['voice']) });
  }
  const isKnown = voices?.includes(script.voice) !== false;
  for (const problem of isKnown ? checkLanguage(script) : []) found.push({ ...problem, ...at(['language']) });
  for (const { path, ...problem } of checkRecordings(script, facts)) found.push({ ...problem, ...at(path) });
  const avatar = script.avatar;
  if (avatars && typeof avatar === 'string' && avatar !== 'slide' && !avatars.includes(avatar)) {
    found.push({
      severity: 'error',
      ...unknownName('avatar', avatar, [...avatars, 'slide']),
      ...at(['avatar']),
    });
  }
  return found;
}

const noServer = (name: string): Words => ({
  code: 'no-speech-server',
  message: `The voice '${name}' needs a speech server, and none is set up here.`,
  remedy: `Set OPENAI_SPEECH_BASE_URL, or choose another voice, such as 'silent'.`,
  params: { name },
});

const noProgram = (name: string, program: string): Words => ({
  code: 'no-voice-program',
  message: `The voice '${name}' needs the program ${program}, and it is not installed here.`,
  remedy: `Have the operator install it (apt install ${program}), or choose another voice, such as 'silent'.`,
  params: { name, program },
});

function unknownName(what: 'voice' | 'avatar', name: string, known: readonly string[]): Words {
  const meant = nearest(name, known);
  const remedy = meant ? `Did you mean '${meant}'?` : `Write ${oneOf(known)}.`;
  const params = { name, ...meantOrKnown(name, known) };
  return { code: `no-such-${what}`, message: `There is no ${what} '${name}'.`, remedy, params };
}
