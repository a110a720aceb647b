import { Injectable } from '@nestjs/common';
import { checkEncoders, ENCODERS, findFfmpeg, type Encoder, type EncoderCheck } from '@lockstep/media';
import { Settings } from '../config/settings.js';

/** Hardware first: it leaves the processor to the sessions. */
const ORDER = [...ENCODERS.filter((one) => one !== 'x264'), 'x264'] as const;

/** ffmpeg, and which of its encoders work on this machine: tried once, when that is asked for first. */
@Injectable()
export class Encoders {
  #checks: Promise<EncoderCheck[]> | undefined;

  constructor(private readonly settings: Settings) {}

  /** @throws FfmpegMissing */
  ffmpeg(): Promise<string> {
    return findFfmpeg({ path: this.settings.get('FFMPEG_PATH') });
  }

  /** @throws FfmpegMissing */
  check(): Promise<EncoderCheck[]> {
    this.#checks ??= this.ffmpeg()
      .then((ffmpeg) => checkEncoders(ffmpeg))
      .catch((error: unknown) => {
        this.#checks = undefined; // it may be installed before the next session
        throw error;
      });
    return this.#checks;
  }

  /** @returns the one that is wanted, or x264 where it does not work. @throws FfmpegMissing */
  async choose(wanted: Encoder | 'auto'): Promise<Encoder> {
    if (wanted === 'x264') return wanted;
    const working = (await this.check()).filter(({ works }) => works).map(({ encoder }) => encoder);
    const order = wanted === 'auto' ? ORDER : [wanted];
    return order.find((one) => working.includes(one)) ?? 'x264';
  }
}
