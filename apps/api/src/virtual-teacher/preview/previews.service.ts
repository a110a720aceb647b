import { Injectable } from '@nestjs/common';
import type { DryRun, JudgedPreview, JudgePreview, Preview, PreviewStart } from '@lockstep/contracts';
import { feedbackShown } from '../judging/asked-steps.js';
import { Brains } from '../judging/brains.js';
import { LessonReader } from '../../lessons/reading/lesson-reader.js';
import { SharedMedia } from '../compiling/shared-media.js';
import { dryRunOf, factsOf } from './dry-run.js';
import { QuestionNotInScript } from './preview-errors.js';
import { previewPlanOf } from './preview-plan.js';
import { PreviewSources, type Which } from './preview-sources.js';
import { PreviewStream } from './preview-stream.js';
import { OPENS_WITHIN_MS, PreviewStreams } from './preview-streams.js';

/** Lessons as their authors look at them, before anybody is taught. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly sources: PreviewSources,
    private readonly streams: PreviewStreams,
    private readonly media: SharedMedia,
    private readonly brains: Brains,
    private readonly reader: LessonReader,
  ) {}

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound */
  async dryRun(lessonId: string, which: Which): Promise<DryRun> {
    const source = await this.sources.source(lessonId, which);
    const version = await this.sources.compiled(source);
    const planned = version && { version, plan: await previewPlanOf(version) };
    return dryRunOf(source, await this.reader.read(source.text, factsOf(source, planned)), planned);
  }

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound, VersionNotCompiled, TooManyPreviews */
  async start(lessonId: string, { version, atMs }: PreviewStart): Promise<Preview> {
    const plan = await previewPlanOf(await this.sources.teachable(lessonId, version));
    const { store } = await this.media.tools();
    const { pacer, clips } = this.media;
    const clip = async (id: string) => clips.get(await store.local(id));
    const preview = await this.streams.add((name) => PreviewStream.open({ name, plan, atMs, pacer, clip }));
    const { name } = preview.stream;
    return {
      id: name,
      flv: `/live/${name}.flv`,
      atMs: preview.startMs,
      durationMs: plan.durationMs,
      opensWithinMs: OPENS_WITHIN_MS,
    };
  }

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound, {@link QuestionNotInScript} */
  async judge(lessonId: string, wanted: JudgePreview): Promise<JudgedPreview> {
    const { questionId, version, choices, text, parts, attempt } = wanted;
    const { script, files } = await this.sources.source(lessonId, version);
    const question = script?.steps.find((step) => step.kind === 'ask' && step.id === questionId);
    if (script === null || question?.kind !== 'ask') throw new QuestionNotInScript(questionId);
    const request = { question, language: script.language, answer: { choices, text, parts }, attempt };
    const judgement = await this.brains.of(script.brain).judge(request);
    const media = feedbackShown(question, judgement, attempt, files);
    return { ...judgement, ...(media && { media }) };
  }
}
