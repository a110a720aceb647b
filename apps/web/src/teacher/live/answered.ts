/**
 * How many have answered, and of how many. A student who answered counts as present, even if they have left since: never "1 of 0".
 * @returns both numbers, in this order
 */
export const answeredOf = (answered: number, present: number): [answered: number, of: number] => [
  answered,
  Math.max(answered, present),
];
