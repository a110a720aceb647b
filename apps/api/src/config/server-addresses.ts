import { Injectable } from '@nestjs/common';
import { Settings } from './settings.js';

/** Where this server is reached, once it listens: with a port of 0 only then is it known. */
@Injectable()
export class ServerAddresses {
  #httpPort: number;
  #rtmpPort: number;
  /** undefined: there is no SRT. */
  #srtPort: number | undefined;

  constructor(private readonly settings: Settings) {
    this.#httpPort = settings.get('PORT');
    this.#rtmpPort = settings.get('RTMP_PORT');
  }

  listening(ports: { http?: number; rtmp?: number; srt?: number }): void {
    this.#httpPort = ports.http ?? this.#httpPort;
    this.#rtmpPort = ports.rtmp ?? this.#rtmpPort;
    this.#srtPort = ports.srt ?? this.#srtPort;
  }

  /** Without a slash at its end. */
  get web(): string {
    return this.settings.get('PUBLIC_URL') ?? `http://${this.#host}:${String(this.#httpPort)}`;
  }

  /** Where other processes of the installation, and viewers that they send here, reach this one. Without a slash at its end. */
  get node(): string {
    return this.settings.get('NODE_URL') ?? `http://${this.#host}:${String(this.#httpPort)}`;
  }

  get hasWebRtc(): boolean {
    return this.settings.get('WEBRTC_VIEWERS') > 0;
  }

  /** An RTMP address of a session id, to play, or of a stream key, to publish. */
  rtmp(name: string): string {
    return this.rtmpPath(`live/${name}`);
  }

  /** An RTMP address of a chosen path, `application/stream`. */
  rtmpPath(path: string): string {
    const host = new URL(this.web).hostname;
    return `rtmp://${host}:${String(this.#rtmpPort)}/${path}`;
  }

  /** An SRT address, with the fields of its stream id; undefined: there is no SRT. */
  srt(fields: Readonly<Record<string, string>>): string | undefined {
    if (this.#srtPort === undefined) return undefined;
    const host = new URL(this.web).hostname;
    const said = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
    return `srt://${host}:${String(this.#srtPort)}?streamid=#!::${said.join(',')}`;
  }

  get #host(): string {
    const host = this.settings.get('HOST');
    if (host === '0.0.0.0' || host === '::') return '127.0.0.1'; // listens everywhere; here is one place that works
    return host.includes(':') ? `[${host}]` : host;
  }
}
