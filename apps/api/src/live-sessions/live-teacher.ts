/** A virtual teacher at work: publishes into the session's stream, and steps aside for a teacher's own frame. */
export interface LiveTeacher {
  /** Makes room for a publisher. @throws NotTakenOver while the session is not taken over */
  stepAside(): void;
  /** Nothing more is said or judged; resolves when what was begun is on record. */
  close(): Promise<void>;
}
