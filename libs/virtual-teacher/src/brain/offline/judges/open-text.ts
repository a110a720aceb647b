import { type AskStep } from '@lockstep/contracts';
import { finding, type Finding, type Remark } from '../finding.js';
import { normalise } from '../text/normalise.js';
import { doesNotKnow } from './clauses.js';
import { type PointFound } from './points.js';

export type OpenEvidence = { readonly points: readonly PointFound[] };

/** Judges an answer in the student's own words by the points that it makes. */
export function judgeOpenText(question: AskStep, text: string, evidence: OpenEvidence): Finding {
  const model = question.accept[0] ?? null;
  if (doesNotKnow(normalise(text))) return finding('wrong', 0.7, [{ kind: 'does-not-know' }], { model });
  const required = evidence.points.filter(({ required: must }) => must);
  const found = required.filter(({ presence }) => presence === 'found').map(({ point }) => point);
  const denied = required.filter(({ presence }) => presence === 'denied');
  const absent = required.filter(({ presence }) => presence === 'absent');
  const remarks = [
    ...denied.map(({ index, point }): Remark => ({ kind: 'denied', index, point })),
    ...absent.map(({ index, point }): Remark => ({ kind: 'missing', index, point })),
  ];
  if (found.length === required.length) return finding('right', 0.85, [], { model, found });
  if (found.length > 0) return finding('partly', 0.7, remarks, { model, found });
  if (denied.length > 0) return finding('wrong', 0.8, remarks, { model });
  return finding('unclear', 0.4, remarks, { model });
}
