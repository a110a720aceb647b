import type { PublisherRefusal } from '@lockstep/contracts';

export class PublisherRefused {
  constructor(readonly refusal: PublisherRefusal) {}
}
