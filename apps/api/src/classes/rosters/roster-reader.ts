import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Isolated, IsolatedFailed } from '@lockstep/virtual-teacher/isolation';
import * as z from 'zod';
import type { Roster, UnreadableReason } from './reading/roster.js';
import { RostersBusy, RosterUnreadable } from './roster-errors.js';

/** The longest file that is taken needs two seconds on a slow machine. */
const SILENCE_MS = 15_000;
const MEMORY_MB = 256;
/** People who import in the same moment. */
const MAX_WAITING = 8;

const Refused = z.object({
  reason: z.custom<UnreadableReason>((value) => typeof value === 'string'),
  value: z.string(),
});

/** Reads rosters, one after the other, outside the thread that serves video. */
@Injectable()
export class RosterReader implements OnModuleDestroy {
  readonly #thread = new Isolated<Uint8Array, Roster>({
    file: new URL('./reading/roster-thread', import.meta.url),
    as: 'thread',
    memoryMb: MEMORY_MB,
    silenceMs: SILENCE_MS,
    maxWaiting: MAX_WAITING,
  });

  /** @throws RosterUnreadable, {@link RostersBusy} */
  async read(bytes: Uint8Array): Promise<Roster> {
    try {
      return await this.#thread.run(bytes);
    } catch (error) {
      if (!(error instanceof IsolatedFailed)) throw error;
      if (error.reason === 'timeout' || error.reason === 'crashed')
        throw new RosterUnreadable('too-long', String(SILENCE_MS / 1000));
      const { data } = Refused.safeParse(error.details);
      if (data) throw new RosterUnreadable(data.reason, data.value);
      throw error.reason === 'refused' ? error : new RostersBusy(error);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#thread[Symbol.asyncDispose]();
  }
}
