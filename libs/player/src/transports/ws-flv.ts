import { type Transport, TransportError } from './transport.js';

/** FLV in the binary messages of a WebSocket: passes proxies that hold HTTP responses back. */
export const wsFlv: Transport = { name: 'ws-flv', open };

/** The server ended the stream (1000) or itself (1001). RFC 6455, 7.4.1. */
const CLEAN_CLOSE = [1000, 1001];
/** Policy violation: the server does not want to serve this. */
const POLICY_VIOLATION = 1008;

type Incoming = { readonly bytes: Uint8Array } | { readonly end: TransportError | undefined };

async function* open(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const incoming: Incoming[] = [];
  let wake = (): void => undefined;
  const push = (item: Incoming) => {
    incoming.push(item);
    wake();
  };
  const socket = connect(url, push);
  const onAbort = () => push({ end: undefined });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const item = incoming.shift();
      if (item === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
      } else if ('bytes' in item) {
        yield item.bytes;
      } else {
        if (item.end !== undefined) throw item.end;
        return;
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.onmessage = socket.onclose = socket.onopen = null;
    socket.close();
  }
}

function connect(url: string, push: (item: Incoming) => void): WebSocket {
  let opened = false;
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch (cause) {
    throw new TransportError('unreachable', 'This page may not open that WebSocket', { cause });
  }
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => (opened = true);
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) push({ bytes: new Uint8Array(data) });
  };
  // A browser hides the HTTP status of a refused handshake: 404 and no server look the same here.
  socket.onclose = ({ code }) => push({ end: closeError(code, opened) });
  return socket;
}

function closeError(code: number, opened: boolean): TransportError | undefined {
  if (CLEAN_CLOSE.includes(code) && opened) return undefined;
  if (!opened) return new TransportError('unreachable', 'The WebSocket handshake was not accepted');
  if (code === POLICY_VIOLATION)
    return new TransportError('refused', 'The server closed the WebSocket (1008)');
  return new TransportError('cut', `The WebSocket broke (${code})`);
}
