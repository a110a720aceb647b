/** `-(-5)`, `--5`: arithmetic with signs that the answer leaves to the reader. */
export const leavesSigns = (answer: string): boolean =>
  /[-−+]\s*\(\s*[-−+]?\d|^\s*[-−+]\s*[-−+]\s*\d/.test(answer);
