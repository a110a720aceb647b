import * as z from 'zod';

/** The name of somebody or something: one line that can be seen, and that does not turn the direction of what follows. */
export const VisibleName = z
  .string()
  .trim()
  .regex(
    /^(?=.*[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}])[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u,
    'is one line with something to see in it, without direction marks',
  );
