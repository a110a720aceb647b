import { Injectable } from '@nestjs/common';
import type { SessionFault } from '@lockstep/contracts';

/** Live sessions that this process cannot run, and why. In memory: each start finds out anew. */
@Injectable()
export class SessionFaults {
  readonly #faults = new Map<string, SessionFault>();

  /** @param fault undefined: the session is sound again, or over */
  set(sessionId: string, fault: SessionFault | undefined): void {
    if (fault === undefined) this.#faults.delete(sessionId);
    else this.#faults.set(sessionId, fault);
  }

  of(sessionId: string): SessionFault | undefined {
    return this.#faults.get(sessionId);
  }
}
