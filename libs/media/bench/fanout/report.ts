/** A promise with the figure that was measured for it. */
export type Goal = { readonly text: string; readonly measured: string; readonly holds: boolean };

export const atMost = (text: string, measured: number, limit: number, unit = ''): Goal => ({
  text: `${text}: at most ${limit}${unit}`,
  measured: `${round(measured)}${unit}`,
  holds: measured <= limit,
});

export const round = (value: number): string => {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
};

/** Rows of cells, the first one left, all others right aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

export function print(title: string, lines: string): void {
  process.stdout.write(`\n${title}\n${lines}\n`);
}

export function printGoals(goals: readonly Goal[]): void {
  const lines = goals.map(
    ({ text, measured, holds }) => `${holds ? 'pass' : 'FAIL'}  ${text} (measured ${measured})`,
  );
  print('Goals', lines.join('\n'));
}
