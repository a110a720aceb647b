import type { Problem } from '../problem.js';

export const missingFile = (path: string): Pick<Problem, 'code' | 'message' | 'remedy' | 'params'> => ({
  code: 'no-such-file',
  message: `There is no file ${path}.`,
  remedy: 'Add it beside the script, or correct its name.',
  params: { path },
});
