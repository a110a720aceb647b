import type { LessonSharing, ScriptDraft } from '@lockstep/contracts';
import { useSharingTexts } from '../../i18n/sharing-texts.js';
import { Notice } from '../../ui/notice.js';
import { CopyLesson } from './copy-button.js';

/** Whether somebody may look at a lesson, and not change it. */
export const isReadOnly = (sharing: LessonSharing | undefined): sharing is LessonSharing =>
  sharing?.mine === 'view' || sharing?.mine === 'copy';

type SharedNoticeProps = {
  readonly sharing: LessonSharing;
  readonly lessonId: string;
  readonly title: string;
};

/** Says whose a lesson is that cannot be changed here, and offers a copy. */
export function SharedNotice({ sharing: { owner, mine }, lessonId, title }: SharedNoticeProps) {
  const words = useSharingTexts();
  return (
    <>
      <Notice kind="wait">{words.readOnly(owner?.name ?? words.somebody)}</Notice>
      {mine === 'copy' && (
        <div className="row">
          <CopyLesson lessonId={lessonId} title={title} />
        </div>
      )}
    </>
  );
}

/** The script of a colleague: to be read, in the place of the editor, which saves by itself. */
export function ReadOnlyScript({ sharing, draft }: { sharing: LessonSharing; draft: ScriptDraft }) {
  const words = useSharingTexts();
  return (
    <>
      <h1>{draft.title}</h1>
      <SharedNotice sharing={sharing} lessonId={draft.lessonId} title={draft.title} />
      <pre className="card shared-text" tabIndex={0} aria-label={words.text}>
        {draft.text}
      </pre>
    </>
  );
}
