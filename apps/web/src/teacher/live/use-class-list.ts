import type { Answer, Inquiry, RosterEntry } from '@lockstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ClassroomSocket, type LineState, openLine } from '../../api/classroom-socket.js';
import { HeardList } from '../../api/heard-list.js';
import { getInquiries } from '../../api/inquiries.js';
import { queries } from '../../api/queries.js';
import { getAnswers, getRoster } from '../../api/sessions.js';

export type ClassList = {
  /** Of the line that keeps the lists up to date. */
  readonly line: LineState;
  readonly roster: readonly RosterEntry[];
  /** How many of them are online. */
  readonly present: number;
  /** The latest first. */
  readonly answers: readonly Answer[];
  /** What students ask, the oldest first. */
  readonly inquiries: readonly Inquiry[];
};

const byPresenceThenName = (a: RosterEntry, b: RosterEntry) =>
  Number(b.online) - Number(a.online) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);

const sortedRoster = (entries: readonly RosterEntry[]) => entries.toSorted(byPresenceThenName);

const latestFirst = (entries: readonly Answer[]) =>
  entries.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt));

type Lists = {
  readonly roster: HeardList<RosterEntry>;
  readonly answers: HeardList<Answer>;
  readonly inquiries: HeardList<Inquiry>;
};

/** Who is there and what they answer: read at every connection, then kept up to date by the socket. */
export function useClassList(sessionId: string): ClassList {
  const [lists] = useState<Lists>(() => ({
    roster: new HeardList(({ id }) => id),
    answers: new HeardList(({ id }) => id),
    inquiries: new HeardList(({ id }) => id),
  }));
  const roster = useQuery({
    ...queries.roster(sessionId),
    queryFn: ({ signal }) => lists.roster.read(() => getRoster(sessionId, signal)),
    select: sortedRoster,
  });
  const answers = useQuery({
    ...queries.answers(sessionId),
    queryFn: ({ signal }) => lists.answers.read(() => getAnswers(sessionId, signal)),
    select: latestFirst,
  });
  const inquiries = useQuery({
    ...queries.inquiries(sessionId),
    queryFn: ({ signal }) => lists.inquiries.read(() => getInquiries(sessionId, signal)),
  });
  const line = useClassLine(sessionId, lists);
  const entries = roster.data ?? [];
  const present = entries.filter(({ online }) => online).length;
  return { line, roster: entries, present, answers: answers.data ?? [], inquiries: inquiries.data ?? [] };
}

/** Writes what the socket tells into the cache; after every connection all of the session is read again. */
function useClassLine(sessionId: string, lists: Lists): LineState {
  const cache = useQueryClient();
  const [state, setState] = useState<LineState>('connecting');
  useEffect(() => {
    const line = openLine('staff', sessionId, (next) => {
      setState(next);
      if (next === 'connected') void cache.invalidateQueries({ queryKey: ['session', sessionId] });
    });
    listen(line.socket);
    return line.close;

    function listen(socket: ClassroomSocket) {
      const { roster, answers, inquiries, teaching, session, stream } = queries;
      const readStream = () => void cache.invalidateQueries({ queryKey: stream(sessionId).queryKey });
      const addAnswer = (answer: Answer) =>
        cache.setQueryData(answers(sessionId).queryKey, lists.answers.hear(answer));
      socket.on('roster:changed', (entry) =>
        cache.setQueryData(roster(sessionId).queryKey, lists.roster.hear(entry)),
      );
      socket.on('inquiry:changed', (inquiry) =>
        cache.setQueryData(inquiries(sessionId).queryKey, lists.inquiries.hear(inquiry)),
      );
      socket.on('answer:received', addAnswer);
      socket.on('answer:judged', addAnswer);
      socket.on('answers:corrected', (corrected) => corrected.forEach(addAnswer));
      socket.on('teaching:changed', (told) => cache.setQueryData(teaching(sessionId).queryKey, told));
      socket.on('budget:changed', (budget) =>
        cache.setQueryData(teaching(sessionId).queryKey, (held) => held && { ...held, budget }),
      );
      socket.on('session:changed', ({ status, onAir }) => {
        cache.setQueryData(session(sessionId).queryKey, (held) => held && { ...held, status, onAir });
        readStream();
      });
      socket.on('publisher:refused', readStream);
    }
  }, [cache, sessionId, lists]);
  return state;
}
