import { type Ack, classroomNamespace } from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';

/** A page's socket; keeps what it hears, and acknowledges what asks for it. */
export class ClassSocket implements Disposable {
  readonly #heard = new Map<string, unknown[]>();

  private constructor(private readonly socket: Socket) {
    socket.onAny((event: string, payload: unknown, acknowledge?: () => void) => {
      this.#heard.set(event, [...(this.#heard.get(event) ?? []), payload]);
      acknowledge?.();
    });
  }

  /** Rejects when the server does not let it in. */
  static async open(
    web: string,
    auth: object,
    extraHeaders: Readonly<Record<string, string>> = {},
  ): Promise<ClassSocket> {
    const socket = io(`${web}${classroomNamespace}`, {
      auth,
      extraHeaders,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    const opened = new ClassSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(error);
      });
    });
    return opened;
  }

  heard<T>(event: string): T[] {
    return (this.#heard.get(event) ?? []) as T[];
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  call<T>(event: string, payload: unknown): Promise<Ack<T>> {
    return this.socket.timeout(10_000).emitWithAck(event, payload) as Promise<Ack<T>>;
  }

  [Symbol.dispose](): void {
    this.socket.disconnect();
  }
}
