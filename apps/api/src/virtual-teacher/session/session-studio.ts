import { Logger } from '@nestjs/common';
import type { Clip } from '@lockstep/media';
import {
  EncodersClosed,
  sentencesOfText,
  type SlideView,
  type Speaker,
  viewAfter,
  VoiceFailed,
} from '@lockstep/virtual-teacher';
import { captionCues } from './caption-cues.js';
import type { Speech, Studio, Urgency } from './studio.js';

/** Sentences that were made lately: likely ones are asked for again within seconds. */
const KEPT = 64;

type Made = { readonly speech: Promise<Speech>; readonly urgency: Urgency; isReady: boolean };

/** The voice and face of one lesson, for what nobody could know before. */
export class SessionStudio implements Studio {
  readonly #logger = new Logger('Studio');
  readonly #made = new Map<string, Made>();
  #view: SlideView = null;

  constructor(
    private readonly speaker: Speaker,
    private readonly load: (id: string) => Promise<Clip>,
    private readonly language: string,
    /** Speaks where the voice is a model’s and does not come in time. */
    private readonly spare?: Speaker,
  ) {}

  clip(id: string): Promise<Clip> {
    return this.load(id);
  }

  /** A clip of the lesson is seen: what it leaves on the slide is behind what is said next. */
  shown(marks: readonly string[]): void {
    for (const mark of marks) this.#view = viewAfter(mark, this.#view);
  }

  async speak(text: string, urgency: Urgency): Promise<Speech> {
    const key = this.speaker.parts.stage.showsSlides ? `${JSON.stringify(this.#view)} ${text}` : text;
    const known = this.#made.get(key);
    // what is only being made in case somebody needs it is begun anew for who needs it
    if (known && (known.isReady || urgency !== 'now' || known.urgency !== 'perhaps')) return known.speech;
    const made: Made = {
      urgency,
      isReady: false,
      speech: this.#make(text, urgency, () => (made.isReady = true)),
    };
    this.#keep(key, made);
    return made.speech;
  }

  sentencesOf(text: string): string[] {
    return sentencesOfText(text, this.language).map((sentence) => sentence.text);
  }

  async #make(text: string, urgency: Urgency, onReady: () => void): Promise<Speech> {
    try {
      return await this.#madeBy(this.speaker, text, urgency, onReady);
    } catch (error) {
      if (this.spare === undefined || !(error instanceof VoiceFailed)) throw error;
      return this.#madeBy(this.spare, text, urgency, onReady);
    }
  }

  async #madeBy(speaker: Speaker, text: string, urgency: Urgency, onReady: () => void): Promise<Speech> {
    const [sentence] = sentencesOfText(text, this.language);
    if (sentence === undefined) throw new Error('There is nothing to say.');
    const view = this.#view;
    const { store } = speaker.parts;
    const kept = await store.info(speaker.idOf(sentence, view));
    if (kept) {
      const cells = await this.load(kept.id);
      onReady();
      return { cells, captions: captionCues(kept.captions, this.language) };
    }
    const priority = urgency === 'perhaps' ? 'batch' : 'live';
    const spoken = speaker.compileSentence(sentence, { priority, view });
    spoken.kept.then(onReady, (error: unknown) => {
      if (!(error instanceof EncodersClosed))
        this.#logger.warn(`A sentence could not be made: ${String(error)}`);
    });
    const { captions } = await spoken.info;
    return { cells: spoken.frames, captions: captionCues(captions, this.language) };
  }

  #keep(key: string, made: Made): void {
    this.#made.delete(key);
    this.#made.set(key, made);
    made.speech.catch(() => this.#made.delete(key)); // it may be tried again
    const [oldest] = this.#made.keys();
    if (this.#made.size > KEPT && oldest !== undefined) this.#made.delete(oldest);
  }
}
