import { type JudgedTask, solutionWords, type Task } from '@lockstep/contracts';
import { finding, type Finding } from '../finding/finding.js';
import { judgeGaps } from './judge-gaps.js';
import { judgeHotspot } from './judge-hotspot.js';
import { judgeLabel } from './judge-label.js';
import { judgeMatch } from './judge-match.js';
import { judgeOrder } from './judge-order.js';
import type { JudgeWords, TaskFound } from './task-found.js';

type Of<K extends JudgedTask['kind']> = Extract<JudgedTask, { kind: K }>;
type JudgeKind<T> = (
  task: T,
  given: readonly string[],
  judgeWords: JudgeWords,
) => TaskFound | Promise<TaskFound>;

/** One entry a kind. */
const judges: { readonly [K in JudgedTask['kind']]: JudgeKind<Of<K>> } = {
  order: judgeOrder,
  match: judgeMatch,
  gaps: judgeGaps,
  hotspot: judgeHotspot,
  label: judgeLabel,
};

/** Judges an answer that has parts: right, wrong, or partly with the share that it earns. */
export async function judgeTask(
  task: Task,
  given: readonly string[],
  judgeWords: JudgeWords,
): Promise<Finding> {
  if (task.kind === 'survey') return finding('unclear', 0, [{ kind: 'opinion' }]);
  const model = solutionWords(task).join('; ');
  if (given.length === 0) return finding('unclear', 0.5, [{ kind: 'no-answer' }], { model });
  const judge = judges[task.kind] as JudgeKind<JudgedTask>;
  const { parts, credit, missed } = await judge(task, given, judgeWords);
  const rest = { model, parts, ...(credit === undefined ? {} : { credit }) };
  if (credit === undefined) return finding('unclear', 0.4, [{ kind: 'near-miss' }], rest);
  if (credit === 1) return finding('right', 1, [], rest);
  const right = parts.filter((verdict) => verdict === 'right').length;
  const remark = { kind: 'parts', task: task.kind, right: credit > 0 ? right : 0, of: parts.length } as const;
  return finding(credit > 0 ? 'partly' : 'wrong', 1, [{ ...remark, first: missed }], rest);
}
