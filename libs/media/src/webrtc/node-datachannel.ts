import type * as NodeDataChannel from 'node-datachannel';

export type WebRtcLibrary = typeof NodeDataChannel;

/** The library has no program for this machine, or it was not installed. */
export class WebRtcUnavailable extends Error {
  override readonly name = 'WebRtcUnavailable';
}

let loading: Promise<WebRtcLibrary> | undefined;
let users = 0;

/**
 * The only way to the library: its native threads end the process where a port cannot be bound, so nobody else calls it.
 * It is loaded with the first viewer, and not at all by servers without viewers. Each caller gives it back with {@link releaseWebRtc}.
 * @throws WebRtcUnavailable
 */
export async function loadWebRtc(): Promise<WebRtcLibrary> {
  const library = await (loading ??= load());
  users++;
  return library;
}

/** Its threads keep a process from ending: they end when nobody in this process uses it any more. */
export function releaseWebRtc(library: WebRtcLibrary): void {
  if (--users === 0) library.cleanup();
}

async function load(): Promise<WebRtcLibrary> {
  try {
    const library = await import('node-datachannel');
    library.initLogger('Fatal', () => undefined); // what fails is told by states and exceptions
    return library;
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`;
    throw new WebRtcUnavailable(
      `There is no WebRTC on this machine: node-datachannel has no program for ${machine}, or npm left it out (npm ci brings it).`,
      { cause },
    );
  }
}
