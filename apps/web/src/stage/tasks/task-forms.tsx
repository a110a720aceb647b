import { partsOf, shuffledBy, type ShownTask, type TaskKind } from '@lockstep/contracts';
import type { ComponentType } from 'react';
import { GapsForm } from './gaps-form.js';
import { HotspotForm } from './hotspot-form.js';
import { LabelForm } from './label-form.js';
import { MatchForm } from './match-form.js';
import { OrderForm } from './order-form.js';
import { SurveyForm } from './survey-form.js';
import type { TaskFormProps } from './task-form.js';
import './tasks.css';

type Of<K extends TaskKind> = Extract<ShownTask, { kind: K }>;

/** One entry a kind. */
const forms: { readonly [K in TaskKind]: ComponentType<TaskFormProps<Of<K>>> } = {
  order: OrderForm,
  match: MatchForm,
  gaps: GapsForm,
  hotspot: HotspotForm,
  label: LabelForm,
  survey: SurveyForm,
};

export function TaskForm(props: TaskFormProps<ShownTask>) {
  const Form = forms[props.task.kind] as ComponentType<TaskFormProps<ShownTask>>;
  return <Form {...props} />;
}

/** A task as one student sees it: in an order of their own, which is the same after the page was loaded again. */
export function taskFor(task: ShownTask, seed: string): ShownTask {
  if (task.kind === 'order') return { ...task, items: shuffledBy(task.items, seed) };
  return task.kind === 'match' || task.kind === 'label'
    ? { ...task, options: shuffledBy(task.options, seed) }
    : task;
}

/** What a form begins with: the order as it is shown, or nothing. */
export const emptyParts = (task: ShownTask): readonly string[] =>
  partsOf(task).map(({ id }) => (task.kind === 'order' ? id : ''));
