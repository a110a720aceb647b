import type { Socket } from 'node:net';
import type { Amf0Value } from '@lockstep/formats';
import type { Fanout } from '../fanout/fanout.js';
import type { StreamAdvice } from '../stream/stream-advice.js';
import { Deadline } from '../stream/deadline.js';
import { adviceInWords } from './publisher-advice.js';
import type { RtmpAuthorizer, RtmpClient, RtmpRequest } from './rtmp-authorizer.js';
import { RtmpConnection } from './rtmp-connection.js';
import type { RtmpLimits } from './rtmp-limits.js';
import type { RtmpCommand, RtmpMedia, RtmpMessage } from './rtmp-message.js';
import { readApp, readStreamName } from './rtmp-names.js';
import { RtmpPlayer } from './rtmp-player.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';
import { RtmpPublisher } from './rtmp-publisher.js';
import {
  playRefusal,
  publishRefusal,
  refusalOf,
  RtmpTimeout,
  serverFault,
  type Refusal,
  type RtmpRole,
} from './rtmp-refusal.js';
import { answerCall } from './simple-calls.js';

export type RtmpSessionContext = {
  readonly authorizer: RtmpAuthorizer;
  readonly limits: RtmpLimits;
  /** Serves the players. */
  readonly fanout: Fanout;
  readonly onRefused: (refusal: Omit<Refusal, 'code'>) => void;
  /** Takes faults of the server; the connection is closed. */
  readonly onError: (error: unknown) => void;
};

/** Players are sent a batch for every video frame. */
const EVERY_FRAME = 0;

type Activity =
  | { readonly kind: 'connecting' | 'connected' | 'closing' }
  /** `early`: media that came in one read with the publish command, before there is an answer. */
  | { readonly kind: 'authorizing'; readonly role: 'publish' | 'play'; readonly early: RtmpMedia[] }
  | { readonly kind: 'publishing'; readonly publisher: RtmpPublisher }
  | { readonly kind: 'playing'; readonly player: RtmpPlayer };

/**
 * One client from its first byte to its last. Whatever is thrown while its bytes are read destroys its socket and
 * nothing else.
 */
export class RtmpSession {
  readonly #connection: RtmpConnection;
  readonly #setup: Deadline;
  #activity: Activity = { kind: 'connecting' };
  #app = '';
  /** The stream that a publisher's key is for, once that is known. */
  #streamName: string | undefined;
  #commands = 0;
  /** The publisher was told of a data message that was left out: once is enough. */
  #hasLeftOut = false;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    readonly remote: string,
    private readonly context: RtmpSessionContext,
  ) {
    const { limits } = context;
    this.#connection = new RtmpConnection(limits, {
      onMessage: (message) => this.#onMessage(message),
      onOutput: (bytes) => this.#output(bytes),
      onLeftOut: (byteLength) => this.#onLeftOut(byteLength),
    });
    this.#setup = new Deadline(limits.setupMs, () =>
      this.#abort(new RtmpTimeout(`neither publishing nor playing within ${limits.setupMs} ms`)),
    );
    socket.on('data', (bytes) => this.#onData(bytes));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#onClose());
  }

  get role(): RtmpRole {
    const activity = this.#activity;
    if (activity.kind === 'authorizing') return activity.role;
    if (activity.kind === 'publishing') return 'publish';
    return activity.kind === 'playing' ? 'play' : 'connection';
  }

  /** Bytes that wait for the client. */
  get queuedBytes(): number {
    return this.socket.writableLength;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #onData(bytes: Buffer): void {
    if (this.#activity.kind === 'closing') return; // read and thrown away, so that the reason can be read
    try {
      this.#connection.read(bytes);
      if (this.#activity.kind === 'publishing') this.#activity.publisher.endBatch();
      this.#checkSetupBytes();
    } catch (error) {
      this.#abort(error);
    }
  }

  #checkSetupBytes(): void {
    const { bytesBeforeConnect, bytesBeforeAccepted } = this.context.limits;
    const { kind } = this.#activity;
    const received = this.#connection.receivedBytes;
    if (
      (kind === 'connecting' && received > bytesBeforeConnect) ||
      (kind === 'connected' && received > bytesBeforeAccepted)
    ) {
      throw new RtmpProtocolError(`${received} bytes without publishing or playing`);
    }
  }

  #onMessage(message: RtmpMessage): void {
    const activity = this.#activity;
    if (activity.kind === 'closing') return;
    if (message.kind === 'command') return this.#onCommand(message);
    if (activity.kind === 'publishing') return activity.publisher.push(message);
    if (activity.kind === 'authorizing') return void activity.early.push(message);
    if (message.kind === 'script') return; // some players send their own metadata
    throw new RtmpProtocolError(`${message.kind} from a client that is no accepted publisher`);
  }

  #onCommand(command: RtmpCommand): void {
    if (++this.#commands > this.context.limits.commands) {
      throw new RtmpProtocolError(`more than ${this.context.limits.commands} commands`);
    }
    const { kind } = this.#activity;
    switch (command.name) {
      case 'connect':
        return this.#connect(command);
      case 'createStream':
        if (kind === 'connecting') throw new RtmpProtocolError('createStream before connect');
        return this.#connection.acceptCreateStream(command.transactionId);
      case 'publish':
      case 'play':
        return this.#authorize(command.name, command.values[1]);
      case 'pause':
        return this.#pause(command.values[1]);
      case 'FCUnpublish':
      case 'deleteStream':
      case 'closeStream':
        answerCall(this.#connection, command);
        return this.#leave();
      default:
        return answerCall(this.#connection, command);
    }
  }

  #connect({ transactionId, values }: RtmpCommand): void {
    if (this.#activity.kind !== 'connecting') throw new RtmpProtocolError('a second connect');
    try {
      this.#app = readApp(values[0]);
    } catch (error) {
      if (!(error instanceof RtmpProtocolError)) throw error;
      this.#report({ role: 'connection', reason: error.message });
      this.#connection.rejectConnect(transactionId, error.message);
      return this.#close(error.message);
    }
    this.#activity = { kind: 'connected' };
    this.#connection.acceptConnect(transactionId);
  }

  #authorize(role: 'publish' | 'play', name: Amf0Value): void {
    if (this.#activity.kind !== 'connected') {
      throw new RtmpProtocolError(`${role} while ${this.#activity.kind}`);
    }
    this.#activity = { kind: 'authorizing', role, early: [] };
    const client: RtmpClient = {
      onClose: (listener) => (this.socket.destroyed ? listener() : void this.socket.once('close', listener)),
      close: (reason) => this.#finish(reason),
    };
    const request: RtmpRequest = { ...readStreamName(this.#app, name), remote: this.remote, client };
    this.socket.pause();
    const accepted = role === 'publish' ? this.#publish(request) : this.#play(request);
    accepted.then(() => this.socket.resume()).catch((error: unknown) => this.#abort(error));
  }

  async #publish(request: RtmpRequest): Promise<void> {
    const answer = await this.context.authorizer.publish(request);
    const activity = this.#activity;
    if (activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(publishRefusal(answer.refused, answer.stream));
    const { stream, publisherId, trustedRelay = false } = answer;
    this.#streamName = stream.name; // from here on another publisher may be quicker
    const info = {
      id: publisherId,
      kind: 'rtmp',
      remote: this.remote,
      trustedRelay,
      onAdvice: (advice: StreamAdvice) => this.#warn(adviceInWords(advice)),
      onRevoked: (reason: string) => this.#dismiss(reason, stream.isEnded),
    } as const;
    const { publisherIdleMs, messageBytes } = this.context.limits;
    const publisher = new RtmpPublisher(stream, info, publisherIdleMs, () =>
      this.#abort(new RtmpTimeout(`no frame for ${publisherIdleMs} ms`)),
    );
    this.#accept({ kind: 'publishing', publisher });
    this.#connection.maxMessageBytes = messageBytes;
    this.#connection.sendStreamBegin();
    this.#connection.sendStatus('status', 'NetStream.Publish.Start', 'The stream is published.');
    for (const message of activity.early) publisher.push(message);
  }

  async #play(request: RtmpRequest): Promise<void> {
    const answer = await this.context.authorizer.play(request);
    if (this.#activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(playRefusal(answer.refused));
    if (answer.stream.isEnded) return this.#refuse(playRefusal('The stream has ended.'));
    this.#connection.sendStreamBegin();
    this.#connection.sendStatus('status', 'NetStream.Play.Reset', 'Playing and resetting the stream.');
    this.#connection.sendStatus('status', 'NetStream.Play.Start', 'Playing the stream.');
    const player = new RtmpPlayer(this.socket, (reason) => this.#finish(reason));
    this.#accept({ kind: 'playing', player });
    this.context.fanout.join(answer.stream, EVERY_FRAME, player);
  }

  #accept(activity: Activity): void {
    this.#activity = activity;
    this.#setup[Symbol.dispose]();
  }

  #pause(flag: Amf0Value): void {
    if (this.#activity.kind !== 'playing') return;
    const paused = flag === true;
    this.#activity.player.setPaused(paused);
    const code = paused ? 'NetStream.Pause.Notify' : 'NetStream.Unpause.Notify';
    this.#connection.sendStatus('status', code, paused ? 'Paused.' : 'Playing again at the next key frame.');
  }

  /** The client says good-bye: its publication ends at once, not when its socket is gone. */
  #leave(): void {
    const { kind } = this.#activity;
    if (kind !== 'publishing' && kind !== 'playing' && kind !== 'authorizing') return;
    if (kind === 'publishing') {
      this.#connection.sendStatus('status', 'NetStream.Unpublish.Success', 'The stream is unpublished.');
    }
    this.#close('the publisher left');
  }

  /** The stream is over: the player is told, and may take what waits for it. */
  #finish(reason: string): void {
    if (this.#activity.kind === 'closing') return;
    this.#connection.sendStreamEof();
    this.#connection.sendStatus('status', 'NetStream.Play.UnpublishNotify', reason);
    this.#connection.sendStatus('status', 'NetStream.Play.Stop', reason);
    const { lingerMs, playerStallMs } = this.context.limits;
    this.#close(reason, this.socket.writableLength > 0 ? Math.max(lingerMs, playerStallMs) : lingerMs);
  }

  /** An accepted publisher loses its stream. That the stream is over is no refusal, but its log shows it all the same. */
  #dismiss(reason: string, isEnd: boolean): void {
    if (!isEnd) return this.#refuse(publishRefusal(reason));
    if (this.#activity.kind === 'closing') return;
    this.#connection.sendStatus('error', 'NetStream.Publish.Rejected', reason);
    this.#close(reason);
  }

  #refuse(refusal: Refusal): void {
    const { kind } = this.#activity;
    if (kind === 'closing') return;
    this.#report(refusal);
    this.#connection.sendStatus('error', refusal.code, refusal.reason);
    this.#close(refusal.reason);
  }

  /** Half closed until the client has read why, then destroyed; nothing it sends meanwhile is looked at. */
  #close(reason: string, lingerMs = this.context.limits.lingerMs): void {
    this.#stopActivity(reason);
    this.socket.resume();
    this.socket.end();
    this.#linger = setTimeout(() => this.socket.destroy(), lingerMs);
  }

  /** A data message of a publisher is too large: it is left out, and the publisher is told. */
  #onLeftOut(byteLength: number): void {
    if (this.#activity.kind !== 'publishing' || this.#hasLeftOut) return;
    this.#hasLeftOut = true;
    const { commandBytes } = this.context.limits;
    this.#warn(`a data message of ${byteLength} bytes is left out; at most ${commandBytes} are read`);
  }

  /** Told to a publisher that may go on. */
  #warn(reason: string): void {
    if (this.#activity.kind === 'closing') return;
    this.#connection.sendStatus('warning', 'NetStream.Publish.Warning', reason);
  }

  /**
   * Something was thrown, or a time passed. A client that came as far as `connect` is answered; before that, what was sent need
   * not be RTMP.
   */
  #abort(error: unknown): void {
    const { kind } = this.#activity;
    if (kind === 'closing') return;
    const refusal = refusalOf(error, this.role);
    if (refusal === undefined) this.context.onError(error);
    const told = refusal ?? serverFault(this.role);
    if (kind !== 'connecting') return this.#refuse(told);
    this.#report(told);
    this.#stopActivity(told.reason);
    this.socket.destroy();
  }

  #report({ role, reason, stream }: Omit<Refusal, 'code'>): void {
    const of = stream ?? this.#streamName;
    this.context.onRefused({ role, reason, ...(of === undefined ? {} : { stream: of }) });
  }

  #stopActivity(reason: string): void {
    const activity = this.#activity;
    this.#activity = { kind: 'closing' };
    this.#setup[Symbol.dispose]();
    if (activity.kind === 'publishing') activity.publisher.end(reason);
    if (activity.kind === 'playing') activity.player.leave();
  }

  #onClose(): void {
    clearTimeout(this.#linger);
    this.#stopActivity('the publisher left');
  }

  #output(bytes: Buffer): void {
    if (!this.socket.writable) return;
    this.socket.write(bytes);
    // a client that only asks and reads no answer
    if (this.socket.writableLength > this.context.limits.queueBytes) this.socket.destroy();
  }
}
