import type { AskStep } from '@lockstep/contracts';
import { ruleLesson } from '../offline/wording/rule-lessons.js';
import { partNamed } from './part-named.js';
import type { Counts, Summary } from './summary.js';

const characters = Array.from('零一二三四五六七八九十');
const number = (count: number): string => (count === 2 ? '两' : (characters[count] ?? String(count)));
const sentence = (text: string): string =>
  /[。！？.!?]["”’）)]?$/.test(text.trim()) ? text.trim() : `${text.trim()}。`;
const tenses: Readonly<Record<string, string>> = { past: '过去时', present: '现在时', future: '将来时' };

function counts({ judged, right, partly }: Counts): string {
  if (right === judged) return `${number(judged)}个答案全都对，大家真棒。`;
  const nearly = partly === 0 ? '' : `，还有${number(partly)}个答对了一部分`;
  if (right === 0) return partly === 0 ? '这道题有点难，还没有人答对。' : `还没有人完全答对${nearly}。`;
  return `${number(judged)}个答案中有${number(right)}个是对的${nearly}。`;
}

function mistake(key: string, question: AskStep): string | undefined {
  const [kind = '', detail = ''] = key.split(':');
  const point = question.rubric[Number(detail)]?.point;
  switch (kind) {
    case 'known': {
      const because = question.wrong[Number(detail)]?.because;
      return because === undefined ? undefined : `最常见的错误是：${sentence(because)}`;
    }
    case 'choice': {
      const choice = question.choices.find(({ id }) => id === detail)?.text;
      return choice === undefined ? undefined : `有几位同学选了“${choice}”，它在这里不合适。`;
    }
    case 'part': {
      const part = partNamed(question, Number(detail));
      return part === undefined ? undefined : `再看看这一处：${sentence(part)}`;
    }
    case 'missing':
      return point === undefined ? undefined : `最容易漏掉的是：${sentence(point)}`;
    case 'denied':
      return point === undefined ? undefined : `有几位同学说的和这一点正好相反：${sentence(point)}`;
    case 'tense':
      return `最常见的错误：这个句子要用${tenses[detail] ?? detail}。`;
    case 'grammar': {
      const lesson = ruleLesson(detail, 'zh');
      return lesson === undefined ? undefined : `最常见的错误：${lesson}`;
    }
    case 'unit':
      return '最常见的错误是单位，要看清题目里的单位。';
    case 'unit-missing':
      return '有几位同学漏写了单位。';
    case 'form':
    case 'digits':
      return '有几位同学数值对了，但不是题目要求的形式。';
    case 'accents':
    case 'case':
    case 'misspelled':
      return '最常见的错误是拼写，请看清每个字母。';
    case 'word-form':
      return '有几位同学词选对了，但形式不对。';
    case 'choices':
      return '有几位同学漏选了正确的选项。';
    case 'everything-chosen':
      return '有几位同学全选了，但有些并不合适。';
    case 'opposite':
      return '有几位同学说的和题目要求的意思相反。';
    case 'no-question':
      return '别忘了，这里需要一个问句。';
    case 'no-sentence':
      return '别忘了写一个完整的句子，要有动词。';
    default:
      return undefined;
  }
}

export const chineseSummary: Summary = {
  counts,
  mistake,
  between: '',
  nobody: '这次没有人回答，没关系，我们继续。',
};
