/** Most that are invited at once: each is a call and a mail. */
export const MOST_PASTED = 200;

export type PastedPerson = { readonly email: string; readonly name: string | undefined };
export type PastedPeople = {
  /** Each address once, in order. */
  readonly people: readonly PastedPerson[];
  /** Numbers of lines that have something, but no address; counted from 1. */
  readonly unread: readonly number[];
};

const ADDRESS = /[^\s<>()[\],;:"'\\|]+@[^\s<>()[\],;:"'\\|]+\.[^\s<>()[\],;:"'\\|]+/;
/** What stands around a name in a mail program or a spreadsheet. */
const AROUND = /[<>()[\],;:"|\t\s]+/g;

/** One person a line: an address, with a name before or after it, as mail programs and spreadsheets write them. */
export function readPastedPeople(text: string): PastedPeople {
  const people = new Map<string, PastedPerson>();
  const unread: number[] = [];
  for (const [at, line] of text.split(/\r\n|[\r\n]/).entries()) {
    if (line.trim() === '') continue;
    const address = ADDRESS.exec(line)?.[0];
    if (address === undefined) {
      unread.push(at + 1);
      continue;
    }
    const email = address.toLowerCase();
    const name = line.replace(address, ' ').replace(AROUND, ' ').trim().slice(0, 60);
    if (!people.has(email)) people.set(email, { email, name: name === '' ? undefined : name });
  }
  return { people: [...people.values()], unread };
}
