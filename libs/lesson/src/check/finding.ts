import type { StepFinding } from './lesson-facts.js';

export type Finding = Omit<StepFinding, 'stepIndex'>;

export const error = (
  code: Finding['code'],
  message: string,
  remedy: string,
  ...path: (string | number)[]
): Finding => ({
  severity: 'error',
  code,
  message,
  remedy,
  path,
});

export const warning = (...parts: Parameters<typeof error>): Finding => ({
  ...error(...parts),
  severity: 'warning',
});
