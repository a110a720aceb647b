export type Goal = { readonly text: string; readonly measured: string; readonly holds: boolean };

/** Prints every goal with what was measured; the process will end with 1 when one does not hold. */
export function reportGoals(goals: readonly Goal[]): void {
  console.log('\nGoals');
  for (const { text, measured, holds } of goals)
    console.log(`  ${holds ? 'pass' : 'FAIL'}  ${text} (measured ${measured})`);
  if (!goals.every(({ holds }) => holds)) process.exitCode = 1;
}
