/** The author's recording of a sentence holds no audio that can be used. */
export class RecordingUnusable extends Error {
  override readonly name = 'RecordingUnusable';
}
