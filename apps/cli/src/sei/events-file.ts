import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { InputError } from '../errors.js';
import { Input } from '../io/input.js';
import { EventLineError, EventLineReader, type EventRequest } from './event-line.js';

/** All are named up to here: who corrects a file wants to see more than the first. */
const MOST_ERRORS_NAMED = 10;

/**
 * Reads and checks a file of events, one JSON object a line; empty lines are passed over.
 *
 * @param path `-` for stdin
 * @throws InputError with the line number of each wrong line
 */
export async function readEventsFile(path: string): Promise<EventRequest[]> {
  await using input = await Input.open(path);
  const reader = new EventLineReader();
  const requests: EventRequest[] = [];
  const errors: string[] = [];
  let line = 0;
  const lines = createInterface({ input: Readable.from(input.chunks()), crlfDelay: Infinity });
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    try {
      requests.push(reader.read(line === 1 ? text.replace(/^\ufeff/, '') : text, line));
    } catch (error) {
      if (!(error instanceof EventLineError)) throw error;
      errors.push(`${input.name}: line ${line}: ${error.message}`);
    }
  }
  if (errors.length > MOST_ERRORS_NAMED) {
    errors.splice(MOST_ERRORS_NAMED, Infinity, `… and ${errors.length - MOST_ERRORS_NAMED} more wrong lines`);
  }
  if (errors.length > 0) throw new InputError(errors.join('\n'));
  return requests;
}
