import type { CompileJob, ScriptDraft } from '@lockstep/contracts';
import { expect, vi } from 'vitest';
import type { Client } from './client.js';
import { makeScript, scriptText } from './script.js';

const patience = { timeout: 90_000, interval: 100 };

/** The slides fill the frame: an avatar would have to be drawn first. */
export const filmedText = scriptText.replace('language: en\n', 'language: en\navatar: slide\n');

/** The compile job of a draft or version once it has ended. */
export async function compiled(
  author: Client,
  lessonId: string,
  version: number | 'draft' = 'draft',
): Promise<CompileJob> {
  return vi.waitFor(async () => {
    const job = await author.get<CompileJob>(`/api/lessons/${lessonId}/compile?version=${String(version)}`);
    expect(['done', 'failed', 'cancelled']).toContain(job.status);
    return job;
  }, patience);
}

/** A script with slides whose clips are made. */
export async function makeCompiled(author: Client, text = filmedText): Promise<ScriptDraft> {
  const draft = await makeScript(author, text);
  const job = await compiled(author, draft.lessonId);
  if (job.status !== 'done') throw new Error(JSON.stringify(job.problems));
  return draft;
}
