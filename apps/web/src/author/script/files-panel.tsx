import type { LessonAsset } from '@lockstep/contracts';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { getScriptFile, removeScriptFile, uploadScriptFiles } from '../../api/scripts.js';
import { formatSize } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { Button, IconButton } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Dropzone } from '../../ui/dropzone.js';
import { Icon } from '../../ui/icon.js';
import { Notice } from '../../ui/notice.js';
import { FileView } from './file-view.js';

type FilesPanelProps = {
  readonly lessonId: string;
  readonly token: string;
  readonly files: readonly LessonAsset[];
  /** Something changed: what the text means may be another thing now. */
  readonly onChanged: () => Promise<void>;
};

const accepted =
  '.md,.pdf,.png,.jpg,.jpeg,.webp,.mp4,.flv,application/pdf,image/png,image/jpeg,image/webp,video/mp4';

/** Deck, pictures and clips that the script names. */
export function FilesPanel({ lessonId, token, files, onChanged }: FilesPanelProps) {
  const { texts, tag } = useLanguage();
  const words = texts.script.files;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [shown, setShown] = useState<LessonAsset | null>(null);
  const [removing, setRemoving] = useState<LessonAsset | null>(null);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      await onChanged();
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <Dropzone
        label={busy ? words.uploading : words.upload}
        hint={words.hint}
        drop={words.drop}
        accept={accepted}
        busy={busy}
        onFiles={(chosen) => void run(() => uploadScriptFiles(lessonId, token, chosen))}
      />
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {files.length === 0 && <p className="small soft">{words.none}</p>}
      <ul className="files">
        {files.map((file) => (
          <li key={file.path} className="files__row">
            <Icon name="file" />
            <button type="button" className="link files__name" onClick={() => setShown(file)}>
              {file.path}
            </button>
            <span className="small soft tabular">{formatSize(file.sizeBytes, tag)}</span>
            <IconButton
              small
              icon="trash"
              label={words.remove(file.path)}
              disabled={busy}
              onClick={() => setRemoving(file)}
            />
          </li>
        ))}
      </ul>
      {shown && (
        <Dialog title={shown.path} onClose={() => setShown(null)}>
          <FileView file={shown} load={(signal) => getScriptFile(lessonId, token, shown.path, signal)} />
          <div className="row">
            <CopyButton value={shown.path} label={words.copyName} />
            <Button small look="quiet" onClick={() => setShown(null)}>
              {texts.common.close}
            </Button>
          </div>
        </Dialog>
      )}
      {removing && (
        <Dialog title={words.removeTitle(removing.path)} onClose={() => setRemoving(null)}>
          <p>{words.removeBody}</p>
          <div className="row">
            <Button
              look="danger"
              onClick={() => {
                setRemoving(null);
                void run(() => removeScriptFile(lessonId, token, removing.path));
              }}
            >
              {texts.common.remove}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setRemoving(null)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
