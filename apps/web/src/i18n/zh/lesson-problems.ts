import {
  isLessonProblemCode,
  type LessonParamsOf,
  type LessonProblemCode,
  type ScriptProblem,
} from '@lockstep/contracts';

/** What is wrong, and what to do about it. */
type Words = readonly [message: string, remedy: string];
type LessonProblemTexts = {
  readonly [Code in LessonProblemCode]: Words | ((params: LessonParamsOf<Code>) => Words);
};
type Value = string | number | undefined;

const AS_TEXT = '如果这是正文，请在 >- 下面另起一行并缩进，或加上引号。';

const quoted = (value: Value, otherwise: string): string =>
  value === undefined ? otherwise : `“${String(value)}”`;
const plain = (value: Value, otherwise = ''): string => (value === undefined ? otherwise : String(value));
const likely = ({ meant, known }: { meant?: Value; known?: Value }): string =>
  meant !== undefined
    ? `是不是“${String(meant)}”？`
    : known === undefined || known === ''
      ? ''
      : `可以写：${String(known)}。`;
const suchAs = ({ example }: { example?: Value }): string =>
  example === undefined ? '请改正写法。' : `例如写成：${String(example)}`;
function part({ key, entry }: { key?: Value; entry?: Value }): string {
  if (entry !== undefined)
    return key === 'steps' ? `第 ${String(entry)} 步` : `“${plain(key)}”的第 ${String(entry)} 项`;
  return quoted(key, '课程');
}

/** Where it is in the slides' own file. */
type DeckPlace = { file?: Value; line?: Value; column?: Value; slide?: Value };

function inDeck({ file, line, column, slide }: DeckPlace): string {
  const at = column === undefined ? '' : `第 ${String(column)} 列`;
  const where =
    line !== undefined ? `第 ${String(line)} 行${at}` : slide !== undefined ? `第 ${String(slide)} 页` : '';
  const parts = [plain(file), where].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('，')}：`;
}

const PICTURES = '请使用 PNG、JPEG、WebP 或 SVG。';
const CLASSES = '请使用 Markdown 和样式类 title、dark、question、cards。';

const texts: LessonProblemTexts = {
  'yaml-error': ['YAML 不允许这样写。', AS_TEXT],
  'yaml-duplicate-key': ['这个键出现了两次。', '请去掉其中一个。'],
  'yaml-block-as-implicit-key': ['这里的冒号和空格会开始一个新的键。', AS_TEXT],
  'yaml-multiline-implicit-key': [
    '这一行既不是“键: 值”，也不属于上面的正文。',
    `请写成“键: 值”，或缩进这一行。${AS_TEXT}`,
  ],
  'yaml-tab-as-indent': ['这一行用制表符缩进。', '请用空格缩进。'],
  'yaml-bad-indent': ['这一行的缩进与它所属的内容不一致。', '请与同一组内容的首字对齐。'],
  'yaml-missing-char': ['这里缺少引号、括号或冒号。', `请把打开的括号或引号闭合。${AS_TEXT}`],
  'yaml-unexpected-token': ['这里不应出现这个内容。', AS_TEXT],
  'yaml-bad-alias': ['值开头的 * 在 YAML 中另有含义。', AS_TEXT],
  'yaml-bad-scalar-start': ['正文不能以这个字符开头。', AS_TEXT],
  'yaml-bad-dq-escape': ['双引号里的反斜杠表示转义，而这个转义不存在。', '请改用单引号，或写两个反斜杠。'],
  'yaml-block-in-flow': ['括号里不能另起一行写列表或键。', `请先闭合括号。${AS_TEXT}`],
  'yaml-resource-exhaustion': ['列表嵌套得太深。', '一节课程六层就够了。'],
  'yaml-multiple-docs': ['一行 --- 会开始第二个文档。', '一个文件只放一节课程：请去掉这一行。'],
  'yaml-key': ['列表或映射不能作键。', AS_TEXT],
  alias: ['这里用 * 重复了正文的另一部分。', `请把那部分完整写出来。${AS_TEXT}`],
  'too-deep': ['列表嵌套得太深。', '一节课程六层就够了；请闭合每个 [ 和 {。'],
  'text-too-long': ['脚本太长。', '请分成几节课程。'],
  'reading-took-too-long': ['读取脚本用时太长。', '请去掉最后添加的内容，或分成几节课程。'],
  'more-problems': ({ count }) => [`还有 ${plain(count)} 个问题。`, '请先改正前面的问题。'],

  'no-lesson': ['这不是课程。', '请从 title: 和 steps: 开始写。'],
  'no-steps': ['没有步骤。', '请写 steps:，并在下面写“- say: 欢迎。”'],
  'no-step': [
    '这不是一个步骤，或没有说明要做什么。',
    '请用 say:、ask:、branch:、pause:、wait: 或 play: 开头。',
  ],
  'two-steps': ({ first, second }) => [
    `这个步骤里同时有${quoted(first, '一种内容')}和${quoted(second, '另一种内容')}。`,
    '请分成两个步骤，各以短横线开头。',
  ],
  'double-id': ({ id }) => [`有两个步骤的 id 都是${quoted(id, '同一个')}。`, '请给其中一个换个 id。'],
  missing: (params) => [`缺少${part(params)}。`, suchAs(params)],
  'unknown-key': (params) => [`这里没有${quoted(params.key, '这个')}键。`, likely(params)],
  'wrong-kind': (params) => [`${part(params)}的值类型不对。`, suchAs(params)],
  'too-big': (params) => [`${part(params)}超过了上限 ${plain(params.most)}。`, '请缩短或减少。'],
  'too-small': (params) => [`${part(params)}低于下限 ${plain(params.least)}。`, '请增加。'],
  empty: (params) => [`${part(params)}是空的。`, '请填写，或去掉这个键。'],
  'unknown-value': (params) => [`${part(params)}不能是${quoted(params.given, '这个值')}。`, likely(params)],
  'wrong-form': (params) => [`${part(params)}的写法不正确。`, suchAs(params)],
  wrong: (params) => [`${part(params)}不合要求。`, suchAs(params)],
  'out-of-range': ({ given, leastMs, mostMs }) => [
    `${quoted(given, '这个时间')}太短或太长。`,
    leastMs === undefined || mostMs === undefined
      ? '请改用允许的时间。'
      : `请写 ${String(leastMs)}ms 到 ${String(Number(mostMs) / 60_000)}min 之间的时间。`,
  ],

  'open-mark': ['这里开始的标记没有结束。', '请用 } 闭合；如果就是要写花括号，请写 \\{。'],
  'bad-mark': ({ mark, example }) => [
    mark === undefined || mark === '' ? '这个标记看不懂，或在这里不能用。' : `看不懂标记 {${String(mark)}}。`,
    example === undefined
      ? '标记有 slide、step、highlight、marker 和 pause；片段中不能用 pause。'
      : `例如写成 ${String(example)}。`,
  ],
  'stray-brace': ['这个花括号没有对应的开头。', '如果就是要写花括号，请写 \\}。'],
  'empty-pronunciation': ['这里缺少词语或读音。', '请写成 [词语](读音)，例如 [你好](nee how)。'],
  'open-emphasis': ['强调从这个 * 开始，但没有结束。', '请再写一个 * 结束；如果就是要写星号，请写 \\*。'],
  'mark-inside-word': ['标记在一个词的中间，会在这个词开始时生效。', '请把它移到词的前面。'],
  'nothing-said': ['这里没有要说的话。', '请写上文字，或把标记移到别的步骤的词前。'],
  'sentence-too-long': ({ characters, seconds }) => [
    characters !== undefined
      ? `这句话有 ${String(characters)} 个字符，字幕放不下。`
      : `这句话太长${seconds === undefined ? '' : `，要说 ${String(seconds)} 秒`}。`,
    '请早些结束，另起一句。',
  ],
  unspeakable: ({ text }) => [
    text === undefined ? '这段话无法朗读。' : `声音读不出${quoted(text, '')}。`,
    '请注明读音，例如 [你好](nee how)，或换一个声音。',
  ],
  'formula-not-read': ({ text }) => [
    `这个公式读不出来：不认识${quoted(text, '')}。`,
    '请用手册列出的命令来写，或注明读法：[公式](读法)。',
  ],
  'link-in-narration': ['这是链接：只读文字，没有人能点开它。', '请把链接放到课件上，或只写文字。'],

  'no-such-choice': (params) => [
    `${quoted(params.name, '这个答案')}不在选项之中。`,
    likely(params) || '请按选项的写法来写，或先添加选项。',
  ],
  'few-choices': ['选择题至少要有两个选项。', '请添加选项。'],
  'no-right-answer': [
    '没有写正确答案，因此无法批阅。',
    '请在 right 或 accept 下写出正确答案，或写 answer: open 并给出 rubric。',
  ],
  'many-right': ({ count }) => [
    `有 ${plain(count, '多')} 个选项是正确的，而只能选一个。`,
    '请写 answer: multiple，或只留一个正确选项。',
  ],
  'double-choice': ({ name }) => [`选项${quoted(name, '')}出现了两次。`, '请改掉一个。'],
  'no-such-pool': (params) => [
    `没有写明题库${quoted(params.name, '')}要问几道题。`,
    params.meant === undefined ? '请在步骤前写 pools: {题库: 题数}。' : likely(params),
  ],
  'small-pool': ({ name, count }) => [
    `题库${quoted(name, '')}只有 ${plain(count, '几')} 道题，没有可抽选的。`,
    '请增加题目，或少问几道。',
  ],
  'maybe-not-asked': ({ id }) => [
    `问题${quoted(id, '')}属于题库，一堂课可能不问它，也就跳过这个分支。`,
    '请让分支看一道一定会问的题。',
  ],
  'bad-area': [
    '图片上的区域无法读取。',
    '请写 rect: [左, 上, 宽, 高]、circle: [左, 上, 半径] 或 oval，不要超出图片；用像素时请在 media 下写 size。',
  ],
  'bad-survey': [
    '问卷中的这一项无法读取。',
    '请写 {ask: 问题, scale: 5}、{ask: 问题, choices: [选项, 选项]}，或者只写问题，让学生写几句。',
  ],
  'no-picture': ['这道题要在图片上回答，却没有图片。', '请写 media: {file: 图片文件, alt: 图片的文字说明}。'],
  'media-kind': ({ path }) => [
    `${quoted(path, '这个文件')}不是所有浏览器都能显示或播放的文件。`,
    '请使用 PNG、JPEG、WebP 或 SVG，MP3、M4A、WAV 或 OGG，MP4 或 WebM。',
  ],
  'media-too-large': ({ path, mostKib }) => [
    `${quoted(path, '这个文件')}超过 ${plain(mostKib, '上限')} KiB，全班来不及加载。`,
    '请把它存得小一些。',
  ],
  'task-too-large': ({ kib, mostKib }) => [
    `这道题有 ${plain(kib, '太多')} KiB，视频流每秒只能传 ${plain(mostKib, '几')} KiB。`,
    '请缩短各部分，或分成两道题。',
  ],
  'bad-gaps': ['填空的文字无法读取。', '请把每个空的答案写在方括号里，例如：水在 [100] °C 沸腾。'],
  unused: ['这个内容对这种题目没有作用。', '请去掉它，或换一种题目。'],
  'no-rubric': [
    '没有说明什么是好的回答：所有回答都会一直是“尚未批阅”。',
    '请写 rubric、accept 或 grammar: true。',
  ],
  'needs-figure': [
    '这道题要看图才能回答，而离线老师看不到图，许多回答会一直是“尚未批阅”。',
    '请在题目里写出图中的内容，或改用选择题。',
  ],
  'bare-explanation': [
    '这道题只要求说明理由，没有说说明什么：离线老师会让许多回答一直是“尚未批阅”。',
    '请把题目写完整，例如：请说明为什么……',
  ],
  'right-and-wrong': ({ name }) => [`${quoted(name, '这个答案')}既算对又算错。`, '请只选一种。'],
  'unused-hint': ({ hints, tries }) => [
    `有 ${plain(hints, '多')} 条提示，而只能试 ${plain(tries, '几')} 次，有的提示用不上。`,
    hints === undefined ? '请增加 tries。' : `请写 tries: ${String(Math.min(5, Number(hints) + 1))}。`,
  ],
  'short-window': ({ neededSeconds, seconds }) => [
    `答题时间${seconds === undefined ? '' : `只有 ${String(seconds)} 秒，`}不够读题和作答。`,
    neededSeconds === undefined ? '请延长 window。' : `请写 window: ${String(neededSeconds)}s。`,
  ],
  'endless-window': [
    '这道题没有时间限制，所有人都回答后也不结束，只有老师能结束它。',
    '请去掉 endsEarly: false，或写一个 window。',
  ],
  'no-question': ['这个分支之前没有题目。', '请把它放在题目之后，或用 question: 指明是哪道题。'],
  'no-such-question': ({ id }) => [`之前没有题目${quoted(id, '')}。`, '请写前面某道题的 id，或先加一道题。'],
  'asked-later': ({ id }) => [`题目${quoted(id, '')}在这个分支之后才提出。`, '请把分支放在题目后面。'],
  'no-such-step': ({ id }) => [`没有步骤${quoted(id, '')}。`, '请写一个已有步骤的 id。'],
  endless: ['从这里课程会一直循环，到不了结尾。', '请让一种情况向后走，或回到提问之前。'],
  unreached: ['没有路径通到这个步骤：所有分支都绕过了它。', '请去掉它，或让一个分支通到它。'],

  'no-such-slide': ({ slide, count }) => [
    `没有第 ${plain(slide, '这')} 页课件。`,
    count === undefined || count === 0 ? '请给课程添加课件。' : `请写 1 到 ${String(count)} 的数。`,
  ],
  'no-such-build-step': ({ slide, step, last }) => [
    `第 ${plain(slide)} 页没有第 ${plain(step)} 个分步。`,
    last === undefined || last === 0 ? '用 * 代替 - 的列表会逐项出现。' : `最后一个分步是 ${String(last)}。`,
  ],
  'nothing-to-highlight': ({ target, slide, meant }) => [
    `第 ${plain(slide)} 页上现在没有${quoted(target, '要突出的内容')}。`,
    likely({ meant }) || '请写这一页上已出现的词，或在 regions 下给一个矩形命名。',
  ],
  'mark-collision': ['同一个词前的标记互相覆盖，前一个看不到。', '请去掉一个，或移到别的词前。'],
  'slide-too-short': ({ slide, seconds, neededSeconds }) => [
    `第 ${plain(slide)} 页只显示约 ${plain(seconds)} 秒，读完要 ${plain(neededSeconds)} 秒。`,
    '请在显示它时多讲一些，晚些翻页，或减少内容。',
  ],
  'event-budget': ({ events }) => [
    `一秒内有 ${plain(events, '太多')} 个事件，超出视频流的容量。`,
    '请把标记分散到更多的词上。',
  ],
  'recording-unused': ({ path, text, meant }) => [
    `录音${quoted(path, '')}说的是${quoted(text, '一句话')}，课程里没有这句话，或已有它的另一段录音。`,
    `请重新录这句话，改正 says，或去掉这一项。${meant === undefined ? '' : `现在可能是“${String(meant)}”。`}`,
  ],
  'no-such-file': ({ path }) => [`没有文件${quoted(path, '')}。`, '请把它添加到脚本旁，或改正文件名。'],
  'no-such-voice': (params) => [`没有声音${quoted(params.name, '')}。`, likely(params)],
  'voice-language': ({ name, language }) => [
    `声音${quoted(name, '')}不会说课程的语言（${plain(language)}）。`,
    '请写 voice: silent 用字幕授课，自己录下每句话，或选会说这种语言的声音。',
  ],
  'no-voice-program': ({ name, program }) => [
    `声音${quoted(name, '')}需要程序 ${plain(program, 'espeak-ng')}，这里没有安装。`,
    `请管理员安装它（apt install ${plain(program, 'espeak-ng')}），或换一个声音，例如“silent”。`,
  ],
  'no-speech-server': ({ name }) => [
    `声音${quoted(name, '')}需要语音服务器，而这里没有设置。`,
    '请管理员设置 OPENAI_SPEECH_BASE_URL，或换一个声音，例如 voice: silent。',
  ],
  'voice-away': ({ name, host }) => [
    `声音${quoted(name, '')}没有回应：现在连不上语音服务器${host === undefined ? '或程序' : ` ${String(host)}`}。`,
    '请启动它或换一个声音，然后重新生成。已生成的内容不会丢失。',
  ],
  'voice-refused': ({ name, host, status }) => [
    `语音服务器 ${plain(host)} 拒绝了声音${quoted(name, '')}（状态 ${plain(status, '未知')}）。`,
    '请改正声音的名称，或服务器的地址、密钥和模型。',
  ],
  'voice-late': ({ name, seconds }) => [
    `声音${quoted(name, '')}超过 ${plain(seconds, '允许的')} 秒没有说完一句。`,
    '请重新生成；如果总是太慢，请换一个声音。已生成的内容不会丢失。',
  ],
  'voice-bad-audio': ({ name }) => [
    `声音${quoted(name, '')}的回应无法作为录音使用。`,
    '请换一个声音，或使用能回应 WAVE 的服务器。',
  ],
  'judge-language': ({ language }) => [
    `离线老师不懂这种语言（${plain(language)}）：它只与 accept 中的答案比较，自己的回复是英语。`,
    '请在每道题的 say 下用这种语言写回复，用选择题或 accept，开放题由您自己或 brain: openai 判断。',
  ],
  'no-such-avatar': (params) => [`没有形象${quoted(params.name, '')}。`, likely(params)],
  'late-cue': ({ seconds, clipSeconds }) => [
    `片段长 ${plain(clipSeconds)} 秒，而这个标记在第 ${plain(seconds)} 秒。`,
    '请把它提前。',
  ],
  'cue-after-end': ['这个标记在片段结束之后。', '请把它提前，或去掉。'],
  'missing-slide': ['缺少要用的课件。', '请添加课件，或换一个形象。'],
  'missing-file': ['缺少要用的文件或形象。', '请上传文件，或改正名称。'],
  'bad-recording': ['这句话的录音无法使用。', '请重新录制，或把它从 recordings 中去掉。'],
  'bad-media': ['媒体文件无法使用。', '请存为 H.264 和 AAC 的 MP4，再重新上传。'],

  'deck-missing': (at) => [`${inDeck(at)}没有这个文件。`, '请添加文件，或改正文件名。'],
  'deck-too-long': (at) => [
    `${inDeck(at)}课件的文字超过 ${plain(at.mostKib, '上限')} KiB。`,
    '请分成几节课程。',
  ],
  'deck-slide-count': (at) => [
    `${inDeck(at)}有 ${plain(at.count, '太多或太少')} 页课件。`,
    `请写 1 到 ${plain(at.most, '允许')} 页，页与页之间写一行 ---。`,
  ],
  'deck-slide-not-drawn': (at) => [`${inDeck(at)}这一页画不出来。`, '请把这一页写得简单一些。'],
  'deck-foreign-picture': (at) => [
    `${inDeck(at)}图片${quoted(at.path, '')}不是课程的文件。`,
    '请把它放进课程的文件夹，并写它的文件名。',
  ],
  'deck-no-picture': (at) => [`${inDeck(at)}没有图片${quoted(at.path, '')}。`, '请添加文件，或改正文件名。'],
  'deck-bad-picture': (at) => [`${inDeck(at)}图片${quoted(at.path, '')}无法显示。`, PICTURES],
  'deck-bad-pdf': (at) => [`${inDeck(at)}这个 PDF 无法显示。`, '请重新导出。'],
  'deck-too-slow': (at) => [`${inDeck(at)}绘制用时太长。`, '请简化，或导出为 PNG 图片。'],
  'deck-not-drawn': (at) => [`${inDeck(at)}画不出来。`, '请缩小或简化，或重新导出。'],
  'deck-overfull': (at) => [`${inDeck(at)}这一页的文字放不下。`, '请分成两页。'],
  'deck-no-glyph': (at) => [
    `${inDeck(at)}没有字体能显示这些字符：${plain(at.characters)}。`,
    '请换成文字，或做成图片。',
  ],
  'deck-style-sheet': (at) => [`${inDeck(at)}课件里的样式表不起作用。`, CLASSES],
  'deck-theme': (at) => [`${inDeck(at)}主题${quoted(at.given, '')}不起作用。`, CLASSES],
  'deck-size': (at) => [
    `${inDeck(at)}尺寸${quoted(at.given, '')}不起作用：课件是 16:9。`,
    '请去掉它，并看看内容是否都放得下。',
  ],
  'deck-class': (at) => [`${inDeck(at)}样式类${quoted(at.given, '')}不起作用。`, CLASSES],
  'deck-pdf-font': (at) => [
    `${inDeck(at)}这一页的文字用了 PDF 中没有的字体，画不出来。`,
    '请重新导出，并嵌入字体。',
  ],
  'deck-html': (at) => [`${inDeck(at)}HTML 不会显示：${plain(at.given)}。`, CLASSES],
  'deck-formula': (at) => [
    `${inDeck(at)}这个公式看不懂，按原样显示：${plain(at.given)}。`,
    '请改正公式；要显示美元符号，请写 \\$。',
  ],
  'deck-background': (at) => [
    `${inDeck(at)}背景图片不会显示：${plain(at.given)}。`,
    '请写 ![bg](picture.png)，用课程里的图片。',
  ],
  'deck-color': (at) => [
    `${inDeck(at)}${plain(at.key)} 不会显示：${plain(at.given)}。`,
    '请写一种颜色，例如 #1b4d89，或一个由颜色组成的渐变。',
  ],

  'compile-never-finished': [
    '编译开始了两次，每次服务器都在完成前停止。',
    '请去掉最后添加的内容，例如大图片或长片段，再编译。',
  ],
  'internal-error': ['课程没有编译成功。', '请再试一次；服务器日志里有更多信息。'],
};

/** In Chinese when the code is known; the server's own words otherwise. */
export function wordsOf({ code, message, remedy, params = {} }: ScriptProblem): Words {
  if (!isLessonProblemCode(code)) return [message, remedy];
  const text: Words | ((params: Readonly<Record<string, string | number>>) => Words) = texts[code];
  return typeof text === 'function' ? text(params) : text;
}
