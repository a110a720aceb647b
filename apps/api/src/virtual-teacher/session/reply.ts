import { askKinds } from '@lockstep/contracts';
import type { Brain } from '@lockstep/virtual-teacher';
import type { Answer } from '../../answers/answer.entity.js';
import type { AskOutcome, SpentOnClass, SpokenReply } from '../../sessions/teaching-record.js';
import type { PlannedAsk, ReplyKind } from './lesson-plan.js';
import { answersIn, outcomeOf, replyKindOf, SMALLEST_CROWD } from './outcome.js';
import { plainReplies } from './plain-replies.js';

export type ReplyParts = {
  readonly sessionId: string;
  readonly brain: Brain;
  readonly language: string;
  readonly oneToOne: boolean;
  readonly sentencesOf: (text: string) => readonly string[];
  /** What the session has taken for such words so far. */
  readonly spentOnClass: () => SpentOnClass;
};

export type ReplyRequest = {
  readonly ask: PlannedAsk;
  /** The last try of each student. */
  readonly answers: readonly Answer[];
  readonly present: number;
  readonly signal: AbortSignal;
  /** How a reply to the class begins, where a model words it; the reply may still turn out otherwise. */
  readonly onFirstSentence: (sentence: string) => void;
};

export type ComposedReply = {
  readonly outcome: AskOutcome;
  readonly reply: readonly SpokenReply[];
  /** It is for one student alone: it is heard, and nowhere written in the stream. */
  readonly isPersonal: boolean;
};

/**
 * What the teacher says to the answers: to one student what is thought of their answer, to a class the sum of it, and where
 * that would point at persons what the author wrote.
 */
export async function composeReply(
  { sessionId, brain, language, oneToOne, sentencesOf }: ReplyParts,
  { ask, answers, present, signal, onFirstSentence }: ReplyRequest,
): Promise<ComposedReply> {
  const outcome = outcomeOf(answers.map(({ standing }) => standing));
  const spoken = (text: string) => sentencesOf(text).map((sentence) => ({ text: sentence }));
  const [only] = answers;
  // what a teacher corrected since is not said
  if (oneToOne && only?.judgement && only.corrected === undefined && answers.length === 1) {
    return { outcome, reply: spoken(only.judgement.say), isPersonal: true };
  }
  if (!oneToOne && answersIn(outcome) >= SMALLEST_CROWD && askKinds[ask.step.answer].isJudged) {
    const judgements = answers.flatMap(({ judgement }) => judgement ?? []);
    const question = ask.step;
    const request = { question, language, judgements, present };
    const account = { session: sessionId, student: null };
    const sum = await brain.summarise(request, { signal, account, onFirstSentence });
    if (sum !== undefined) return { outcome, reply: spoken(sum), isPersonal: false };
  }
  return { outcome, reply: authored(ask, replyKindOf(outcome), language, spoken), isPersonal: false };
}

function authored(
  { step, replies }: PlannedAsk,
  kind: ReplyKind | undefined,
  language: string,
  spoken: (text: string) => readonly SpokenReply[],
): readonly SpokenReply[] {
  const written = kind && replies[kind];
  if (written) return written.map(({ clip }) => ({ clip }));
  const unjudged = askKinds[step.answer].isJudged ? 'unknown' : 'opinion';
  return spoken(plainReplies(language)[kind ?? unjudged]);
}

/** Sentences that are likely to be said, whatever still comes: made ahead while nobody waits for them. */
export function likelyPlainReplies({ replies }: PlannedAsk, language: string): string[] {
  const plain = plainReplies(language);
  const kinds: ReplyKind[] = ['right', 'partly', 'wrong', 'nothing'];
  return kinds.filter((kind) => !replies[kind]).map((kind) => plain[kind]);
}
