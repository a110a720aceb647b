import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { recordingPlaylist } from '@lockstep/media';
import type { Bucket } from '../storage/bucket.js';
import { Storage } from '../storage/storage.js';
import { type SendOptions, Uploads } from '../storage/uploads.js';
import { bytesOfObject } from './part-bytes.js';
import type { RecordingExtent } from './recording.entity.js';
import { readSegmentList, writeSegmentList } from './segment-list.js';
import { placedStretches, type Stored, storedOf } from './stored-recording.js';

const MOVIE = 'recording.mp4';
const PLAYLIST = 'index.m3u8';
const SEGMENTS = 'segments.json';
/** Recordings whose segments are kept in memory. */
const KEPT = 50;
/** Of a list of segments; a recording of 100 hours has 40 MB of them. */
const MOST_LIST_BYTES = 64 * 1024 * 1024;

/** Where the recording of a session is in a bucket: below the path under which its stream was live. */
export const pathInBucket = (sessionId: string): string => `live/${sessionId}`;

/** Finished recordings in the bucket. What is at `<path>/index.m3u8` plays from the bucket alone. */
@Injectable()
export class RecordingArchive {
  /** By path; the one that was asked for last is the last one. */
  readonly #known = new Map<string, Promise<Stored>>();

  constructor(
    private readonly storage: Storage,
    private readonly uploads: Uploads,
  ) {}

  /**
   * Puts a finished recording into the bucket. May be repeated until it resolves.
   *
   * @param file path of the MP4
   * @throws what {@link Uploads.send} does
   */
  async put(bucket: Bucket, path: string, file: string, stored: Stored, options: SendOptions): Promise<void> {
    const playlist = recordingPlaylist(placedStretches(stored, MOVIE), true);
    await this.uploads.send(bucket, { key: `${path}/${MOVIE}`, contentType: 'video/mp4' }, file, options);
    const json = { key: `${path}/${SEGMENTS}`, contentType: 'application/json' };
    await bucket.put(json, Buffer.from(writeSegmentList(stored)));
    const m3u8 = { key: `${path}/${PLAYLIST}`, contentType: 'application/vnd.apple.mpegurl' };
    await bucket.put(m3u8, Buffer.from(playlist));
  }

  /** @throws StorageAway, ObjectMissing */
  look(path: string): Promise<Stored> {
    const known = this.#known.get(path) ?? this.#read(path);
    this.#known.delete(path);
    this.#known.set(path, known);
    known.catch(() => this.#known.delete(path));
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }

  /** Removes every object of a recording, also of one that is on its way. May be repeated. @throws StorageAway */
  async remove(path: string): Promise<void> {
    this.#known.delete(path);
    const bucket = this.storage.needBucket();
    await this.uploads.abandon(bucket, `${path}/${MOVIE}`);
    // the playlist first: it names the others
    for (const name of [PLAYLIST, SEGMENTS, MOVIE]) await bucket.remove(`${path}/${name}`);
  }

  /** What a list of recordings tells of one that is in the bucket. */
  static factsOf(stored: Stored): RecordingExtent {
    const { startMs = 0, endMs = 0, bytes } = stored;
    return { startMs, endMs, bytes };
  }

  async #read(path: string): Promise<Stored> {
    const bucket = this.storage.needBucket();
    const list = readSegmentList(await text(await bucket.read(`${path}/${SEGMENTS}`, 0, MOST_LIST_BYTES)));
    const content = bytesOfObject(bucket, `${path}/${MOVIE}`, list.bytes);
    const { from, until, stretches, bytes } = list;
    return storedOf([{ name: MOVIE, from, until, content, stretches }], bytes);
  }
}
