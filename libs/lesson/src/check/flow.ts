import type { BranchStep, LessonScript } from '@lockstep/contracts';
import { oneOf } from '../nearest.js';
import type { StepFinding } from './lesson-facts.js';

/** Where a lesson goes after each step; its length stands for the end. */
export function successorsOf({ steps }: Pick<LessonScript, 'steps'>): number[][] {
  const indexOf = new Map(steps.map(({ id }, i) => [id, i]));
  return steps.map((step, i) => {
    if (step.kind !== 'branch') return [i + 1];
    const targets = step.cases.flatMap((one) => indexOf.get(one.goto) ?? []);
    return [...new Set(isExhaustive(step) ? targets : [...targets, i + 1])];
  });
}

/** Whether some case holds for every result. */
function isExhaustive({ cases }: BranchStep): boolean {
  let covered = 0; // shares from here on are open
  const parts = cases.map(
    ({ rightAtLeast = 0, rightBelow = Infinity }) => [rightAtLeast, rightBelow] as const,
  );
  for (const [from, below] of parts.sort((a, b) => a[0] - b[0]))
    if (from <= covered) covered = Math.max(covered, below);
  return covered > 1;
}

/** Branches that lead nowhere, round in circles, or past steps. */
export function checkFlow(script: LessonScript): StepFinding[] {
  const successors = successorsOf(script);
  return [
    ...script.steps.flatMap((step, i) => (step.kind === 'branch' ? checkBranch(script, step, i) : [])),
    ...endless(script, successors),
    ...unreached(script, successors),
  ];
}

function checkBranch(script: LessonScript, branch: BranchStep, stepIndex: number): StepFinding[] {
  const indexOf = new Map(script.steps.map(({ id }, i) => [id, i]));
  const asked = indexOf.get(branch.question);
  const found: StepFinding[] = [];
  const report = (finding: Omit<StepFinding, 'stepIndex' | 'severity'>): void =>
    void found.push({ severity: 'error', stepIndex, ...finding });
  if (asked === undefined || script.steps[asked]?.kind !== 'ask') {
    const asks = script.steps.filter((step, i) => step.kind === 'ask' && i < stepIndex).map(({ id }) => id);
    const remedy = asks.length > 0 ? `Write one of ${oneOf(asks)}.` : 'Ask one before.';
    report({
      code: 'no-such-question',
      message: `There is no question '${branch.question}'.`,
      remedy,
      params: { id: branch.question },
      path: ['question'],
    });
  } else if (asked > stepIndex) {
    const message = `The question '${branch.question}' is asked after this branch.`;
    report({
      code: 'asked-later',
      message,
      remedy: 'Put the branch behind the question.',
      params: { id: branch.question },
      path: ['question'],
    });
  }
  for (const [i, { goto }] of branch.cases.entries()) {
    const target = indexOf.get(goto);
    const path = ['cases', i, 'goto'];
    if (target === undefined) {
      const remedy = `Write the id of a step, such as ${script.steps[stepIndex + 1]?.id ?? script.steps[0]?.id ?? ''}.`;
      report({
        code: 'no-such-step',
        message: `There is no step '${goto}'.`,
        remedy,
        params: { id: goto },
        path,
      });
    } else if (target <= stepIndex && asked !== undefined && (asked < target || asked > stepIndex)) {
      const message = `Going back to '${goto}' does not ask '${branch.question}' again, so the result stays as it is and the lesson repeats forever.`;
      report({ code: 'endless', message, remedy: 'Go back to before the question, or forward.', path });
    }
  }
  return found;
}

/** Steps from which the end cannot be reached. */
function endless(script: LessonScript, successors: readonly (readonly number[])[]): StepFinding[] {
  const end = script.steps.length;
  const reaches = new Set([end]);
  for (let grew = true; grew;) {
    grew = false;
    for (const [i, next] of successors.entries()) {
      if (reaches.has(i) || !next.some((one) => reaches.has(one))) continue;
      reaches.add(i);
      grew = true;
    }
  }
  const first = script.steps.findIndex((step, i) => step.kind === 'branch' && !reaches.has(i));
  if (first < 0) return [];
  const message = 'From here the lesson never comes to its end: every way leads back.';
  return [
    { severity: 'error', code: 'endless', message, remedy: 'Let one case go forward.', stepIndex: first },
  ];
}

function unreached(script: LessonScript, successors: readonly (readonly number[])[]): StepFinding[] {
  const reached = new Set<number>();
  const open = [0];
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (reached.has(i)) continue;
    reached.add(i);
    open.push(...(successors[i] ?? []));
  }
  return script.steps.flatMap((_, stepIndex) => {
    const isFirst = !reached.has(stepIndex) && (stepIndex === 0 || reached.has(stepIndex - 1));
    if (!isFirst) return [];
    const message = 'No way leads to this step: every branch goes past it.';
    const remedy = 'Take it away, or let a branch go to it.';
    return [{ severity: 'warning' as const, code: 'unreached', message, remedy, stepIndex }];
  });
}
