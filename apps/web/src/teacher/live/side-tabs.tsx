import type { Answer, Inquiry, Session } from '@lockstep/contracts';
import { useState } from 'react';
import { useAskingTexts } from '../../i18n/asking-texts.js';
import { useTexts } from '../../i18n/language.js';
import { type Tab, Tabs } from '../../ui/tabs.js';
import { AnswersPanel } from './answers-panel.js';
import { InquiriesPanel } from './inquiries-panel.js';
import { isOpenInquiry } from './inquiry-groups.js';
import { type Addressee, SayPanel } from './say-panel.js';
import { type InBandEvent, InBandPanel } from './in-band-panel.js';
import { SurveyPanel } from './survey-panel.js';
import { StreamPanel } from './stream-panel.js';
import { StudentsPanel } from './students-panel.js';
import type { Actions } from './use-actions.js';
import type { ClassList } from './use-class-list.js';

type Side = 'students' | 'answers' | 'inquiries' | 'survey' | 'say' | 'events' | 'stream';

type SideTabsProps = {
  readonly session: Session;
  readonly classroom: ClassList;
  readonly events: readonly InBandEvent[];
  readonly actions: Actions;
  readonly disabled: boolean;
};

/** Who is there, what they answer, what is said to them, and where the stream comes from. */
export function SideTabs({ session, classroom, events, actions, disabled }: SideTabsProps) {
  const texts = useTexts().teacher;
  const asking = useAskingTexts().teacher;
  const { roster, answers, inquiries, present } = classroom;
  const { questions } = session.lesson;
  const [side, setSide] = useState<Side>('students');
  const [addressee, setAddressee] = useState<Addressee>({ studentId: null });
  const sayTo = (next: Addressee) => {
    setAddressee(next);
    setSide('say');
  };
  const tabs: readonly Tab<Side>[] = [
    {
      value: 'students',
      label: `${texts.students.title} ${present}`,
      content: (
        <StudentsPanel session={session} roster={roster} onWrite={({ id }) => sayTo({ studentId: id })} />
      ),
    },
    {
      value: 'answers',
      label: `${texts.answers.title} ${answers.length}`,
      content: (
        <AnswersPanel
          sessionId={session.id}
          answers={answers}
          questions={questions}
          onReply={({ student, questionId }) => sayTo({ studentId: student.id, questionId })}
        />
      ),
    },
    inquiriesTab(session, inquiries, asking.title),
    ...surveyTab(session, answers, texts),
    {
      value: 'say',
      label: texts.say.title,
      keeps: true,
      content: (
        <SayPanel
          roster={roster}
          addressee={addressee}
          onAddressee={setAddressee}
          actions={actions}
          disabled={disabled}
        />
      ),
    },
    { value: 'events', label: texts.inBand.title, content: <InBandPanel events={events} /> },
    {
      value: 'stream',
      label: texts.stream.title,
      content: <StreamPanel session={session} />,
    },
  ];
  return (
    <section className="panel panel--tabs" aria-label={texts.page}>
      <Tabs<Side> label={texts.page} selected={side} onSelect={setSide} tabs={tabs} />
    </section>
  );
}

/** What waits for the teacher is counted. */
function inquiriesTab(session: Session, inquiries: readonly Inquiry[], title: string): Tab<Side> {
  const open = inquiries.filter(isOpenInquiry).length;
  const content = <InquiriesPanel session={session} inquiries={inquiries} />;
  return { value: 'inquiries', label: open === 0 ? title : `${title} ${open}`, keeps: true, content };
}

/** Where a lesson asks what the class thinks. */
function surveyTab(
  { lesson: { questions } }: Session,
  answers: readonly Answer[],
  texts: ReturnType<typeof useTexts>['teacher'],
): readonly Tab<Side>[] {
  if (questions.every(({ poll }) => poll !== true)) return [];
  const content = <SurveyPanel questions={questions} answers={answers} />;
  return [{ value: 'survey', label: texts.survey.title, content }];
}
