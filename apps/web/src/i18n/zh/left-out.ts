import type { LeftOut, LeftOutCode, LeftOutParams } from '@lockstep/contracts';

const given = (value: string | number | undefined): string => String(value ?? '');

const texts: { readonly [Code in LeftOutCode]: string | ((params: LeftOutParams) => string) } = {
  'file-too-long': ({ most }) => `文件超过 ${given(most)} 个字符`,
  'too-many-steps': ({ most }) => `从这里起没有导入：一节课最多 ${given(most)} 步`,
  'not-utf8': '文件不是 UTF-8 或 UTF-16 编码，请另存为 UTF-8',
  'not-moodle': '这不是 Moodle XML 题库',
  'damaged-xml': '从这里起没有导入：XML 已损坏，有元素没有结束',
  'too-deep': '从这里起没有导入：元素嵌套太深',
  'no-prompt-column': '第一行没有“prompt”列',
  'unknown-column': ({ column }) => `没有“${given(column)}”这一列`,
  'bad-quotes': '这一行的引号没有配对',
  'bad-row': '这一行比表头长，多出的部分没有导入',
  'not-closed': '题目的答案没有用 } 结束',
  category: '题库分类：课程没有题目分类',
  'unknown-kind': ({ kind }) => `题目：课程没有“${given(kind)}”这种题型`,
  'does-not-fit': ({ key }) => `题目：“${given(key)}”不合要求`,
  'bad-cell': ({ column }) => `“${given(column)}”列的内容无法读取`,
  'no-answer': '题目：没有正确答案',
  formatting: '格式：题目只有文字，没有 HTML',
  picture: ({ name }) => `图片 ${given(name)}：请作为文件上传，并放进课件`,
  media: ({ name }) => `媒体 ${given(name)}：请作为文件上传，并在单独的一步里播放`,
  link: ({ address }) => `网址 ${given(address)}：题目只保留链接的文字`,
  'general-feedback': '总反馈：反馈属于某个答案',
  'further-numbers': '其他数值：一个数值只有一个误差范围',
  'further-units': '其他单位：一个数值只有一个单位',
  'pair-feedback': '配对的反馈：配对没有单独的反馈',
  'wrong-share': '错误选项的分值：单选题只有对错',
  'wrong-cost': '错误选项的扣分：选错的会自动计算',
  'right-choice-feedback': '正确选项的反馈：对所有答对的人说同样的话',
  'wildcard-answer': ({ answer }) => `答案 ${given(answer)}：可接受的答案不能用通配符`,
  'offered-words': '可供选择的词：学生自己填空',
  'gap-detail': '空格里答案的反馈或分值：每个空分值相同',
  'further-hints': '其余提示：一道题最多四条',
  'notes-for-graders': '评分说明：请写成评分要点',
  'answer-template': '答案模板：作答框一开始是空的',
  tags: '标签：题目没有标签',
};

export function leftOutText({ code, params, what, reason }: LeftOut): string {
  if (!Object.hasOwn(texts, code)) return `${what}: ${reason}`; // of a newer server
  const text = texts[code];
  return typeof text === 'string' ? text : text(params ?? {});
}
