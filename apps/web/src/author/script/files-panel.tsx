import type { LessonAsset } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { removeScriptFile, uploadScriptFiles } from '../../api/scripts.js';
import { formatSize } from '../../i18n/format.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { Button, IconButton } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { Dropzone } from '../../ui/dropzone.js';
import { Icon } from '../../ui/icon.js';
import { Notice } from '../../ui/notice.js';
import { FileView } from './file-view.js';

type FilesPanelProps = {
  readonly lessonId: string;
  readonly files: readonly LessonAsset[];
  /** Something changed: what the text means may be another thing now. */
  readonly onChanged: () => Promise<void>;
};

const accepted =
  '.md,.pdf,.png,.jpg,.jpeg,.webp,.svg,.mp4,.webm,.flv,.mp3,.wav,.ogg,.m4a,application/pdf,image/png,image/jpeg,image/webp,image/svg+xml,video/mp4,video/webm,audio/mpeg,audio/wav,audio/ogg,audio/mp4';

/** Deck, images, clips and recordings that the script names. */
export function FilesPanel({ lessonId, files, onChanged }: FilesPanelProps) {
  const { texts } = useLanguage();
  const words = texts.script.files;
  const [shown, setShown] = useState<LessonAsset | null>(null);
  const [removing, setRemoving] = useState<LessonAsset | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: onChanged,
  });
  const remove = (file: LessonAsset) => {
    setRemoving(null);
    mutate(() => removeScriptFile(lessonId, file.path));
  };
  return (
    <div className="stack">
      <Dropzone
        label={isPending ? words.uploading : words.upload}
        hint={words.hint}
        drop={words.drop}
        accept={accepted}
        busy={isPending}
        onFiles={(chosen) => mutate(() => uploadScriptFiles(lessonId, chosen))}
      />
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      {files.length === 0 && <p className="small soft">{words.none}</p>}
      <ul className="files">
        {files.map((file) => (
          <FileRow
            key={file.path}
            file={file}
            disabled={isPending}
            onShow={() => setShown(file)}
            onRemove={() => setRemoving(file)}
          />
        ))}
      </ul>
      {shown && <FileDialog lessonId={lessonId} file={shown} onClose={() => setShown(null)} />}
      {removing && (
        <RemoveDialog file={removing} onClose={() => setRemoving(null)} onRemove={() => remove(removing)} />
      )}
    </div>
  );
}

type FileRowProps = {
  readonly file: LessonAsset;
  readonly disabled: boolean;
  readonly onShow: () => void;
  readonly onRemove: () => void;
};

function FileRow({ file, disabled, onShow, onRemove }: FileRowProps) {
  const { texts, tag } = useLanguage();
  return (
    <li className="files__row">
      <Icon name="file" />
      <button type="button" className="link files__name" onClick={onShow}>
        {file.path}
      </button>
      <span className="small soft tabular">{formatSize(file.sizeBytes, tag)}</span>
      <IconButton
        small
        icon="trash"
        label={texts.script.files.remove(file.path)}
        disabled={disabled}
        onClick={onRemove}
      />
    </li>
  );
}

type FileDialogProps = {
  readonly lessonId: string;
  readonly file: LessonAsset;
  readonly onClose: () => void;
};

function FileDialog({ lessonId, file, onClose }: FileDialogProps) {
  const texts = useTexts();
  return (
    <Dialog title={file.path} onClose={onClose}>
      <FileView lessonId={lessonId} file={file} />
      <div className="row">
        <CopyButton value={file.path} label={texts.script.files.copyName} />
        <Button small look="quiet" onClick={onClose}>
          {texts.common.close}
        </Button>
      </div>
    </Dialog>
  );
}

type RemoveDialogProps = {
  readonly file: LessonAsset;
  readonly onClose: () => void;
  readonly onRemove: () => void;
};

function RemoveDialog({ file, onClose, onRemove }: RemoveDialogProps) {
  const texts = useTexts();
  const words = texts.script.files;
  return (
    <Dialog title={words.removeTitle(file.path)} onClose={onClose}>
      <p>{words.removeBody}</p>
      <div className="row">
        <Button look="danger" onClick={onRemove}>
          {texts.common.remove}
        </Button>
        <Button look="quiet" autoFocus onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
