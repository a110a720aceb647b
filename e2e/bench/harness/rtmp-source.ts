import { type LiveStream, RtmpServer } from '@lockstep/media';
import { PacedPublication } from './paced-publication.js';
import { RtmpPublisher } from './rtmp-publisher.js';
import type { Clip } from './source-clip.js';
import type { Source } from './stage.js';

/** An encoder that publishes a clip over RTMP, again and again. */
export class RtmpSource implements Source {
  #firstPtsMs: number | undefined;

  private constructor(
    readonly clip: Clip,
    readonly publication: PacedPublication,
    private readonly stack: AsyncDisposableStack,
    stream: LiveStream,
  ) {
    stream.on('frame', (frame) => {
      if (frame.kind === 'video') this.#firstPtsMs ??= frame.ptsMs;
    });
  }

  static async open(clip: Clip, stream: LiveStream): Promise<RtmpSource> {
    await using stack = new AsyncDisposableStack();
    const refused = () => Promise.resolve({ refused: 'nobody plays here' });
    const ingest = stack.use(
      await RtmpServer.start({
        host: '127.0.0.1',
        port: 0,
        authorizer: { publish: () => Promise.resolve({ stream, publisherId: 'bench' }), play: refused },
      }),
    );
    const publisher = stack.use(await RtmpPublisher.start({ port: ingest.port, app: 'live', key: 'key' }));
    const publication = PacedPublication.start(publisher, clip);
    stack.defer(() => publication.stop());
    return new RtmpSource(clip, publication, stack.move(), stream);
  }

  get newest(): number {
    return this.publication.newest;
  }

  numberAt(ptsMs: number): number {
    return Math.round(((ptsMs - (this.#firstPtsMs ?? Number.NaN)) * this.clip.frameRate) / 1000);
  }

  /** With the next frame. */
  nextPtsMs(): undefined {
    return undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}
