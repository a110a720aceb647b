import type { Texts } from '../texts.js';

export const script: Pick<Texts, 'script'> = {
  script: {
    list: {
      write: '写一节课',
      slides: '课件课程',
      kind: { script: '由虚拟老师授课', slides: '课件和定时事件' },
      version: (version) => (version === null ? '尚未发布' : `第 ${version} 版`),
      starter: `title: 我的第一节课
language: en

# 按顺序发生的事情。像 {pause 500} 这样的标记在下一个词时发生。
steps:
  - say: Welcome! Today we talk about *yesterday*.

  - id: went
    ask:
      prompt: What is the past of go?
      accept: went
      hints: It does not end in -ed.
      tries: 2
      window: 30s
      say:
        right: Well done. Go becomes went.
        wrong: Go becomes went.

  - say: That was all. Goodbye!
`,
    },
    tabs: {
      label: '课程输出',
      text: '脚本',
      preview: '预览',
      report: '报告',
      questions: '题目',
      files: (count) => (count === 0 ? '文件' : `文件 ${count}`),
      versions: '版本',
    },
    questions: {
      hasErrors: '脚本有错误。改正之后，可以在这里修改题目。',
      none: '这节课还没有题目。',
      which: '题目',
      proposals: '根据批改提出的建议',
      noProposals: '这道题有五次批改之后，这里会建议答案用语和常见错误。',
      phrases: (corrections) => `正确回答中的用语（来自 ${corrections} 次批改）：`,
      mistakes: '错误回答中的用语，以及要对学生说的话：',
      point: '加到要点',
      add: '添加',
      addNamed: (text) => `把“${text}”加到脚本`,
      because: (answer) => `“${answer}”：对学生说`,
      media: {
        title: '图片、录音或影片',
        noFiles: '课程还没有图片、录音或影片，请在“文件”里添加。',
        file: '放在问题旁边',
        nothing: '没有',
        alt: '文字说明',
        altHint: '为看不到或听不到的人说明它的内容。',
        altMissing: '写好文字说明后，才会写进脚本。',
        asHotspot: '让学生在上面标出位置',
        asLabel: '让学生给它加标签',
        area: (index) => `区域 ${index}`,
        label: (index) => `标签 ${index}`,
      },
      areas: {
        title: '在图片上',
        hint: {
          hotspot: '在图片上拖动画出区域，或添加一个区域，再用百分比填写位置。',
          label: '在图片上拖动画出标签的位置，或添加一个标签，再用百分比填写位置。',
        },
        add: { hotspot: '添加区域', label: '添加标签' },
        number: (index) => `第 ${index} 个`,
        text: { hotspot: '名称', label: '标签' },
        where: '它在哪里（给看不到图片的学生）',
        taken: '请写一个没有用过的名称。',
        right: '正确',
        round: '椭圆',
        remove: (index) => `去掉第 ${index} 个`,
        marks: '要标出几个位置',
        outlined: '学生能看到各个区域和名称',
        extra: '其他标签，不属于任何位置',
        extraHint: '用逗号隔开。',
      },
      compare: '如何比较答案',
      nothingToCompare: '这道题没有可以比较的标准答案，也没有可选的要点。',
      pointsWanted: '需要的要点数',
      pointsWantedHint: '这道题的要点都是可选的。',
      anyOf: (wanted, of) => `${of} 个中任意 ${wanted} 个`,
      unreadable: '无法识别。脚本中保留原来的值。',
      field: {
        tolerance: '允许误差',
        range: '范围',
        decimals: '小数位数',
        significantDigits: '有效数字',
        unit: '单位',
        form: '数的形式',
        as: '比较方式',
        accents: '缺少重音符号',
        pinyin: '拼音',
        equivalentUnits: '用别的单位表示的同样的量也算正确',
        case: '区分大小写',
        spelling: '考的就是拼写',
      },
      hint: {
        tolerance: '例如 0.05（用答案的单位）或 5%。',
        range: '例如 9.7 … 9.9：其间的数都正确。',
        decimals: '答案必须有的位数。',
        significantDigits: '答案必须有的位数。',
      },
      value: {
        unit: { optional: '可以省略', required: '必须写' },
        form: {
          any: '不限',
          'lowest-terms': '最简分数',
          fraction: '分数',
          decimal: '小数',
          percent: '百分数',
        },
        as: { words: '按写法', mathematics: '按数学意义：2(x+1) 即 2x+2' },
        accents: { remark: '正确，并提醒', partly: '部分正确', required: '错误' },
        pinyin: { plain: '声调可有可无', tones: '必须有声调' },
      },
    },
    save: {
      saved: '已保存',
      changed: '尚未保存',
      saving: '正在保存…',
      conflict: '没有保存',
      failed: '没有保存',
    },
    conflict: {
      explanation: '别人刚刚保存了这节课。你的脚本还在这里，但没有保存。',
      theirs: '用对方的脚本',
      mine: '保留我的脚本',
      failed: '脚本没有保存成功。',
    },
    editor: {
      label: '脚本。Tab 缩进；按 Esc 再按 Tab 离开编辑器。',
      phrases: {
        Find: '查找',
        Replace: '替换',
        next: '下一个',
        previous: '上一个',
        all: '全部',
        'match case': '区分大小写',
        'by word': '整词',
        replace: '替换',
        'replace all': '全部替换',
        close: '关闭',
        Completions: '补全',
        'No diagnostics': '没有问题',
        Diagnostics: '问题',
      },
    },
    tidy: {
      action: '整理',
      hint: '统一脚本的格式，并给每个步骤加上 id，修改文字后仍能识别。',
    },
    problems: {
      title: '问题',
      none: '没有问题。',
      errors: (count) => `有 ${count} 处错误，改正后才能上课`,
      remarks: (count) => `可以上课 · ${count} 条警告`,
      at: (line, column) => `${line}:${column}`,
      severity: { error: '错误', warning: '警告', advice: '建议' },
    },
    compile: {
      label: '音频和视频',
      running: (done, total) => `音频和视频：${done} / ${total}`,
      again: '重试',
      status: {
        queued: '排队中',
        running: '正在读取脚本',
        done: '可以播放',
        failed: '编译失败',
        cancelled: '已取消',
      },
    },
    preview: {
      title: '预览',
      play: '播放',
      starting: '请稍等…',
      stop: '停止',
      hint: '和学生看到的一样，只有你能看到。',
      notMade: '音频和视频准备好后就能播放。',
      seek: '课程中的位置',
      line: (line) => `第 ${line} 行`,
      toLine: (line) => `跳到第 ${line} 行`,
    },
    report: {
      length: (time) => `时长 ${time}`,
      compiled: '实测',
      estimated: '估计，尚未编译',
      stale: '这是最近一次的报告。',
      fine: '没有发现问题。',
      notTeachable: '请先改正脚本中的错误。',
      playAt: (time) => `从 ${time} 播放`,
      kind: {
        budget: '同时太多',
        collision: '冲突',
        mark: '标记',
        'answer-window': '答题时间',
        'reading-time': '阅读时间',
        other: '说明',
      },
      load: (most, budget, kib) => `每秒事件：最多 ${most} / ${budget}，${kib} KiB`,
    },
    files: {
      upload: '添加文件',
      uploading: '正在添加…',
      hint: '脚本里用到的 Marp 课件（.md）、PDF、图片或视频片段（MP4）。',
      drop: '放到这里',
      none: '还没有文件。文件不是必需的。',
      remove: (path) => `移除 ${path}`,
      removeTitle: (path) => `移除 ${path}？`,
      removeBody: '已发布的版本会保留它。',
      copyName: '复制名称',
      open: '下载',
    },
    publish: {
      action: '发布',
      title: '发布一个版本',
      body: '脚本、文件、音频和视频都会固定下来。正在进行的课堂继续用原来的版本。',
      note: '有什么新内容',
      noteHint: '给作者看，可以留空。',
      confirm: '发布',
    },
    versions: {
      none: '还没有发布过。',
      version: (version) => `第 ${version} 版`,
      status: { compiling: '正在编译', ready: '可以上课', failed: '失败' },
      start: '上课',
      compare: '比较',
    },
    comparison: {
      title: '比较',
      from: '之前',
      to: '之后',
      draft: '草稿',
      same: '没有区别。',
      change: { added: '新增', removed: '移除', changed: '修改', moved: '移动' },
    },
    start: {
      title: (version) => `用第 ${version} 版上课`,
      waits: '第一位学生到来后开始',
      oneToOne: '只给一名学生',
      oneToOneHint: '一对一时，老师会说出个人反馈；在班级里，个人反馈只给本人看。',
      started: '课程正在播出',
      send: '把这个链接发给学生：',
    },
    sessionSource: '由虚拟老师授课。',
    notPublished: '请先发布这节课的一个版本。',
  },
};
