import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PersonChanged, SignInEnded, TokenRevoked } from '../accounts/account-events.js';
import { AnswersCorrected, AnswerTaken } from '../answers/answer-events.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { describeAnswer } from '../answers/describe-answer.js';
import { Openings } from '../answers/openings.js';
import { retryUntilAborted } from '../background/retry-until-aborted.js';
import { EventBus } from '../events/event-bus.js';
import { FeedbackWritten } from '../feedback/feedback-events.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { describeInquiry, describeOwnInquiry } from '../inquiries/describe-inquiry.js';
import { InquiryChanged } from '../inquiries/inquiry-events.js';
import { EventAired, SessionChanged } from '../live-sessions/live-session-events.js';
import { PublisherRefused } from '../streaming/streaming-events.js';
import { StudentChanged, StudentRemoved } from '../students/student-events.js';
import { StudentsService } from '../students/students.service.js';
import { AnswerJudged } from '../virtual-teacher/judging/judging-events.js';
import { BudgetChanged, TeachingChanged } from '../virtual-teacher/session/teaching-events.js';
import { ClassRooms } from './class-rooms.js';
import { RosterService } from './roster.service.js';

/** Turns what happens in the server into messages to the pages of a class. The only listener that knows sockets. */
@Injectable()
export class ClassMessages implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Classroom');
  readonly #closed = new AbortController();
  /** Students whose entry is being shown to teachers, and whether it changed meanwhile. */
  readonly #updating = new Map<string, { again: boolean }>();

  constructor(
    private readonly bus: EventBus,
    private readonly rooms: ClassRooms,
    private readonly roster: RosterService,
    private readonly students: StudentsService,
    private readonly feedback: FeedbackService,
    private readonly corrections: CorrectionStore,
    private readonly openings: Openings,
  ) {}

  onModuleInit(): void {
    const { bus, rooms } = this;
    bus.on(SessionChanged, ({ state }) => rooms.toSession(state.sessionId, 'session:changed', state));
    bus.on(EventAired, ({ sessionId, entry }) => rooms.toStaff(sessionId, 'event:stamped', entry));
    bus.on(TeachingChanged, ({ teaching }) =>
      rooms.toStaff(teaching.sessionId, 'teaching:changed', teaching),
    );
    bus.on(BudgetChanged, ({ sessionId, meter }) => rooms.toStaff(sessionId, 'budget:changed', meter));
    bus.on(PublisherRefused, ({ refusal }) => {
      if (refusal.sessionId !== null) rooms.toStaff(refusal.sessionId, 'publisher:refused', refusal);
    });
    bus.on(AnswerTaken, ({ answer, studentName, question }) => {
      const described = describeAnswer(answer, studentName, { task: question.task });
      rooms.toStaff(answer.sessionId, 'answer:received', described);
      this.#showEntry(answer.sessionId, answer.studentId);
    });
    bus.on(AnswerJudged, (judged) => this.#background('A judged answer', () => this.#showJudged(judged)));
    bus.on(AnswersCorrected, ({ sessionId, described }) =>
      rooms.toStaff(sessionId, 'answers:corrected', [...described]),
    );
    bus.on(InquiryChanged, ({ inquiry, studentName }) => {
      rooms.toStaff(inquiry.sessionId, 'inquiry:changed', describeInquiry(inquiry, studentName));
      rooms.tellReply(inquiry.studentId, describeOwnInquiry(inquiry));
    });
    bus.on(StudentChanged, ({ sessionId, studentId }) => this.#showEntry(sessionId, studentId));
    bus.on(FeedbackWritten, (written) => written.deliver(rooms.deliver(written.studentId, written.body)));
    bus.on(StudentRemoved, ({ studentId }) => rooms.disconnectStudent(studentId));
    bus.on(TokenRevoked, ({ tokenId }) => rooms.disconnectEntry(tokenId));
    bus.on(SignInEnded, ({ signInId }) => rooms.disconnectEntry(signInId));
    bus.on(PersonChanged, ({ personId }) => rooms.disconnectPerson(personId));
  }

  onModuleDestroy(): void {
    this.#closed.abort();
  }

  /** For a student whose socket was away. */
  deliverRecent(studentId: string): void {
    this.#background('Feedback for a student who came back', async () => {
      for (const body of await this.feedback.mine(studentId)) await this.rooms.deliver(studentId, body);
    });
  }

  /**
   * Shows teachers the student's entry as it is now, again until the database answers. Updates are coalesced: at most
   * one is under way for each student, and one waits.
   */
  #showEntry(sessionId: string, studentId: string): void {
    if (!this.rooms.hasStaff(sessionId)) return; // a page that comes reads the whole roster
    const updating = this.#updating.get(studentId);
    if (updating) {
      updating.again = true;
      return;
    }
    const update = { again: false };
    this.#updating.set(studentId, update);
    this.#background('A roster entry', async () => {
      do {
        update.again = false;
        const entry = await this.roster.entry(studentId);
        if (entry) this.rooms.toStaff(sessionId, 'roster:changed', entry);
      } while (update.again);
      this.#updating.delete(studentId);
    });
  }

  async #showJudged({ answer, shown }: AnswerJudged): Promise<void> {
    if (!this.rooms.hasStaff(answer.sessionId)) return;
    const [name, correction, task] = await Promise.all([
      this.students.nameOf(answer.studentId),
      this.corrections.of(answer.id), // a teacher may have been quicker than the judge
      this.openings.taskOf(answer),
    ]);
    const described = describeAnswer(answer, name, { correction, task, shown });
    this.rooms.toStaff(answer.sessionId, 'answer:judged', described);
  }

  #background(name: string, work: () => Promise<unknown>): void {
    void retryUntilAborted(name, work, this.#closed.signal, this.#logger);
  }
}
