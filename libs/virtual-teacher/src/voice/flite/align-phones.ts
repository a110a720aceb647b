/** Cost of a phone said in place of another, and of one left out or put in. */
const OTHER = 1;
const MISSING = 1.1;

/**
 * Which word each phone of a sentence belongs to, given how each word is pronounced alone. In a sentence a few
 * words change a phone (`the` before a vowel, `a` without stress) and keep their number, which leaves no choice;
 * where the numbers differ, the cheapest way to edit one sequence into the other decides.
 * @returns for each phone the index of its word, never falling
 */
export function alignPhones(phones: readonly string[], words: readonly (readonly string[])[]): number[] {
  const expected = words.flatMap((word, index) => word.map((name) => ({ name, index })));
  const columns = expected.length + 1;
  const cost = new Float64Array((phones.length + 1) * columns);
  const at = (row: number, column: number) => cost[row * columns + column] ?? Infinity;
  for (let row = 0; row <= phones.length; row++) {
    for (let column = 0; column < columns; column++) {
      if (row === 0 && column === 0) continue;
      cost[row * columns + column] = Math.min(
        row > 0 && column > 0
          ? at(row - 1, column - 1) + (phones[row - 1] === expected[column - 1]?.name ? 0 : OTHER)
          : Infinity,
        row > 0 ? at(row - 1, column) + MISSING : Infinity,
        column > 0 ? at(row, column - 1) + MISSING : Infinity,
      );
    }
  }
  return walkBack(phones, expected, at);
}

function walkBack(
  phones: readonly string[],
  expected: readonly { readonly name: string; readonly index: number }[],
  at: (row: number, column: number) => number,
): number[] {
  const owner = new Array<number>(phones.length);
  let row = phones.length;
  let column = expected.length;
  while (row > 0) {
    const word = expected[column - 1];
    const here = at(row, column);
    const step = phones[row - 1] === word?.name ? 0 : OTHER;
    if (word !== undefined && here === at(row - 1, column - 1) + step) {
      owner[--row] = word.index;
      column--;
    } else if (column > 0 && here === at(row, column - 1) + MISSING) {
      column--;
    } else {
      owner[--row] = word?.index ?? 0;
    }
  }
  return owner;
}
