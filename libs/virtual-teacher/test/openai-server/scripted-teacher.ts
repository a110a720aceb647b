import type { SeenRequest } from './openai-test-server.js';
import { judgementText, type Reply } from './replies.js';

type Asked = {
  readonly verdict_by_key?: string;
  readonly choices?: readonly { readonly text: string; readonly right: boolean }[];
  readonly accepted_answers?: readonly string[];
  readonly rubric?: readonly { readonly number: number; readonly point: string }[];
  readonly program_says?: string;
};
type Answered = {
  readonly student_answer: { readonly chosen?: readonly string[]; readonly text?: string };
};

const SAYINGS: Readonly<Record<string, string>> = {
  right: 'Well done, the model agrees with you.',
  partly: 'The model sees a good beginning; look at it once more.',
  wrong: 'The model would like you to try it again.',
  unclear: 'The model is not sure, so your teacher will look at it.',
};

/** A model that knows the question's key and nothing else: sensible, quick, and the same every time. */
export function scriptedTeacher(request: SeenRequest): Reply {
  const [asked, answered] = (request.json?.messages ?? [])
    .filter(({ role }) => role === 'user')
    .map(({ content }) => JSON.parse(content) as unknown) as [Asked, Answered | undefined];
  if (asked.program_says !== undefined) {
    return { kind: 'text', text: JSON.stringify({ say: `The model says: ${asked.program_says}` }) };
  }
  const verdict = verdictOf(asked, answered);
  const text = answered?.student_answer.text ?? '';
  const evidence =
    verdict === 'right' ? (asked.rubric ?? []).map(({ number }) => ({ point: number, quote: text })) : [];
  return { kind: 'text', text: judgementText({ verdict, say: SAYINGS[verdict] ?? '', evidence }) };
}

function verdictOf(asked: Asked, answered: Answered | undefined): string {
  if (asked.verdict_by_key !== undefined) return asked.verdict_by_key;
  const text = answered?.student_answer.text?.toLowerCase() ?? '';
  const accepted = asked.accepted_answers ?? [];
  if (accepted.some((answer) => answer.toLowerCase() === text)) return 'right';
  if (accepted.length > 0) return 'wrong';
  return (asked.rubric ?? []).length > 0 ? 'partly' : 'unclear';
}
