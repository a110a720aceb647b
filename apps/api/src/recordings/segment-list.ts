import type { ListedStretch } from '@lockstep/media';
import * as z from 'zod';
import type { Stored } from './stored-recording.js';

/** What a bucket keeps beside a recording, so that nobody has to read the whole of it: where its segments are. */
const SegmentList = z.object({
  schema: z.literal(1),
  bytes: z.int(),
  from: z.int(),
  until: z.int(),
  stretches: z.array(
    z.object({
      init: z.tuple([z.int(), z.int()]),
      /** Offset, length, start and end on the stream's timeline (ms), time of day (ms, or null), whether it can be decoded alone. */
      segments: z.array(
        z.tuple([z.int(), z.int(), z.number(), z.number(), z.number().nullable(), z.boolean()]),
      ),
    }),
  ),
});

/** @param stored a finished recording */
export function writeSegmentList({ parts: [part], bytes }: Stored): string {
  const stretches = (part?.stretches ?? []).map(({ init, segments }) => ({
    init: [init.offset, init.length],
    segments: segments.map(({ offset, length, startMs, endMs, wallClockMs, isIndependent }) => [
      ...[offset, length, startMs, endMs, wallClockMs ?? null, isIndependent],
    ]),
  }));
  return JSON.stringify({ schema: 1, bytes, from: part?.from ?? 0, until: part?.until ?? bytes, stretches });
}

export type ReadSegmentList = {
  readonly bytes: number;
  readonly from: number;
  readonly until: number;
  readonly stretches: readonly ListedStretch[];
};

/** @throws SyntaxError and ZodError for what {@link writeSegmentList} did not write */
export function readSegmentList(text: string): ReadSegmentList {
  const { bytes, from, until, stretches } = SegmentList.parse(JSON.parse(text));
  return {
    ...{ bytes, from, until },
    stretches: stretches.map(({ init: [offset, length], segments }) => ({
      init: { offset, length },
      segments: segments.map(([at, size, startMs, endMs, wallClockMs, isIndependent]) => ({
        ...{ offset: at, length: size, startMs, endMs, isIndependent },
        wallClockMs: wallClockMs ?? undefined,
      })),
    })),
  };
}
