import type { Answer, Inquiry } from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

type Written =
  Pick<Answer, 'id' | 'student' | 'text' | 'flag'> | Pick<Inquiry, 'id' | 'student' | 'text' | 'flag'>;

/** Answers and questions whose words speak of self-harm or danger, above everything else until the teacher has seen each. */
export function DangerNotice({ answers }: { answers: readonly Written[] }) {
  const words = useTexts().teacher.danger;
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const open = answers.filter(({ id, flag }) => flag === 'danger' && !seen.has(id));
  return open.map(({ id, student, text }) => (
    <Notice key={id} kind="error">
      <p>{words.title(student.name)}</p>
      <blockquote>{text}</blockquote>
      <p className="small">{words.advice}</p>
      <Button small onClick={() => setSeen((held) => new Set([...held, id]))}>
        {words.seen}
      </Button>
    </Notice>
  ));
}
