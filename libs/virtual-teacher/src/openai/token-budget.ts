/** Whose tokens are counted. */
export type TokenAccount = {
  readonly session: string;
  /** null: words to the whole class. */
  readonly student: string | null;
};

export type TokenLimits = {
  /** Tokens, in and out together, of all students of a session. Default: 400 000. */
  readonly perSession?: number;
  /** Of one student in a session. Default: 40 000. */
  readonly perStudent?: number;
};

/** What a session has used, for the teacher to see. */
export type TokenMeter = {
  readonly tokens: { readonly input: number; readonly output: number };
  /** Of answers that are being judged: counted until their true number is known. */
  readonly reserved: number;
  readonly limit: number;
  readonly limitPerStudent: number;
  /** USD of the answers whose price is known. */
  readonly costUsd: number;
  /** Answers that a model judged or tried to. */
  readonly answers: number;
  /** Answers that the offline brain took because nothing was left. */
  readonly refused: number;
  /** Of the student who used most, without saying who. */
  readonly mostByOneStudent: number;
};

export type Spent = { readonly input: number; readonly output: number; readonly costUsd: number | null };

/** Tokens held back for one answer until it is known how many it took. Settling twice counts once. */
export interface Reservation {
  settle(spent: Spent): void;
}

type Session = {
  input: number;
  output: number;
  reserved: number;
  costUsd: number;
  answers: number;
  refused: number;
  students: Map<string, number>;
  /** Of all this, for words to the whole class. */
  toClass: Spent;
};

/** How many tokens a session and each of its students may still use. A reservation never lets two pass for one. */
export class TokenBudget {
  readonly #sessions = new Map<string, Session>();

  constructor(
    /** Read whenever tokens are asked for, so that they may change. */
    private readonly limits: TokenLimits = {},
    /** Called for every session whose meter changed. */
    readonly onChange: (session: string) => void = () => {},
  ) {}

  get #perSession(): number {
    return this.limits.perSession ?? 400_000;
  }

  get #perStudent(): number {
    return this.limits.perStudent ?? 40_000;
  }

  /** @returns undefined when the session or the student has fewer left */
  reserve(account: TokenAccount, tokens: number): Reservation | undefined {
    const session = this.#session(account.session);
    const { student } = account;
    const ofStudent = student === null ? 0 : (session.students.get(student) ?? 0);
    const ofSession = session.input + session.output + session.reserved;
    const mostOfStudent = student === null ? Infinity : this.#perStudent;
    if (ofSession + tokens > this.#perSession || ofStudent + tokens > mostOfStudent) {
      session.refused++;
      this.onChange(account.session);
      return undefined;
    }
    session.reserved += tokens;
    if (student !== null) session.students.set(student, ofStudent + tokens);
    this.onChange(account.session);
    let settled = false;
    return {
      settle: (spent) => {
        if (settled) return;
        settled = true;
        session.reserved -= tokens;
        this.#add(session, student, spent, tokens);
        this.onChange(account.session);
      },
    };
  }

  /** Puts back what was used before a restart, from what was stored: a judgement, or the words to the class. */
  restore(account: TokenAccount, spent: Spent): void {
    this.#add(this.#session(account.session), account.student, spent, 0);
  }

  /** What a session has used for words to the whole class. */
  spentOnClass(session: string): Spent {
    return (this.#sessions.get(session) ?? empty()).toClass;
  }

  meter(session: string): TokenMeter {
    const used = this.#sessions.get(session) ?? empty();
    return {
      tokens: { input: used.input, output: used.output },
      reserved: used.reserved,
      limit: this.#perSession,
      limitPerStudent: this.#perStudent,
      costUsd: used.costUsd,
      answers: used.answers,
      refused: used.refused,
      mostByOneStudent: Math.max(0, ...used.students.values()),
    };
  }

  /** When a session has ended and its meter is stored or no longer wanted. */
  forget(session: string): void {
    this.#sessions.delete(session);
  }

  #add(session: Session, student: string | null, spent: Spent, reserved: number): void {
    session.input += spent.input;
    session.output += spent.output;
    session.costUsd += spent.costUsd ?? 0;
    if (student === null) {
      session.toClass = sum(session.toClass, spent);
      return;
    }
    session.answers++;
    const before = session.students.get(student) ?? 0;
    session.students.set(student, before - reserved + spent.input + spent.output);
  }

  #session(id: string): Session {
    const known = this.#sessions.get(id) ?? empty();
    this.#sessions.set(id, known);
    return known;
  }
}

const empty = (): Session => ({
  input: 0,
  output: 0,
  reserved: 0,
  costUsd: 0,
  answers: 0,
  refused: 0,
  students: new Map(),
  toClass: { input: 0, output: 0, costUsd: null },
});

const sum = (a: Spent, b: Spent): Spent => ({
  input: a.input + b.input,
  output: a.output + b.output,
  costUsd: a.costUsd === null && b.costUsd === null ? null : (a.costUsd ?? 0) + (b.costUsd ?? 0),
});

/**
 * Tokens of a text when the server does not say: bytes of UTF-8 by three, which is more than any usual tokenizer
 * makes of English (four) and of Chinese (three bytes a character, about one token each).
 */
export const estimatedTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
