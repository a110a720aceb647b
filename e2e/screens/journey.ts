import type { Browser } from 'playwright-core';
import type { LockstepServer } from '../src/support/server.js';
import type { Camera } from './camera.js';

/** What a journey walks through. */
export type Stage = {
  readonly server: LockstepServer;
  readonly browser: Browser;
  readonly camera: Camera;
};

/** A person's way through the pages, with a picture at every state worth looking at. */
export type Journey = {
  readonly name: string;
  readonly walk: (stage: Stage) => Promise<void>;
};
