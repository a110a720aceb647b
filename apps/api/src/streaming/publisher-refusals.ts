import { Injectable } from '@nestjs/common';
import type { PublisherRefusal } from '@lockstep/contracts';
import { EventBus } from '../events/event-bus.js';
import { PublisherRefused } from './streaming-events.js';

const KEPT = 200;

/** Publishers that were sent away, so that a teacher sees why nothing arrives. In memory: it is about now. */
@Injectable()
export class PublisherRefusals {
  readonly #refusals: PublisherRefusal[] = [];

  constructor(private readonly bus: EventBus) {}

  add(refusal: PublisherRefusal): void {
    this.#refusals.unshift(refusal);
    this.#refusals.splice(KEPT);
    this.bus.publish(new PublisherRefused(refusal));
  }

  /** Newest first. */
  list(sessionId?: string): PublisherRefusal[] {
    return this.#refusals.filter((refusal) => sessionId === undefined || refusal.sessionId === sessionId);
  }
}
