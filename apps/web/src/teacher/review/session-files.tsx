import type { Session } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { getSessionFile } from '../../api/reviews.js';
import { fileNameOf, saveFile } from '../../browser/save-file.js';
import { useTexts } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** Files that the server makes of a session that is over. */
export function SessionFiles({ session: { id, title } }: { session: Session }) {
  const texts = useTexts();
  const words = useReviewTexts().exports;
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () =>
      saveFile(`${fileNameOf(title)}.xapi.json`, await getSessionFile(id, '/statements')),
  });
  return (
    <>
      <Button small disabled={isPending} onClick={() => mutate()}>
        {words.xapi}
      </Button>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </>
  );
}
