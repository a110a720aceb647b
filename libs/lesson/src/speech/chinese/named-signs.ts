import { entryOf } from '../own-entry.js';

/** How signs are called when the sentence is about them. */
const NAMES: Readonly<Record<string, string>> = {
  '#': '井号',
  '@': '艾特',
  '&': '和号',
  '*': '星号',
  '/': '斜杠',
  '\\': '反斜杠',
  '|': '竖线',
  '~': '波浪号',
  '^': '脱字符',
  _: '下划线',
  '`': '反引号',
  '+': '加号',
  '-': '减号',
  '−': '减号',
  '=': '等号',
  '<': '小于号',
  '>': '大于号',
  '≤': '小于或等于号',
  '≥': '大于或等于号',
  '≠': '不等号',
  '≈': '约等号',
  '×': '乘号',
  '÷': '除号',
  '±': '正负号',
  '%': '百分号',
  $: '美元符号',
  '¥': '人民币符号',
  '￥': '人民币符号',
  '€': '欧元符号',
  '°': '度符号',
  '√': '根号',
  '!': '感叹号',
  '！': '感叹号',
  '?': '问号',
  '？': '问号',
  '.': '点',
  '。': '句号',
  ',': '逗号',
  '，': '逗号',
  '、': '顿号',
  ';': '分号',
  '；': '分号',
  ':': '冒号',
  '：': '冒号',
  '(': '左括号',
  ')': '右括号',
  '（': '左括号',
  '）': '右括号',
  '[': '左方括号',
  ']': '右方括号',
  '"': '引号',
  "'": '单引号',
  '↑': '上箭头',
  '↓': '下箭头',
  '←': '左箭头',
  '→': '右箭头',
};
/** Seldom anything but the sign itself. */
const SELDOM = new Set(['#', '\\', '^', '`', '@']);
/** Said nothing for, where they stand in a sentence as punctuation. */
const PUNCTUATION = /^[!！?？.。,，、;；:：()（）[\]"']$/u;

/** The name of a sign; undefined for other text. */
export const signName = (sign: string): string | undefined => entryOf(NAMES, sign);

const OPEN = /[“"'‘「『]$/u;
const CLOSE = /^[”"'’」』]/u;
const CUE_BEFORE =
  /(?:输入|按下?|敲|点击|写|填|选择?|使?用|加上?|添加|打|符号|运算符|字符|标点|按键|键盘上的|以|是|叫|改成|换成|变成|代替|有|和|或|与|及|、|[，,：:] ?)\s?$/u;
const CUE_AFTER =
  /^\s?(?:号|键|符号?|运算符|是|叫|称为|表示|代表|的意思|的作用|分隔|开头|结尾|结束|和|或|与|、)/u;
/** What follows a sign that is named before: no second side of a sum or a comparison. */
const CUE_AFTER_ANY =
  /^\s?(?:$|[，。；：？！、,.;:?!)）]|或|和|与|及|号|键|符|是|叫|表|代|的|分|开|结|来|连|就|时|在|作|做|把|隔|将|计|算|写|读|排|\s)/u;
/** Nothing, the end of a clause, or what leads to a sign. */
const STARTS = /(?:^|[，。；：？！、,.;:?!(（]|里|中|上|的|个|这|那)\s?$/u;
/** A sign between numbers or letters is an operator. */
const OPERAND = /[\dA-Za-z)）²³°%√π几个]/u;

export type NamedSign = { readonly end: number; readonly words: string };

/** The sign at an offset, where the sentence speaks of it: `输入#或@`, `“+”`, `*号`. */
export function namedSign(text: string, at: number): NamedSign | undefined {
  const sign = text[at] ?? '';
  const name = signName(sign);
  if (name === undefined) return undefined;
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const words = (rest: string): NamedSign => ({ end: at + 1 + rest.length, words: name });
  // the name says 号 already
  const tail = name.endsWith('号') ? (/^\s?号(?!码)/u.exec(after)?.[0] ?? '') : '';
  if (OPEN.test(before) && CLOSE.test(after)) return words('');
  if (OPERAND.test(before.trimEnd().at(-1) ?? '') || OPERAND.test(after.trimStart()[0] ?? ''))
    return undefined;
  if (PUNCTUATION.test(sign)) return tail === '' ? undefined : words(tail);
  const isNamed = tail !== '' || SELDOM.has(sign) || (CUE_BEFORE.test(before) && CUE_AFTER_ANY.test(after));
  return isNamed || (STARTS.test(before) && CUE_AFTER.test(after)) ? words(tail) : undefined;
}
