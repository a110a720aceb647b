import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { InputError } from '../errors.js';
import { Input } from '../io/input.js';
import { EventLineError, EventLineReader, type EventRequest } from './event-line.js';

/** All are named up to here: who corrects a file wants to see more than the first. */
const MOST_ERRORS_NAMED = 10;

/** The events of a file, and what players will not understand of them. */
export type EventsFile = { readonly requests: EventRequest[]; readonly doubts: string[] };

/**
 * Reads and checks a file of events, one JSON object a line; empty lines are passed over.
 *
 * @param path `-` for stdin
 * @throws InputError with the line number of each wrong line
 */
export async function readEventsFile(path: string): Promise<EventsFile> {
  await using input = await Input.open(path);
  const reader = new EventLineReader();
  const requests: EventRequest[] = [];
  const doubts: string[] = [];
  const errors: string[] = [];
  let line = 0;
  const lines = createInterface({ input: Readable.from(input.chunks()), crlfDelay: Infinity });
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    try {
      const request = reader.read(line === 1 ? text.replace(/^\ufeff/, '') : text, line);
      requests.push(request);
      const doubt = request.event && (await doubtAbout(request.event));
      if (doubt) doubts.push(`line ${line}: players will pass over this event: ${doubt}`);
    } catch (error) {
      if (!(error instanceof EventLineError)) throw error;
      errors.push(`${input.name}: line ${line}: ${error.message}`);
    }
  }
  if (errors.length > MOST_ERRORS_NAMED) {
    errors.splice(MOST_ERRORS_NAMED, Infinity, `… and ${errors.length - MOST_ERRORS_NAMED} more wrong lines`);
  }
  if (errors.length > 0) throw new InputError(errors.join('\n'));
  return { requests, doubts };
}

/** Why a player does not act on an event of a known type. Types that are not known may be of a later version. */
async function doubtAbout(event: object): Promise<string | undefined> {
  // Loaded when there is something to check: the other verbs start without it.
  const { LessonBodyError, parseEvent } = await import('@lockstep/contracts');
  try {
    parseEvent(event);
    return undefined;
  } catch (error) {
    if (error instanceof LessonBodyError) return error.message;
    throw error;
  }
}
