import type { ShownMedia, ShownTask } from '@lockstep/contracts';

/** What a form for one kind of task is given. */
export type TaskFormProps<Task extends ShownTask> = {
  readonly task: Task;
  /** The picture of the question, for tasks that are done on it. */
  readonly media: ShownMedia | undefined;
  readonly lang: string | undefined;
  /** The answer so far: a string for each part, empty where it is not answered yet. */
  readonly parts: readonly string[];
  /** What is missing is to be shown: somebody tried to send the answer. */
  readonly isChecked?: boolean;
  readonly onChange: (parts: readonly string[]) => void;
};
