import type { StreamStatus } from '@lockstep/contracts';
import type { Texts } from '../../i18n/texts.js';

type Fact = { readonly name: string; readonly value: string };

/** What arrives of a stream, in the units that encoders show; what is not known yet is left out. */
export function factsOf(status: StreamStatus, words: Texts['teacher']['stream'], tag: string): Fact[] {
  const { video, audio, viewers } = status;
  const frameRate = video?.frameRate ?? null;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  const sound = audio && `${audio.codec.toUpperCase()} · ${number(audio.sampleRate / 1000, 1)} kHz`;
  const facts: (Fact | null)[] = [
    video && { name: words.video, value: `${video.codec.toUpperCase()} · ${video.width}×${video.height}` },
    video && { name: words.audio, value: sound ?? words.noAudio },
    frameRate === null ? null : { name: words.frameRate, value: words.perSecond(number(frameRate, 2)) },
    { name: words.viewers, value: String(viewers) },
  ];
  return facts.filter((fact) => fact !== null);
}
