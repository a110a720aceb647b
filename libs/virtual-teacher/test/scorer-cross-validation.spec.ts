import { expect, it } from 'vitest';
import { fingerprint, readHeldTable } from '../training/held-table.js';
import {
  calibrate,
  crossValidate,
  easeShareFor,
  figuresOf,
  limitsFor,
  scorerOptions,
} from '../training/learn.js';

it('decides unseen questions as often and as well as was measured', async () => {
  const { features, rows } = await readHeldTable();
  expect(
    features,
    'The features changed: write the weights and this table anew with npm run train:scorer, and measure.',
  ).toBe(fingerprint());
  const unseen = crossValidate(rows, scorerOptions).map((one, index) => ({
    ...one,
    isRight: rows[index]?.isRight ?? false,
  }));
  const share = easeShareFor(unseen);
  const scored = unseen.map(({ isRight, logit, ease }) => ({ isRight, logit: logit - share * ease }));
  const calibration = calibrate(scored);
  const limits = limitsFor(scored, calibration, { praise: 0.046, blame: 0.028 });
  const { decided, accuracy, praise, blame } = figuresOf(scored, calibration, limits);
  expect(praise).toBeLessThanOrEqual(4.6);
  expect(blame).toBeLessThanOrEqual(3);
  expect(decided).toBeGreaterThanOrEqual(28.5);
  expect(accuracy).toBeGreaterThanOrEqual(86.5);
});
