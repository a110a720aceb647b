// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { renderPage } from '../../../test/render-page.js';
import { writeSetting } from '../../browser/settings.js';
import { ProblemList } from './problem-list.js';
import { problemsOf } from './problems.js';

const inChinese = () => {
  writeSetting('language', 'zh');
  onTestFinished(() => writeSetting('language', 'en'));
};

const problems = problemsOf('titel: A\nsteps:\n  - say: Hello.\n', []);
const list = <ProblemList problems={problems} onGoTo={() => undefined} />;

it('problems and remedies are in Chinese on a Chinese page', () => {
  inChinese();
  renderPage(list);
  screen.getByText('这里没有“titel”键。');
  screen.getByText('是不是“title”？');
});

it('and in English on an English page', () => {
  renderPage(list);
  expect(screen.getByText("There is no key 'titel' here.")).toBeTruthy();
});
