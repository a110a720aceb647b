import { type LessonStep, passedOver } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { CompiledStep, LessonClip } from '@lockstep/virtual-teacher';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { MarkActions } from '../compiling/mark-actions.js';
import { captionCues } from './caption-cues.js';
import type { LessonPlan, PlannedClip, PlannedStep } from './lesson-plan.js';

/** A published version as its teacher goes through it. Throws where the compiled lesson is not of this script. */
export function planOfVersion({ script, slides, compiled }: TeachableVersion): LessonPlan {
  const { language } = script;
  const marks = new MarkActions(slides, script);
  const planned = (clips: readonly LessonClip[]) => clips.map((clip) => plannedClip(clip, marks, language));
  const steps = script.steps.map((step, index): PlannedStep => {
    const made = compiled.steps[index];
    if (made?.id !== step.id) {
      throw new Error(
        `The compiled lesson is not of this script: step ${String(index + 1)} is not “${step.id}”.`,
      );
    }
    return plannedStep(step, made, planned, language);
  });
  return { language, steps, passedOver: (sessionId) => passedOver(script, sessionId), idle: compiled.idle };
}

function plannedStep(
  step: LessonStep,
  made: CompiledStep,
  planned: (clips: readonly LessonClip[]) => PlannedClip[],
  language: string,
): PlannedStep {
  const { id } = step;
  switch (step.kind) {
    case 'say':
      return { id, kind: 'say', text: plainText(step.text, language), clips: planned(clipsIn(made)) };
    case 'play':
      return { id, kind: 'play', text: step.clip, clips: planned(clipsIn(made)) };
    case 'ask': {
      const { prompt = [], replies = {} } = made.kind === 'ask' ? made : {};
      const ask = {
        step,
        prompt: planned(prompt),
        replies: Object.fromEntries(Object.entries(replies).map(([kind, clips]) => [kind, planned(clips)])),
      };
      return { id, kind: 'ask', text: plainText(step.prompt, language), ask };
    }
    case 'branch':
      return { id, kind: 'branch', text: '', branch: step };
    case 'pause':
      return { id, kind: 'pause', text: '', ms: step.ms };
    case 'wait':
      return { id, kind: 'wait', text: step.prompt ?? '' };
  }
}

const clipsIn = (made: CompiledStep): readonly LessonClip[] =>
  made.kind === 'say' || made.kind === 'play' ? made.clips : [];

function plannedClip(clip: LessonClip, marks: MarkActions, language: string): PlannedClip {
  const { id, text, idle } = clip;
  const cues = clip.marks.flatMap(({ picture: frame, mark }) => {
    const action = marks.actionOf(mark);
    return action ? [{ frame, action }] : [];
  });
  const all = [...cues, ...captionCues(clip.captions, language)];
  return {
    ...{ clip: id, text, idle, marks: clip.marks.map(({ mark }) => mark) },
    cues: all.sort((a, b) => a.frame - b.frame),
  };
}
