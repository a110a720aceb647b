import { useSchoolTexts } from '../../i18n/school-texts.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Plain } from '../message.js';
import { JoinByCode } from './join-by-code.js';

/** Where a code is typed by somebody who has nothing else. */
export function JoinPage() {
  useDocumentTitle(useSchoolTexts().code.title);
  return (
    <Plain>
      <div className="card card--narrow">
        <JoinByCode />
      </div>
    </Plain>
  );
}
