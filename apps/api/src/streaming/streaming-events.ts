import type { PublisherRefusal, Viewer } from '@lockstep/contracts';

export class PublisherRefused {
  constructor(readonly refusal: PublisherRefusal) {}
}

/** Somebody began to watch. */
export class ViewerCame {
  constructor(
    readonly sessionId: string,
    readonly viewer: Viewer,
  ) {}
}

/** They watch no more. */
export class ViewerLeft {
  constructor(
    readonly sessionId: string,
    readonly viewer: Viewer,
  ) {}
}
