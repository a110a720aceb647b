import type { Request } from 'express';
import { TranscriptionFailed, MAX_RECORDING_BYTES } from '@lockstep/virtual-teacher';
import { BodyTooLarge } from '../../http/body-errors.js';
import { readBody } from '../../http/read-body.js';

/** A minute of speech arrives in this time over a slow line; a page that sends nothing holds nobody up for longer. */
const DEADLINE_MS = 20_000;

/** The whole body of an upload. @throws TranscriptionFailed `too-large` without reading on, BodyTooSlow */
export async function recordingOf(request: Request): Promise<Uint8Array> {
  try {
    return await readBody(request, { maxBytes: MAX_RECORDING_BYTES, deadlineMs: DEADLINE_MS });
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new TranscriptionFailed('too-large', `it is larger than ${String(MAX_RECORDING_BYTES >> 20)} MiB`);
  }
}
