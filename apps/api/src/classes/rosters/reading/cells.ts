import { Email, PersonName, type RosterFaultCode } from '@lockstep/contracts';

/** What a cell says, or why it says nothing that can be taken. */
export type Said<T> = { readonly value: T } | { readonly fault: RosterFaultCode };

/** What a spreadsheet would compute. No name begins like this. */
const FORMULA = /^[=+\-@\t\r]/;
const HAN = /\p{Script=Han}/u;

export function readEmail(cell: string): Said<string> {
  if (cell === '') return { fault: 'no-email' };
  if (FORMULA.test(cell)) return { fault: 'formula' };
  const { data } = Email.safeParse(cell);
  return data === undefined ? { fault: 'bad-email' } : { value: data };
}

/** An empty cell is no name, and no fault. */
export function readName(cell: string): Said<string | null> {
  if (cell === '') return { value: null };
  if (FORMULA.test(cell)) return { fault: 'formula' };
  const { data } = PersonName.safeParse(cell.replace(/\s+/g, ' '));
  return data === undefined ? { fault: 'bad-name' } : { value: data };
}

/** A Chinese name begins with the family, and has no space. */
export function wholeName(given: string, family: string): string {
  if (HAN.test(given) || HAN.test(family)) return family + given;
  return `${given} ${family}`.trim();
}
