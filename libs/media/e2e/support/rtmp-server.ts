import { LiveStream, RtmpIngest, type RtmpAuthorizer, type RtmpLimits } from '../../src/index.js';
import { CollectingSink } from './collecting-sink.js';

/** An ingest with one stream: key `secret` publishes it, name `room` plays it. Everything is gone after the test. */
export class RtmpServer implements AsyncDisposable {
  /** A viewer from the start. */
  readonly sink = new CollectingSink();

  private constructor(
    readonly ingest: RtmpIngest,
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
  ): Promise<RtmpServer> {
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
    const ingest = await RtmpIngest.start({
      host: '127.0.0.1',
      port: 0,
      authorizer,
      onError,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return new RtmpServer(ingest, stream, errors);
  }

  url(key: string): string {
    return `rtmp://127.0.0.1:${this.ingest.port}/live/${key}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ingest[Symbol.asyncDispose]();
    await this.stream[Symbol.asyncDispose]();
  }
}
