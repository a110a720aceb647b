import { Injectable } from '@nestjs/common';
import type { LiveStream } from '@lockstep/media';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';

type FindStream = (name: string) => LiveStream | undefined;

/** Where the streams are that viewers ask for by name. */
@Injectable()
export class StreamSources {
  readonly #sources: FindStream[] = [];

  constructor(live: LiveSessions) {
    this.serve((name) => live.stream(name));
  }

  /** Serves the streams of another subject too. @param find asked for each name that no other source has */
  serve(find: FindStream): void {
    this.#sources.push(find);
  }

  find(name: string): LiveStream | undefined {
    for (const find of this.#sources) {
      const stream = find(name);
      if (stream) return stream;
    }
    return undefined;
  }
}
