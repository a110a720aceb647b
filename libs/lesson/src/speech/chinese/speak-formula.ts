import type { Formula, FormulaPart, FormulaStructure, NamedThing, OperatorName } from '../formula/formula.js';
import { isReaction } from '../formula/chemistry.js';
import { isQuotient } from '../formula/quotient.js';
import type { Piece } from '../said-word.js';
import { chineseNumber } from './numbers.js';

const OPERATORS: Readonly<Record<OperatorName, string>> = {
  plus: '加',
  minus: '减',
  times: '乘',
  dividedBy: '除以',
  over: '除以',
  plusMinus: '加减',
  minusPlus: '减加',
  equals: '等于',
  notEqual: '不等于',
  about: '约等于',
  less: '小于',
  greater: '大于',
  atMost: '小于或等于',
  atLeast: '大于或等于',
  muchLess: '远小于',
  muchGreater: '远大于',
  identical: '恒等于',
  proportional: '正比于',
  becomes: '变成',
  approaches: '趋向于',
  gives: '生成',
  implies: '推出',
  equivalent: '等价于',
  isIn: '属于',
  isNotIn: '不属于',
  subset: '包含于',
  union: '并',
  intersection: '交',
  without: '减去',
  parallel: '平行于',
  perpendicular: '垂直于',
  and: '且',
  or: '或',
  not: '非',
  forAll: '对任意',
  exists: '存在',
  therefore: '所以',
  because: '因为',
  infinity: '无穷大',
  angle: '角',
  triangle: '三角形',
  similar: '相似于',
  congruent: '全等于',
  suchThat: '满足',
  mapsTo: '映射到',
  emptySet: '空集',
  partial: '偏',
  nabla: '纳布拉',
  equilibrium: '可逆反应生成',
  composed: '复合',
  modulo: '模',
  dots: '等等',
  ratio: '比',
  comma: '，',
};
const FUNCTIONS: Readonly<Record<string, string>> = {
  sin: '正弦',
  cos: '余弦',
  tan: '正切',
  cot: '余切',
  log: '对数',
  ln: '自然对数',
  lg: '常用对数',
  max: '最大值',
  min: '最小值',
  exp: '指数函数',
  gcd: '最大公约数',
  lcm: '最小公倍数',
  det: '行列式',
  dim: '维数',
  arcsin: '反正弦',
  arccos: '反余弦',
  arctan: '反正切',
  mod: '模',
};
const BIG = {
  sum: '求和',
  product: '求积',
  integral: '积分',
  limit: '极限',
  union: '并集',
  intersection: '交集',
};
const NAMED: Readonly<Record<NamedThing, string>> = {
  naturals: '自然数集',
  integers: '整数集',
  rationals: '有理数集',
  reals: '实数集',
  complexes: '复数集',
  solid: '固体',
  liquid: '液体',
  gas: '气体',
  dissolved: '水溶液',
  positive: '正',
  negative: '负',
  of: '括号',
  dollar: '美元',
  unknown: '几',
  blank: '几',
};
const GREEK: Readonly<Record<string, string>> = {
  π: '派',
  α: '阿尔法',
  β: '贝塔',
  γ: '伽马',
  δ: '德尔塔',
  Δ: '德尔塔',
  θ: '西塔',
  λ: '兰姆达',
  μ: '缪',
  ρ: '柔',
  σ: '西格玛',
  Σ: '西格玛',
  φ: '斐',
  ω: '欧米伽',
  Ω: '欧米伽',
};

/** A formula as a Chinese teacher reads it. */
export const speakChineseFormula = (formula: Formula): Piece[] => {
  const isModulo = formula.some((part) => part.kind === 'operator' && part.name === 'modulo');
  return formula.flatMap((part, index) =>
    speakPart(part, { before: formula[index - 1], after: formula.slice(index + 1), all: formula, isModulo }),
  );
};

const textOf = (formula: Formula): string =>
  speakChineseFormula(formula)
    .flatMap(({ words }) => words)
    .join('');

type Around = {
  readonly before: FormulaPart | undefined;
  readonly after: Formula;
  readonly all: Formula;
  readonly isModulo: boolean;
};

function speakPart(part: FormulaPart, around: Around): Piece[] {
  const { before } = around;
  const after = around.after[0];
  const { at } = part;
  const say = (words: string): Piece[] => [{ at, words: [words] }];
  switch (part.kind) {
    case 'said':
      return [{ at, words: part.words }];
    case 'number':
      return say(
        `${after?.kind === 'postfix' && after.name === 'percent' ? '百分之' : ''}${chineseNumber(part.text)}`,
      );
    case 'letters':
      return say([...part.text].map((letter) => GREEK[letter] ?? letter).join(''));
    case 'text':
      return say(part.text);
    case 'operator':
      return say(operatorWords(part.name, around));
    case 'function':
      return say(FUNCTIONS[part.name] ?? part.name);
    case 'postfix':
      if (part.name === 'percent' && before?.kind === 'number') return [];
      return say({ factorial: '的阶乘', percent: '%', degrees: '度', prime: '撇' }[part.name]);
    case 'fraction':
      return say(`${textOf(part.below)}分之${textOf(part.above)}`);
    case 'root':
      return say(
        part.degree.length === 0
          ? `根号${textOf(part.of)}`
          : `${textOf(part.of)}的${textOf(part.degree)}次方根`,
      );
    case 'power':
      return [...speakChineseFormula(part.base), ...say(powerName(part.base, part.by))];
    case 'index':
      if (part.base[0]?.kind === 'function') return say(`以${textOf(part.by)}为底的${textOf(part.base)}`);
      return [...speakChineseFormula(part.base), ...speakChineseFormula(part.by)];
    default:
      return speakStructure(part);
  }
}

function operatorWords(name: OperatorName, { before, after, all, isModulo }: Around): string {
  const next = after[0];
  const isSign = before === undefined || before.kind === 'operator';
  if (name === 'minus' && isSign) return '负';
  if (name === 'plusMinus' && isSign) return '正负';
  if (name === 'ratio' && isQuotient(before, after)) return OPERATORS.dividedBy;
  if (name === 'identical' && isModulo) return '同余于';
  if (name !== 'becomes') return OPERATORS[name];
  const isLimit =
    next?.kind === 'number' ||
    (next?.kind === 'operator' && ['infinity', 'plus', 'minus'].includes(next.name));
  return isReaction(all) ? OPERATORS.gives : isLimit ? OPERATORS.approaches : OPERATORS.becomes;
}

/** A part that contains other formulas. */
function speakStructure(part: FormulaStructure): Piece[] {
  const { at } = part;
  const say = (words: string): Piece[] => [{ at, words: [words] }];
  switch (part.kind) {
    case 'brackets':
      if (isSimple(part.inner)) return speakChineseFormula(part.inner);
      return [
        ...say('括号'),
        ...speakChineseFormula(part.inner),
        { at: part.inner.at(-1)?.at ?? at, words: ['括号'] },
      ];
    case 'absolute':
      return say(`${textOf(part.inner)}的绝对值`);
    case 'set':
      if (part.inner.length === 0) return say(OPERATORS.emptySet);
      return say(`集合，${textOf(part.inner)}`);
    case 'floor':
      return say(`${textOf(part.inner)}向下取整`);
    case 'ceiling':
      return say(`${textOf(part.inner)}向上取整`);
    case 'norm':
      return say(`${textOf(part.inner)}的模`);
    case 'grid':
      return say(gridWords(part));
    case 'choose':
      return say(`从${textOf(part.of)}个中选${textOf(part.take)}个的组合数`);
    case 'named':
      return say(NAMED[part.name]);
    case 'call':
      return say(`${part.name}括号${textOf(part.inner)}`);
    case 'over':
      return say(
        `${{ vector: '向量', line: '线段', hat: '', dot: '', arc: '弧', tilde: '' }[part.name]}${textOf(part.of)}`,
      );
    case 'big':
      return say(bigWords(part));
  }
}

/** One operand, with or without its sign: no brackets are heard. */
const isSimple = (formula: Formula): boolean =>
  (formula[0]?.kind === 'operator' ? formula.slice(1) : formula).every(({ kind }) => kind !== 'operator');

function powerName(base: Formula, by: Formula): string {
  const text = textOf(by);
  if (textOf(base) === '十' && text !== '二') return `的${text}次方`;
  if (text === '二') return '的平方';
  return text === '三' ? '的立方' : `的${text}次方`;
}

function bigWords({ name, from, to }: Extract<FormulaPart, { kind: 'big' }>): string {
  if (from.length === 0) return BIG[name];
  if (to.length === 0 && name !== 'limit') return `在${textOf(from)}上的${BIG[name]}`;
  if (name === 'limit') return `当${textOf(from)}时的极限`;
  return `从${textOf(from)}到${textOf(to)}${BIG[name]}`;
}

/** Rows under each other: a matrix, a determinant, cases, a system of equations. */
function gridWords({ name, rows }: Extract<FormulaPart, { kind: 'grid' }>): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const inRow = (row: readonly Formula[]): string => row.map(textOf).join('，');
  if (name === 'lines') return rows.map((row) => row.map(textOf).join('')).join('，');
  if (name === 'cases')
    return columns < 2 ? `方程组，${rows.map(inRow).join('，')}` : rows.map(caseWords).join('，');
  const isVector = name === 'matrix' && (rows.length === 1 || columns === 1) && rows.length + columns > 2;
  if (isVector) return `${columns === 1 ? '列' : '行'}向量，${rows.map(inRow).join('，')}`;
  const size =
    name === 'determinant'
      ? `${chineseNumber(String(rows.length))}阶行列式`
      : `${chineseNumber(String(rows.length))}行${chineseNumber(String(columns))}列矩阵`;
  const named = rows.map((row, i) => `第${chineseNumber(String(i + 1))}行，${inRow(row)}`);
  return [size, ...named].join('，');
}

function caseWords(row: readonly Formula[]): string {
  const [value = '', ...conditions] = row.map((cell) => textOf(cell).replace(/，$/u, ''));
  const when = conditions.join('');
  if (when === '') return value;
  return /^(?:otherwise|else|其他|其它|否则)/u.test(when)
    ? `否则为${value}`
    : `当${when.replace(/^(?:if|当)/u, '')}时为${value}`;
}
