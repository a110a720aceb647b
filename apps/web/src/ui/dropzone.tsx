import { useId, useState } from 'react';
import { Icon } from './icon.js';

type DropzoneProps = {
  readonly label: string;
  readonly hint: string;
  /** While something is dragged over it. */
  readonly drop: string;
  readonly accept: string;
  readonly busy: boolean;
  /** Whether several files may be chosen at once. */
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** Takes files: dropped on it, or chosen with its button. */
export function Dropzone({ label, hint, drop, accept, busy, multiple = true, onFiles }: DropzoneProps) {
  const [over, setOver] = useState(false);
  const inputId = useId();
  const take = (files: FileList | null) => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <div
      className="dropzone"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={inputId}
        className="visually-hidden"
        type="file"
        multiple={multiple}
        accept={accept}
        disabled={busy}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <label htmlFor={inputId} className="button" aria-disabled={busy}>
        <Icon name="upload" />
        {label}
      </label>
      <p className="small soft">{over ? drop : hint}</p>
    </div>
  );
}
