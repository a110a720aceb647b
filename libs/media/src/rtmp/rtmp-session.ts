import type { Socket } from 'node:net';
import type { Amf0Value } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import { LiveStreamEnded, PublisherConflict } from '../stream/publication.js';
import type { Subscription } from '../stream/sink.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { Deadline } from './deadline.js';
import { RtmpProtocol } from './node-media-server.js';
import type { RtmpAuthorizer, RtmpRequest } from './rtmp-authorizer.js';
import type { RtmpLimits } from './rtmp-limits.js';
import type { RtmpCommand, RtmpMedia, RtmpMessage } from './rtmp-message.js';
import { RtmpPlayer } from './rtmp-player.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';
import { RtmpPublisher } from './rtmp-publisher.js';
import { readApp, readStreamName } from './rtmp-names.js';

/** What a refused client wanted to be; `connection`: it never got so far as to say. */
export type RtmpRole = 'publish' | 'play' | 'connection';

export type RtmpSessionRefusal = {
  readonly role: RtmpRole;
  readonly reason: string;
  /** The stream of a publisher that had been accepted. */
  readonly stream?: string;
};

export type RtmpSessionContext = {
  readonly authorizer: RtmpAuthorizer;
  readonly limits: RtmpLimits;
  readonly onRefused: (refusal: RtmpSessionRefusal) => void;
  /** A fault of ours; the connection is closed. */
  readonly onError: (error: unknown) => void;
};

type Activity =
  | { readonly kind: 'connecting' | 'connected' | 'closing' }
  /** Media that came in one read with the publish command, before there is an answer. */
  | { readonly kind: 'authorizing'; readonly early: RtmpMedia[] }
  | { readonly kind: 'publishing'; readonly publisher: RtmpPublisher }
  | { readonly kind: 'playing'; readonly player: RtmpPlayer; readonly subscription: Subscription };

/** What a client is told, and how it is closed. */
type Refusal = { readonly role: RtmpRole; readonly code: string; readonly reason: string };

/**
 * One client from its first byte to its last. Whatever is thrown while its bytes are read destroys its socket and
 * nothing else.
 */
export class RtmpSession {
  readonly #protocol: RtmpProtocol;
  readonly #setup: Deadline;
  #activity: Activity = { kind: 'connecting' };
  #app = '';
  #commands = 0;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    readonly remote: string,
    private readonly context: RtmpSessionContext,
  ) {
    const { limits } = context;
    this.#protocol = new RtmpProtocol(limits, {
      onMessage: (message) => this.#onMessage(message),
      onOutput: (bytes) => this.#output(bytes),
    });
    this.#setup = new Deadline(limits.setupMs, () =>
      this.#abort(new RtmpProtocolError(`neither publishing nor playing within ${limits.setupMs} ms`)),
    );
    socket.on('data', (bytes) => this.#onData(bytes));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#onClose());
  }

  get role(): RtmpRole {
    if (this.#activity.kind === 'publishing') return 'publish';
    return this.#activity.kind === 'playing' ? 'play' : 'connection';
  }

  /** Bytes that wait for the client. */
  get queuedBytes(): number {
    return this.socket.writableLength;
  }

  /** Frames left out for a player that was slow. */
  get droppedFrames(): number {
    return this.#activity.kind === 'playing' ? this.#activity.player.droppedFrames : 0;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #onData(bytes: Buffer): void {
    if (this.#activity.kind === 'closing') return; // read and thrown away, so that the reason can be read
    try {
      this.#protocol.read(bytes);
      if (this.#activity.kind === 'publishing') this.#activity.publisher.endBatch();
      this.#checkSetupBytes();
    } catch (error) {
      this.#abort(error);
    }
  }

  #checkSetupBytes(): void {
    const { bytesBeforeConnect, bytesBeforeAccepted } = this.context.limits;
    const { kind } = this.#activity;
    const received = this.#protocol.receivedBytes;
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
        return this.#protocol.acceptCreateStream(command.transactionId);
      case 'publish':
        return this.#authorize('publish', command.values[1]);
      case 'play':
        return this.#authorize('play', command.values[1]);
      case 'pause':
        return this.#pause(command.values[1]);
      case 'FCUnpublish':
      case 'deleteStream':
      case 'closeStream':
        return this.#leave();
      default: // releaseStream, FCPublish, getStreamLength, _checkbw, …: clients go on without an answer
    }
  }

  #connect({ transactionId, values }: RtmpCommand): void {
    if (this.#activity.kind !== 'connecting') throw new RtmpProtocolError('a second connect');
    this.#app = readApp(values[0]);
    this.#activity = { kind: 'connected' };
    this.#protocol.acceptConnect(transactionId);
  }

  #authorize(role: 'publish' | 'play', name: Amf0Value): void {
    if (this.#activity.kind !== 'connected')
      throw new RtmpProtocolError(`${role} while ${this.#activity.kind}`);
    const request: RtmpRequest = { app: this.#app, remote: this.remote, ...readStreamName(name) };
    this.#activity = { kind: 'authorizing', early: [] };
    this.socket.pause();
    const accepted = role === 'publish' ? this.#publish(request) : this.#play(request);
    accepted.then(() => this.socket.resume()).catch((error: unknown) => this.#abort(error));
  }

  async #publish(request: RtmpRequest): Promise<void> {
    const answer = await this.context.authorizer.publish(request);
    const activity = this.#activity;
    if (activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(publishRefusal(answer.refused));
    const { stream, publisherId, trustedRelay = false } = answer;
    const info = {
      id: publisherId,
      kind: 'rtmp',
      remote: this.remote,
      trustedRelay,
      onRevoked: (reason: string) => this.#dismiss(reason, stream.isEnded),
    } as const;
    const { publisherIdleMs, messageBytes } = this.context.limits;
    const publisher = new RtmpPublisher(stream, info, publisherIdleMs, () =>
      this.#abort(new RtmpProtocolError(`no frame for ${publisherIdleMs} ms`)),
    );
    this.#accept({ kind: 'publishing', publisher });
    this.#protocol.maxMessageBytes = messageBytes;
    this.#protocol.sendStreamBegin();
    this.#protocol.sendStatus('status', 'NetStream.Publish.Start', 'The stream is published.');
    for (const message of activity.early) publisher.push(message);
  }

  async #play(request: RtmpRequest): Promise<void> {
    const answer = await this.context.authorizer.play(request);
    if (this.#activity.kind !== 'authorizing') return;
    if ('refused' in answer) return this.#refuse(playRefusal(answer.refused));
    const player = new RtmpPlayer(this.socket, this.context.limits, (why, reason) => {
      if (why === 'stalled') this.socket.destroy();
      else this.#finish(reason);
    });
    this.#protocol.sendStreamBegin();
    this.#protocol.sendStatus('status', 'NetStream.Play.Reset', 'Playing and resetting the stream.');
    this.#protocol.sendStatus('status', 'NetStream.Play.Start', 'Playing the stream.');
    try {
      this.#accept({ kind: 'playing', player, subscription: answer.stream.subscribe(player) });
    } catch (error) {
      player[Symbol.dispose]();
      throw error;
    }
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
    this.#protocol.sendStatus('status', code, paused ? 'Paused.' : 'Playing again at the next key frame.');
  }

  /** The client says good-bye: its publication ends at once, not when its socket is gone. */
  #leave(): void {
    const { kind } = this.#activity;
    if (kind !== 'publishing' && kind !== 'playing') return;
    if (kind === 'publishing') {
      this.#protocol.sendStatus('status', 'NetStream.Unpublish.Success', 'The stream is unpublished.');
    }
    this.#close('the publisher left');
  }

  /** The stream is over: the player is told, and may take what waits for it. */
  #finish(reason: string): void {
    if (this.#activity.kind === 'closing') return;
    this.#protocol.sendStreamEof();
    this.#protocol.sendStatus('status', 'NetStream.Play.UnpublishNotify', reason);
    this.#protocol.sendStatus('status', 'NetStream.Play.Stop', reason);
    const { lingerMs, playerStallMs } = this.context.limits;
    this.#close(reason, this.socket.writableLength > 0 ? Math.max(lingerMs, playerStallMs) : lingerMs);
  }

  /** An accepted publisher loses its stream. That the stream is over is no refusal, but its log shows it all the same. */
  #dismiss(reason: string, isEnd: boolean): void {
    if (!isEnd) return this.#refuse(publishRefusal(reason));
    if (this.#activity.kind === 'closing') return;
    this.#protocol.sendStatus('error', 'NetStream.Publish.Rejected', reason);
    this.#close(reason);
  }

  #refuse(refusal: Refusal): void {
    const { kind } = this.#activity;
    if (kind === 'closing') return;
    this.#report(refusal.role, refusal.reason);
    this.#protocol.sendStatus('error', refusal.code, refusal.reason);
    this.#close(refusal.reason);
  }

  /** Half closed until the client has read why, then destroyed; nothing it sends meanwhile is looked at. */
  #close(reason: string, lingerMs = this.context.limits.lingerMs): void {
    this.#stopActivity(reason);
    this.socket.resume();
    this.socket.end();
    this.#linger = setTimeout(() => this.socket.destroy(), lingerMs);
  }

  /** Something was thrown, or a time passed. What can be said to an accepted publisher is said. */
  #abort(error: unknown): void {
    if (this.#activity.kind === 'closing') return;
    if (error instanceof UnsupportedMedia) {
      return this.#refuse({ role: 'publish', code: 'NetStream.Publish.Rejected', reason: error.message });
    }
    if (error instanceof PublisherConflict) return this.#refuse(publishRefusal(error.message));
    if (error instanceof LiveStreamEnded) return this.#refuse(playRefusal(error.message));
    const isTheirs = error instanceof RtmpProtocolError || error instanceof ParseError;
    if (!isTheirs) this.context.onError(error);
    this.#report(this.role, isTheirs ? error.message : 'an error in the server');
    this.#stopActivity('the connection broke');
    this.socket.destroy();
  }

  #report(role: RtmpRole, reason: string): void {
    const activity = this.#activity;
    const stream = activity.kind === 'publishing' ? { stream: activity.publisher.stream.name } : {};
    this.context.onRefused({ role, reason, ...stream });
  }

  #stopActivity(reason: string): void {
    const activity = this.#activity;
    this.#activity = { kind: 'closing' };
    this.#setup[Symbol.dispose]();
    if (activity.kind === 'publishing') activity.publisher.end(reason);
    if (activity.kind === 'playing') {
      activity.subscription[Symbol.dispose]();
      activity.player[Symbol.dispose]();
    }
  }

  #onClose(): void {
    clearTimeout(this.#linger);
    this.#stopActivity('the publisher left');
  }

  #output(bytes: Buffer): void {
    if (!this.socket.writable) return;
    this.socket.write(bytes);
    const { playerQueueBytes, commandBytes } = this.context.limits;
    // answers that nobody reads: a client that only asks
    if (this.socket.writableLength > playerQueueBytes + commandBytes) this.socket.destroy();
  }
}

const publishRefusal = (reason: string): Refusal => ({
  role: 'publish',
  code: 'NetStream.Publish.BadName',
  reason,
});
const playRefusal = (reason: string): Refusal => ({
  role: 'play',
  code: 'NetStream.Play.StreamNotFound',
  reason,
});
