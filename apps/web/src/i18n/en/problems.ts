import type { FieldProblem, Problem } from '@lockstep/contracts';

/** The server speaks English: each of its errors has a message of its own, with all values. */
export const problems = {
  problems: {
    refused: ({ errors, detail }: Pick<Problem, 'code' | 'detail' | 'params' | 'errors'>): string => {
      const fields = errors?.map(({ field, message }) => (field ? `${field}: ${message}` : message)) ?? [];
      return fields.length > 0 ? fields.join('; ') : detail;
    },
    ofField: ({ message }: FieldProblem): string => message,
  },
};
