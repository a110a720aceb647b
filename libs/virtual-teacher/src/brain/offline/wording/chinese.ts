import type { Remark } from '../finding.js';
import type { Wording } from './wording.js';

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[。！？.!?]["”’」）)]?$/.test(trimmed) ? trimmed : `${trimmed}。`;
};

const tenses = { past: '过去时', present: '现在时', future: '将来时' } as const;

function choices(missing: number, extra: number): string {
  if (extra === 0) return `还有${String(missing)}个也是对的。`;
  const wrong = `你选的当中有${String(extra)}个不合适。`;
  return missing === 0 || extra > missing ? wrong : `${wrong}再看看其他的。`;
}

function remark(said: Remark): string {
  switch (said.kind) {
    case 'known':
      return sentence(said.because);
    case 'choices':
      return choices(said.missing, said.extra.length);
    case 'everything-chosen':
      return '你全选了，但有些并不合适。';
    case 'unit':
      return `注意单位：答案的单位是${said.unit}。`;
    case 'spelling':
      return `正确的写法是“${said.meant}”。`;
    case 'word-form':
      return '词选对了，但形式还不对。';
    case 'other-answer':
    case 'choice':
      return '';
    case 'repeats-question':
      return '这是题目里已经有的。';
    case 'near-miss':
      return '很接近，但我不确定你的意思。';
    case 'two-answers':
      return '你给了不止一个答案，请选一个。';
    case 'no-answer':
      return '我没有找到你的答案。';
    case 'does-not-know':
      return '现在还不知道也没关系。';
    case 'no-sentence':
      return '请写一个完整的句子，要有动词。';
    case 'no-question':
      return '这里需要一个问句。';
    case 'tense':
      return `这个句子要用${tenses[said.tense]}。`;
    case 'grammar':
      return said.better === null ? '这个句子的语法还有问题。' : `语法上这样更好：“${said.better}”。`;
    case 'missing':
      return `还可以补充：${sentence(said.point)}`;
    case 'denied':
      return `你说的和这一点正好相反：${sentence(said.point)}`;
    case 'no-mistake-seen':
      return '我没看出错误。';
    case 'opposite-said':
      return '你说的有一点正好相反。';
    case 'as-corrected':
      return said.comment ?? '老师评过同样的回答。';
    case 'opposite':
      return '你的句子和题目要求的意思相反。';
  }
}

function hint(said: Remark | undefined): string {
  switch (said?.kind) {
    case 'missing':
      return '还差一点，想想还有什么？';
    case 'denied':
      return '想一想，会不会正好相反？';
    case 'choices':
    case 'everything-chosen':
      return '把每个选项再看一遍。';
    case 'grammar':
      return '把你的句子一个词一个词地读出来。';
    case 'tense':
      return '事情是什么时候发生的？再看看动词。';
    case 'unit':
      return '看看题目里的单位。';
    default:
      return '再慢慢读一遍题目。';
  }
}

export const chinese: Wording = {
  right: ['对，答对了。', '完全正确，真棒。', '很好，就是这样。', '非常好，正确。'],
  partly: ['方向是对的。', '你答对了一部分。', '差一点就对了。'],
  wrong: ['还不太对。', '还不对，谢谢你的尝试。', '再想想，还不是这个。'],
  noMistake: ['谢谢，这是一个完整的句子。', '你说出了题目要求的意思。', '很好，意思很清楚。'],
  rightAtLast: '对，这次答对了。坚持得很好。',
  unclear: '谢谢你。这个答案我拿不准，老师会再看一看。',
  tryAgain: '再试一次吧。',
  remark,
  found: (points) => `你说到了：${sentence(points.join('；'))}`,
  saidIt: '你说出了题目要求的意思。',
  reveal: (answer) => `正确的答案是：${sentence(answer)}`,
  between: '',
  startsWith: (letter) => `它的第一个字是“${letter}”。`,
  hint,
};
