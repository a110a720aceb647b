import { Injectable } from '@nestjs/common';
import type { Clip } from '@lockstep/media';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { CompilerResources } from '../compiling/compiler-resources.js';
import { SharedMedia } from '../compiling/shared-media.js';
import type { LessonPlan } from './lesson-plan.js';
import { planOfVersion } from './plan-of-version.js';
import { SessionStudio } from './session-studio.js';

export type TeachingStudio = {
  readonly plan: LessonPlan;
  readonly studio: SessionStudio;
  readonly idle: Clip;
};

/** Furnishes the class of a version: its plan, its clips, its voice and face. */
@Injectable()
export class SpeechStudios {
  /** Sessions of a version share its plan. */
  readonly #plans = new WeakMap<TeachableVersion, LessonPlan>();

  constructor(
    private readonly media: SharedMedia,
    private readonly resources: CompilerResources,
  ) {}

  /** @throws StageFailed, ClipFormatError and the error of node:fs where something of the version is not there */
  async create(version: TeachableVersion): Promise<TeachingStudio> {
    const plan = this.#plans.get(version) ?? planOfVersion(version);
    this.#plans.set(version, plan);
    const speaker = await this.resources.speakerFor(version);
    const { store, encoders } = speaker.parts;
    void encoders.warm('live'); // so that the first sentence nobody knew before need not wait for a process
    const { clips } = this.media;
    const studio = new SessionStudio(
      speaker,
      async (id) => clips.get(await store.local(id)),
      version.script.language,
      await this.resources.spareFor(version),
    );
    return { plan, studio, idle: await clips.get(await store.local(plan.idle)) };
  }
}
