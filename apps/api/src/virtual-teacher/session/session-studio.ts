import { Logger } from '@nestjs/common';
import { type Clip } from '@lockstep/media';
import {
  sentencesOfText,
  type SlideView,
  type Speaker,
  type SpokenClip,
  viewAfter,
} from '@lockstep/virtual-teacher';
import { captionCues } from './caption-cues.js';
import { type Speech, type Studio, type Urgency } from './studio.js';

/** Sentences that were made lately: likely ones are asked for again within seconds. */
const KEPT = 64;

/** The voice and face of one lesson, for what nobody could know before. */
export class SessionStudio implements Studio {
  readonly #logger = new Logger('Studio');
  readonly #spoken = new Map<string, SpokenClip>();
  #view: SlideView = null;

  constructor(
    private readonly speaker: Speaker,
    private readonly load: (id: string) => Promise<Clip>,
    private readonly language: string,
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
    const spoken = this.#spoken.get(key) ?? this.#begin(text, key, urgency);
    const { captions } = await spoken.info;
    return { cells: spoken.frames, captions: captionCues(captions, this.language) };
  }

  sentencesOf(text: string): string[] {
    return sentencesOfText(text, this.language).map((sentence) => sentence.text);
  }

  #begin(text: string, key: string, urgency: Urgency): SpokenClip {
    const [sentence] = sentencesOfText(text, this.language);
    if (sentence === undefined) throw new Error('There is nothing to say.');
    const spoken = this.speaker.compileSentence(sentence, {
      priority: urgency === 'perhaps' ? 'batch' : 'live',
    });
    this.#spoken.set(key, spoken);
    const [oldest] = this.#spoken.keys();
    if (this.#spoken.size > KEPT && oldest !== undefined) this.#spoken.delete(oldest);
    spoken.kept.catch((error: unknown) => {
      this.#spoken.delete(key); // it may be tried again
      this.#logger.warn(`A sentence could not be made: ${String(error)}`);
    });
    return spoken;
  }
}
