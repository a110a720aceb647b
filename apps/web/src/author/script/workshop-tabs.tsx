import type { ScriptDraft } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { type Tab, Tabs } from '../../ui/tabs.js';
import { FilesPanel } from './files-panel.js';
import { countErrors } from './problems.js';
import { PreviewPanel } from './preview-panel.js';
import { QuestionsPanel, type TextEdit } from './questions-panel.js';
import { useRecordingTexts } from './recordings/recording-texts.js';
import { RecordingsPanel } from './recordings/recordings-panel.js';
import { ReportPanel } from './report-panel.js';
import { VersionsPanel } from './versions-panel.js';

/** `text` is the editor itself, where there is room for one thing at a time. */
export type Side = 'text' | 'preview' | 'report' | 'questions' | 'voice' | 'files' | 'versions';

type WorkshopTabsProps = {
  readonly draft: ScriptDraft;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly wanted: { readonly atMs: number } | null;
  readonly onGoTo: (line: number, column?: number) => void;
  readonly onPlay: (atMs: number) => void;
  readonly onFiles: () => Promise<void>;
  /** As it is in the editor. */
  readonly text: string;
  readonly onEdit: TextEdit;
};

/** What the lesson is made of and what it gives: preview, report, files, versions. */
export function WorkshopTabs(props: WorkshopTabsProps) {
  const { draft, side, onSide, wanted, onGoTo, onPlay, onFiles, text, onEdit } = props;
  const words = useTexts().script.tabs;
  const recordings = useRecordingTexts();
  const { lessonId } = draft;
  const isTeachable = countErrors(draft.problems) === 0;
  const tabs: readonly Tab<Side>[] = [
    { value: 'text', label: words.text, content: null },
    {
      value: 'preview',
      label: words.preview,
      content: (
        <PreviewPanel
          lessonId={lessonId}
          version="draft"
          language={draft.language}
          isTeachable={isTeachable}
          wanted={wanted}
          onGoTo={onGoTo}
        />
      ),
    },
    {
      value: 'report',
      label: words.report,
      content: <ReportPanel lessonId={lessonId} isTeachable={isTeachable} onGoTo={onGoTo} onPlay={onPlay} />,
    },
    {
      value: 'questions',
      label: words.questions,
      content: <QuestionsPanel lessonId={lessonId} text={text} files={draft.files} onEdit={onEdit} />,
    },
    {
      value: 'voice',
      label: recordings.tab(draft.script?.recordings?.length ?? 0),
      content: (
        <RecordingsPanel
          {...{ lessonId, text, onEdit, onFiles }}
          files={draft.files}
          language={draft.language}
        />
      ),
    },
    {
      value: 'files',
      label: words.files(draft.files.length),
      content: <FilesPanel lessonId={lessonId} files={draft.files} onChanged={onFiles} />,
    },
    {
      value: 'versions',
      label: words.versions,
      content: <VersionsPanel lessonId={lessonId} />,
    },
  ];
  return (
    <aside className="workshop__side" aria-label={words.label}>
      <Tabs<Side> label={words.label} selected={side} onSelect={onSide} tabs={tabs} />
    </aside>
  );
}
