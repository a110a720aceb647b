import type { Remark } from '../finding/finding.js';
import type { Wording } from './wording.js';

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[。！？.!?]["”’」）)]?$/.test(trimmed) ? trimmed : `${trimmed}。`;
};

const tenses = { past: '过去时', present: '现在时', future: '将来时' } as const;

function choices(missing: number, extra: number): string {
  if (extra === 0) return `还有${String(missing)}个也是对的。`;
  const wrong = `你选的当中有${String(extra)}个不合适。`;
  return wrong;
}

const forms = {
  'lowest-terms': '数值是对的，但分数还可以约分。',
  fraction: '数值是对的，请写成分数。',
  decimal: '数值是对的，请写成小数。',
  percent: '数值是对的，请写成百分数。',
  other: '数值是对的，但不是题目要求的形式。',
} as const;

function digits({ decimals, significantDigits }: Extract<Remark, { kind: 'digits' }>): string {
  if (decimals !== undefined) return `数值是对的，请保留${String(decimals)}位小数。`;
  if (significantDigits !== undefined) return `数值是对的，请保留${String(significantDigits)}位有效数字。`;
  return '数值是对的，再看看题目要求保留几位。';
}

/** Remarks that are always said in the same words. */
const always = {
  misspelled: '请一个字母一个字母地检查拼写。',
  opinion: '谢谢你的回答。',
  'unit-missing': '数值是对的，但还缺少单位。',
  'everything-chosen': '你全选了，但有些并不合适。',
  'near-miss': '我不太确定你的意思。',
  'no-question': '这里需要一个问句。',
  'no-mistake-seen': '我没看出错误。',
  'opposite-said': '你说的有一点正好相反。',
  opposite: '你的句子和题目要求的意思相反。',
} as const;

/** 只有一处而没有答对时说的话，以及多处时的名称。 */
const partNames = {
  gaps: { alone: '这个空填得还不对。', many: '空' },
  match: { alone: '这一对不对。', many: '配对' },
  hotspot: { alone: '这是另一个地方。', many: '位置' },
  label: { alone: '这个标签属于别的地方。', many: '标签' },
} as const;

function parts({ task, right, of }: Extract<Remark, { kind: 'parts' }>): string {
  if (task === 'order')
    return right < 2 ? '顺序正好反了。' : `${String(of)}项中有${String(right)}项的先后顺序是对的。`;
  const { alone, many } = partNames[task];
  return of === 1 ? alone : `${String(of)}个${many}中，对了${String(right)}个。`;
}

function remark(said: Remark): string {
  switch (said.kind) {
    case 'parts':
      return parts(said);
    case 'authored':
      return sentence(said.say);
    case 'known':
      return sentence(said.because);
    case 'choices':
      return choices(said.missing, said.extra.length);
    case 'unit':
      return said.unit === '' ? '请注意单位。' : `请注意单位：答案要用${said.unit}表示。`;
    case 'form':
      return forms[said.form ?? 'other'];
    case 'digits':
      return digits(said);
    case 'case':
      return `注意大小写：“${said.meant}”。`;
    case 'accents':
      return `带上符号应写作“${said.meant}”。`;
    case 'unkind':
      return '请文明用语，再回答一次。';
    case 'danger':
      return '谢谢你写下这些。老师会看到，也会和你谈一谈。如果你现在就需要帮助，请告诉身边的大人。';
    case 'spelling':
      return `正确的写法是“${said.meant}”。`;
    case 'word-form':
      return '词选对了，但形式还不对。';
    case 'other-answer':
    case 'choice':
      return '';
    case 'repeats-question':
      return '这是题目里的话。你的答案是什么？';
    case 'two-answers':
      return '你给出了不止一个答案，请选定一个。';
    case 'no-answer':
      return '我没有找到你的答案。';
    case 'does-not-know':
      return '现在还不知道也没关系。';
    case 'no-sentence':
      return '请写一个完整的句子，要有动词。';
    case 'tense':
      return `这个句子要用${tenses[said.tense]}。`;
    case 'grammar':
      return said.better === null ? '这个句子的语法还有问题。' : `语法上这样更好：“${said.better}”。`;
    case 'more-wanted':
      return `还要再说出${String(said.count)}个。`;
    case 'missing':
      return `还缺少：${sentence(said.point)}`;
    case 'denied':
      return `你说的和这一点正好相反：${sentence(said.point)}`;
    case 'as-corrected':
      return said.comment === null ? '老师评过同样的回答。' : `老师对同样的回答写道：${said.comment}`;
    default:
      return always[said.kind];
  }
}

function hint(said: Remark | undefined): string {
  switch (said?.kind) {
    case 'more-wanted':
    case 'missing':
      return '还差一点，想想还有什么？';
    case 'denied':
      return '想一想，会不会正好相反？';
    case 'parts':
      return '有把握的先不动，再看看其他的。';
    case 'choices':
    case 'everything-chosen':
      return '把每个选项再看一遍。';
    case 'grammar':
      return '把你的句子一个词一个词地读出来。';
    case 'tense':
      return '事情是什么时候发生的？再看看动词。';
    case 'unit-missing':
      return '别忘了写单位。';
    case 'form':
    case 'digits':
      return '看看题目要求的形式。';
    case 'accents':
    case 'case':
    case 'misspelled':
      return '把每个字母再看一遍。';
    case 'unit':
      return said.unit === '' ? '看看题目里的单位。' : '用这个单位，数应该是多少？';
    default:
      return '再慢慢读一遍题目。';
  }
}

export const chinese: Wording = {
  right: ['对，答对了。', '完全正确，真棒。', '很好，就是这样。', '非常好，正确。'],
  partly: ['有一部分是对的。', '你说对了一部分。', '差一点就对了。'],
  wrong: ['还不太对。', '还不对，不过谢谢你的回答。', '不是这个答案。'],
  noMistake: ['谢谢，这是一个完整的句子。', '你说出了题目要求的意思。', '很好，意思很清楚。'],
  rightAtLast: '对，这次答对了。坚持得很好。',
  unclear: '谢谢你。这个答案我拿不准，老师可以再看一看。',
  tryAgain: '再试一次吧。',
  remark,
  found: (points) =>
    `你说到了：${sentence(points.map((point) => point.trim().replace(/[.。]$/, '')).join('；'))}`,
  saidIt: '你说出了题目要求的意思。',
  reveal: (answer) =>
    `正确的答案是：${sentence(answer.replace(/(?<=\p{Script=Han}), (?=\p{Script=Han})/gu, '、'))}`,
  between: '',
  startsWith: (letter) => `它的第一个字母是“${letter}”。`,
  sayItAgain: '请换一种说法再说一遍。',
  hint,
};
