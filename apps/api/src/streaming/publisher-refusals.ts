import { Injectable } from '@nestjs/common';
import type { PublisherRefusal } from '@lockstep/contracts';
import { ClassroomHub } from '../classroom/classroom-hub.js';

const KEPT = 200;

/** Publishers that were sent away, so that a teacher sees why nothing arrives. In memory: it is about now. */
@Injectable()
export class PublisherRefusals {
  readonly #refusals: PublisherRefusal[] = [];

  constructor(private readonly hub: ClassroomHub) {}

  add(refusal: PublisherRefusal): void {
    this.#refusals.unshift(refusal);
    this.#refusals.splice(KEPT);
    if (refusal.sessionId !== null) this.hub.toStaff(refusal.sessionId, 'publisher:refused', refusal);
  }

  /** Newest first. */
  list(sessionId?: string): PublisherRefusal[] {
    return this.#refusals.filter((refusal) => sessionId === undefined || refusal.sessionId === sessionId);
  }
}
