import type { DeletionReport } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { useTexts } from '../i18n/language.js';
import { Button, IconButton } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';

type DeleteButtonProps = {
  /** What the button does, with the name of what is deleted. */
  readonly label: string;
  readonly title: string;
  readonly body: string;
  readonly remove: () => Promise<DeletionReport>;
  readonly onDeleted: (report: DeletionReport) => void;
};

/** Deletes what cannot be brought back, once it is confirmed. */
export function DeleteButton({ label, title, body, remove, onDeleted }: DeleteButtonProps) {
  const texts = useTexts();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({ mutationFn: remove, onSuccess: onDeleted });
  return (
    <>
      <IconButton small icon="trash" label={label} onClick={() => setAsking(true)} />
      {asking && (
        <Dialog title={title} onClose={() => setAsking(false)}>
          <p>{body}</p>
          {error && <Notice kind="error">{explain(error, texts)}</Notice>}
          <div className="row">
            <Button look="danger" disabled={isPending} onClick={() => mutate()}>
              {texts.keeping.confirm}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
