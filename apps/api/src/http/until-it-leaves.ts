/** What a pipeline says where the caller left while it ran, or before it began. */
const LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']);

/** Waits until an answer is sent. The caller may leave at any time. */
export async function untilItLeaves(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!LEFT.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
