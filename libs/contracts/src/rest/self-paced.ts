import * as z from 'zod';
import { Session } from './sessions.js';
import { Id } from './id.js';

/** PUT /api/lessons/:id/self-paced */
export const SelfPaced = z
  .strictObject({
    enabled: z
      .boolean()
      .describe('Whether anybody with the link may take the latest published version of the lesson alone.'),
  })
  .meta({ id: 'SelfPaced' });
export type SelfPaced = z.infer<typeof SelfPaced>;

/** GET /api/self-paced/:id: what anybody with the link may know. */
export const SelfPacedInvitation = z
  .object({ lessonId: Id })
  .extend(Session.pick({ title: true, language: true, recorded: true }).shape)
  .extend({
    keptDays: z
      .int()
      .nullable()
      .describe('Days after its end on which everything of a session is deleted; null: not by itself.'),
  })
  .meta({ id: 'SelfPacedInvitation' });
export type SelfPacedInvitation = z.infer<typeof SelfPacedInvitation>;

/** `pace:command` over the socket: what the student of a self-paced session does to the virtual teacher. */
export const PaceCommand = z.strictObject({
  type: z
    .enum(['pause', 'resume', 'repeat', 'back', 'close'])
    .describe(
      'pause ends the sentence first; repeat begins the step again, back the one before; close ends the question without an answer.',
    ),
});
export type PaceCommand = z.infer<typeof PaceCommand>;
