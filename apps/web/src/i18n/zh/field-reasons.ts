import {
  type FieldParamsOf,
  type FieldProblem,
  type FieldReasonCode,
  fieldReasonParams,
  isFieldReasonCode,
} from '@lockstep/contracts';

type ReasonTexts = {
  readonly [Code in FieldReasonCode]: string | ((params: FieldParamsOf<Code>) => string);
};

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组字段',
};

const texts: ReasonTexts = {
  missing: '没有填写',
  empty: '不能为空',
  'unknown-field': '没有这个字段',
  'wrong-type': ({ expected }) => `应为${types[expected] ?? String(expected)}`,
  'wrong-form': '格式不对',
  'unknown-value': ({ known }) => (known === '' ? '不能是这个值' : `只能是：${String(known)}`),
  'too-short': ({ least }) => `至少要 ${String(least)} 个字符`,
  'too-long': ({ most }) => `最多 ${String(most)} 个字符`,
  'too-small': ({ least }) => `不能小于 ${String(least)}`,
  'too-big': ({ most }) => `不能大于 ${String(most)}`,
  'too-few': ({ least }) => `至少要 ${String(least)} 项`,
  'too-many': ({ most }) => `最多 ${String(most)} 项`,
  'too-deep': ({ most }) => `嵌套超过 ${String(most)} 层`,
  'no-text': '含有不是文字的字符',
  'no-such-slide': ({ count }) =>
    Number(count) === 0 ? '课程没有课件' : `没有这一页；课程有 ${String(count)} 页课件`,
  'no-such-question': ({ id }) => `课程没有题目 ${String(id)}`,
  'no-such-student': '课堂里没有这个学生',
  'foreign-cursor': '不是这个列表给出的位置',
  'common-password': '太容易被猜到，请用几个词组成',
  'password-like-name': '由姓名或邮箱组成，请用别的词',
  'bad-file': ({ file }) => `文件 ${String(file)} 无法使用`,
};

/** Why a field does not fit; undefined for a reason of a newer server. */
export function reasonText({ code = '', params = {} }: FieldProblem): string | undefined {
  if (!isFieldReasonCode(code)) return undefined;
  if (!fieldReasonParams[code].every((name) => Object.hasOwn(params, name))) return undefined;
  const text: string | ((params: Readonly<Record<string, string | number>>) => string) = texts[code];
  return typeof text === 'string' ? text : text(params);
}
