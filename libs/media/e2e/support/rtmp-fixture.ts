import { LiveStream, RtmpServer, type RtmpAuthorizer, type RtmpLimits } from '../../src/index.js';
import { CollectingSink } from './collecting-sink.js';

/** An ingest with one stream: key `secret` publishes it, name `room` plays it. Everything is gone after the test. */
export class RtmpFixture implements AsyncDisposable {
  /** A viewer from the start. */
  readonly sink = new CollectingSink();

  private constructor(
    readonly ingest: RtmpServer,
    readonly stream: LiveStream,
    readonly errors: unknown[],
  ) {
    stream.subscribe(this.sink);
  }

  static async start(
    options: {
      readonly stream?: LiveStream;
      readonly limits?: Partial<RtmpLimits>;
      readonly authorizer?: Partial<RtmpAuthorizer>;
    } = {},
  ): Promise<RtmpFixture> {
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const stream = options.stream ?? new LiveStream({ name: 'room', onError });
    const authorizer: RtmpAuthorizer = {
      publish: ({ key }) =>
        Promise.resolve(
          key === 'secret' ? { stream, publisherId: 'teacher' } : { refused: 'unknown stream key' },
        ),
      play: ({ key }) => Promise.resolve(key === 'room' ? { stream } : { refused: 'no such stream' }),
      ...options.authorizer,
    };
    const ingest = await RtmpServer.start({
      host: '127.0.0.1',
      port: 0,
      authorizer,
      onError,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return new RtmpFixture(ingest, stream, errors);
  }

  url(key: string): string {
    return `rtmp://127.0.0.1:${this.ingest.port}/live/${key}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ingest[Symbol.asyncDispose]();
    await this.stream[Symbol.asyncDispose]();
  }
}
