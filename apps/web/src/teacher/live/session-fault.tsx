import type { Session, SessionFault } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Notice } from '../../ui/notice.js';

/** Why a session does not run, in the language of the page. */
export function reasonOf({ detail, cause }: SessionFault, texts: Texts): string {
  return cause === null ? texts.teacher.faultInLog : texts.problems.refused({ ...cause, detail });
}

/** What keeps the session from running as it should. */
export function FaultNotice({ session: { fault } }: { session: Session }) {
  const texts = useTexts();
  if (!fault) return null;
  return (
    <Notice kind="error">
      <p>{texts.teacher.fault[fault.code]}</p>
      <p className="small">{reasonOf(fault, texts)}</p>
    </Notice>
  );
}
