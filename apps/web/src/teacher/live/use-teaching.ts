import type {
  Answer,
  BudgetMeter,
  PublisherRefusal,
  RosterEntry,
  SessionChanged,
  Teaching,
} from '@lockstep/contracts';
import { useEffect, useState } from 'react';
import { connectClassroom } from '../../api/classroom-socket.js';
import { getAnswers, getRoster } from '../../api/sessions.js';

export type ClassList = {
  readonly connected: boolean;
  readonly roster: readonly RosterEntry[];
  /** How many of them are online. */
  readonly present: number;
  /** The latest first. */
  readonly answers: readonly Answer[];
  /** Grows with every refused publisher: a reason to look at the stream again. */
  readonly refusals: readonly PublisherRefusal[];
};

const byName = (a: RosterEntry, b: RosterEntry) =>
  Number(b.online) - Number(a.online) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);

/** `entries` with `changed` in place of what has the same id; a later word about the same thing wins. */
export function merged<T extends { id: string }>(entries: readonly T[], changed: readonly T[]): T[] {
  return [...new Map([...entries, ...changed].map((entry) => [entry.id, entry] as const)).values()];
}

/** What the socket tells beside the class list. Give it stable functions. */
export type TeachingNews = {
  readonly onSessionChanged: (change: SessionChanged) => void;
  readonly onTeaching: (teaching: Teaching) => void;
  readonly onBudget: (budget: BudgetMeter) => void;
};

/** Who is there and what they answer: read once at every connection, then kept up to date by the socket. */
export function useTeaching(
  sessionId: string,
  token: string,
  { onSessionChanged, onTeaching, onBudget }: TeachingNews,
): ClassList {
  const [connected, setConnected] = useState(false);
  const [roster, setRoster] = useState<readonly RosterEntry[]>([]);
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const [refusals, setRefusals] = useState<readonly PublisherRefusal[]>([]);
  useEffect(() => {
    const aborter = new AbortController();
    const socket = connectClassroom({ kind: 'staff', token, sessionId });
    const addAnswers = (more: readonly Answer[]) =>
      setAnswers((held) => merged(held, more).sort((a, b) => b.receivedAt.localeCompare(a.receivedAt)));
    const addStudents = (more: readonly RosterEntry[]) =>
      setRoster((held) => merged(held, more).sort(byName));
    const failed = (error: unknown) => {
      if (!aborter.signal.aborted) console.warn('the class list could not be loaded', error);
    };
    socket.on('connect', () => {
      setConnected(true);
      getRoster(sessionId, token, aborter.signal).then(addStudents, failed);
      getAnswers(sessionId, token, aborter.signal).then(addAnswers, failed);
    });
    socket.on('disconnect', () => setConnected(false));
    socket.on('roster:changed', (entry) => addStudents([entry]));
    socket.on('answer:received', (answer) => addAnswers([answer]));
    socket.on('answer:judged', (answer) => addAnswers([answer]));
    socket.on('teaching:changed', onTeaching);
    socket.on('budget:changed', onBudget);
    socket.on('publisher:refused', (refusal) => setRefusals((held) => [refusal, ...held].slice(0, 20)));
    socket.on('session:changed', onSessionChanged);
    return () => {
      aborter.abort();
      socket.disconnect();
    };
  }, [sessionId, token, onSessionChanged, onTeaching, onBudget]);
  const present = roster.filter(({ online }) => online).length;
  return { connected, roster, present, answers, refusals };
}
