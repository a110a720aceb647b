/** Reads rosters in a thread of its own: whatever is in one, live streams do not wait for it. */
import { Refusal, serve } from '@lockstep/virtual-teacher/isolation';
import { readRoster } from './read-roster.js';
import { RosterFileError } from './roster.js';

serve(async (bytes) => {
  try {
    return await readRoster(bytes as Uint8Array);
  } catch (error) {
    if (!(error instanceof RosterFileError)) throw error;
    throw new Refusal(error.message, { reason: error.reason, value: error.value });
  }
});
