import type { ScriptDraft } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { type Tab, Tabs } from '../../ui/tabs.js';
import { FilesPanel } from './files-panel.js';
import { PreviewPanel } from './preview-panel.js';
import { ReportPanel } from './report-panel.js';
import { VersionsPanel } from './versions-panel.js';

/** `text` is the editor itself, where there is room for one thing at a time. */
export type Side = 'text' | 'preview' | 'report' | 'files' | 'versions';

type WorkshopTabsProps = {
  readonly draft: ScriptDraft;
  readonly token: string;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly revision: string;
  /** How many versions were published on this page. */
  readonly published: number;
  readonly wanted: { readonly atMs: number } | null;
  readonly onGoTo: (line: number, column?: number) => void;
  readonly onPlay: (atMs: number) => void;
  readonly onFiles: () => Promise<void>;
};

/** All that becomes of a text. */
export function WorkshopTabs(props: WorkshopTabsProps) {
  const { draft, token, side, onSide, revision, published, wanted, onGoTo, onPlay, onFiles } = props;
  const words = useTexts().script.tabs;
  const { lessonId } = draft;
  const tabs: readonly Tab<Side>[] = [
    { value: 'text', label: words.text, content: null },
    {
      value: 'preview',
      label: words.preview,
      content: (
        <PreviewPanel
          lessonId={lessonId}
          token={token}
          version="draft"
          language={draft.language}
          revision={revision}
          wanted={wanted}
          onGoTo={onGoTo}
        />
      ),
    },
    {
      value: 'report',
      label: words.report,
      content: (
        <ReportPanel lessonId={lessonId} token={token} revision={revision} onGoTo={onGoTo} onPlay={onPlay} />
      ),
    },
    {
      value: 'files',
      label: words.files(draft.files.length),
      content: <FilesPanel lessonId={lessonId} token={token} files={draft.files} onChanged={onFiles} />,
    },
    {
      value: 'versions',
      label: words.versions,
      content: <VersionsPanel lessonId={lessonId} token={token} revision={`${draft.etag} ${published}`} />,
    },
  ];
  return (
    <aside className="workshop__side" aria-label={words.label}>
      <Tabs<Side> label={words.label} selected={side} onSelect={onSide} tabs={tabs} />
    </aside>
  );
}
