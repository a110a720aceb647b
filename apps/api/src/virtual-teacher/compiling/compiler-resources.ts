import { Injectable } from '@nestjs/common';
import type { LessonAsset, LessonScript } from '@lockstep/contracts';
import { SILENT, voiceSpeaks } from '@lockstep/lesson';
import {
  chooseVoice,
  type Deck,
  FLITE_VOICES,
  isFliteVoice,
  openStage,
  SentenceRecordings,
  shippedAvatars,
  Speaker,
  type SpeakerParts,
  StageFailed,
  type Voice,
  voiceNames,
} from '@lockstep/virtual-teacher';
import type { TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { Settings } from '../../config/settings.js';
import { FileStore } from '../../lessons/scripts/file-store.js';
import { pathOfFile } from '../../lessons/reading/text-reading.js';
import { SlideDecks } from './slide-decks.js';
import { SharedMedia } from './shared-media.js';

/** What a lesson is made of, as far as voice and frame depend on it. */
export type Casting = {
  readonly script: LessonScript;
  /** Undefined for a lesson without slides. */
  readonly deck: Deck | undefined;
  readonly files: readonly LessonAsset[];
  readonly signal?: AbortSignal;
};

/** Gives a lesson the voice and the face that its script asks for. */
@Injectable()
export class CompilerResources {
  constructor(
    private readonly media: SharedMedia,
    private readonly store: FileStore,
    private readonly decks: SlideDecks,
    private readonly settings: Settings,
  ) {}

  /** The voices that a script may name, the one it asks for among them where a server has it. */
  voices(asked: string): readonly string[] {
    return voiceNames(this.settings.speech, asked);
  }

  async avatars(): Promise<string[]> {
    return [...(await shippedAvatars()).keys()];
  }

  /** @throws StageFailed for a voice, an avatar or files that are not there */
  async cast({ script, deck, files, signal }: Casting): Promise<SpeakerParts & { readonly ffmpeg: string }> {
    const { store, encoders, ffmpeg, flite } = await this.media.tools();
    const voice = await this.#voice(script);
    const fileOf = this.fileOf(files);
    const stage = await openStage(script.avatar, { store, encoders, ffmpeg, deck, fileOf, signal });
    const recordings = await SentenceRecordings.open(script, { fileOf, ffmpeg, references: flite });
    return { voice, recordings, stage, store, encoders, ffmpeg };
  }

  /** Who speaks in a session what is in no lesson. @throws StageFailed */
  async speakerFor(version: TeachableVersion): Promise<Speaker> {
    const { script, files } = version;
    const deck = script.avatar === 'slide' ? await this.decks.load(version) : undefined;
    return new Speaker(await this.cast({ script, deck, files }));
  }

  /** Where a file of a script lies. */
  fileOf(files: readonly LessonAsset[]): (path: string) => Promise<string | undefined> {
    const byPath = new Map(files.map(({ path, sha256 }) => [path, sha256]));
    return async (path) => {
      const sha256 = byPath.get(pathOfFile(path));
      return sha256 === undefined ? undefined : this.store.fileOf(sha256);
    };
  }

  /** Speaks where a model's voice does not come in time; undefined for a lesson that has an embedded one. */
  async spareFor(version: TeachableVersion): Promise<Speaker | undefined> {
    const { voice, language } = version.script;
    if (isFliteVoice(voice) || voice === SILENT) return undefined;
    const spare = voiceSpeaks(FLITE_VOICES[0], language) ? FLITE_VOICES[0] : SILENT;
    return this.speakerFor({ ...version, script: { ...version.script, voice: spare } });
  }

  async #voice({ voice: name, language }: Pick<LessonScript, 'voice' | 'language'>): Promise<Voice> {
    const { flite: embedded } = await this.media.tools();
    const server = this.settings.speech;
    if (this.voices(name).includes(name) || server !== undefined)
      return chooseVoice(name, { embedded, server, language });
    throw new StageFailed(
      'missing-file',
      `There is no voice “${name}”.`,
      `Choose one of ${this.voices('').join(', ')}, or set OPENAI_SPEECH_BASE_URL for a speech server.`,
    );
  }
}
