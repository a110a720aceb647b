import {
  isProblemCode,
  type ParamsOf,
  type Problem,
  type ProblemCode,
  problemParams,
} from '@lockstep/contracts';
import type { Texts } from '../texts.js';
import { reasonText } from './field-reasons.js';

type ProblemTexts = { readonly [Code in ProblemCode]: string | ((params: ParamsOf<Code>) => string) };

const phases: Readonly<Record<string, string>> = {
  teaching: '讲课',
  asking: '提问',
  judging: '批阅',
  responding: '讲评',
  waiting: '等待',
  'taken-over': '由真人老师授课',
  paused: '暂停',
  ended: '已结束',
  scheduled: '未开始',
  live: '进行中',
};
/** What a server keeps, by the name that it gives each. */
const records: Readonly<Record<string, string>> = {
  lesson: '课程',
  source: '视频来源',
  checkpoint: '课堂状态',
  'teaching record': '讲课进度',
  script: '脚本',
  files: '文件列表',
  slides: '课件',
  questions: '题目',
  question: '题目',
  cues: '定时事件',
  problems: '编译问题',
  'compiled lesson': '编译结果',
  choices: '选项',
  judgement: '批阅结果',
};
const named = (value: string | number): string => phases[value] ?? String(value);

/** Why nothing of a roster can be taken. */
const unreadableRosters: Readonly<Record<string, string>> = {
  encoding: '文件不是 UTF-8 或 UTF-16 编码；请另存为“CSV UTF-8”。',
  'no-columns': '没有名为“邮箱”的列；第一行要写各列的名称。',
  quotes: '第 {} 行的引号没有结束。',
  archive: '压缩包已损坏，或不是 OneRoster 压缩包。',
  'missing-file': '压缩包里缺少 OneRoster 需要的 {}。',
  'too-many-rows': '一个表格最多 {} 行，请把文件分成几份。',
  'too-large': '压缩包的内容超过 {} MiB，请把文件分成几份。',
  'too-long': '文件没能在 {} 秒内读完，请把文件分成几份。',
};

const texts: ProblemTexts = {
  'validation-failed': ({ fields }) =>
    fields === '' ? '请求的内容不合要求。' : `这些内容不合要求：${String(fields)}。请改正后再试。`,
  'bad-request': '请求的格式不正确。',
  'payload-too-large': '发送的内容太大。',
  'unsupported-media-type': '服务器不接受这种类型的内容。',
  'request-timeout': '内容没有按时传到服务器，请再发送一次。',
  'http-error': '请求没有成功，请稍后再试。',
  'not-found': '没有找到所请求的内容。',
  'method-not-allowed': '这里不允许这样的请求。',
  'unknown-event': '服务器不认识这个请求。',
  'token-missing': '需要访问令牌，请先登录。',
  'token-invalid': '访问令牌无效、已过期或已被撤销。请重新登录。',
  forbidden: ({ roles }) => `这个令牌没有权限；需要的角色：${String(roles)}。`,
  'token-not-found': '没有这个令牌。',
  'last-admin-token': '这是最后一个管理员令牌；请先新建一个，再撤销它。',
  'foreign-page': '只有本服务器的页面可以代表已登录的人执行此操作。',
  'signed-out': '您已退出登录，请重新登录。',
  'wrong-sign-in': '邮箱或密码不正确。',
  'wrong-password': '当前密码不正确。',
  'sign-in-paused': '从这里输错密码的次数过多。请稍候，或通过邮件设置新密码。',
  'passwords-busy': '现在登录的人很多，请稍后再试。',
  'person-not-found': '没有这个人。',
  'email-taken': '这个邮箱已经有账号了。',
  'account-closed': '这个账号已停用，请先重新启用。',
  'last-admin': '这是最后一位管理员，请先把别人设为管理员。',
  'class-not-found': '没有这个班级。',
  'other-class': '这属于别的老师的班级。',
  'class-owner': '班级的负责老师不能移出。',
  'teacher-not-found': '没有使用这个邮箱的老师。',
  'not-a-student': '这个账号不是学生账号。',
  'roster-unreadable': ({ reason, value }) =>
    (unreadableRosters[reason] ?? unreadableRosters['archive'] ?? '').replace('{}', String(value)),
  'roster-changed': '现在导入的结果会与预览不同，请重新查看预览。',
  'roster-import-not-found': '没有这次名单导入的记录。',
  'roster-import-undone': '这次导入已经撤销过了。',
  'rosters-busy': '服务器正在读取其他名单，请稍后再试。',
  'join-code-unknown': '没有使用这个课堂码的课堂。请核对六个字符。',
  'seat-not-found': '这里没有可以认领的课堂记录。',
  'seat-taken': '您在这次课堂中已有自己的记录。',
  'invitation-not-found': '没有这个未接受的邀请。',
  'link-used-up': '这个链接已经用过或已失效，请索取新的链接。',
  'sign-in-not-found': '您没有在这台设备上登录。',
  'too-many-calls': '操作太频繁，请稍后再试。',
  'too-many-requests': '来自这个网络地址的请求太多，请稍后再试。',
  'too-many-joins': '刚才从这个网络地址加入课堂的学生太多，请稍后再试。',
  'internal-error': '服务器出错了；原因在服务器日志里。',
  'database-away': '数据库暂时没有响应，请稍后再试。',
  'no-room': '服务器的磁盘已满，内容没有保存。请腾出空间后再试。',
  'storage-away': '存放录像和文件的存储服务暂时没有响应，请稍后再试。',
  'stored-record-unreadable': ({ record, id }) =>
    `无法读取保存的记录（${records[record] ?? String(record)}，${String(id)}）；原因在服务器日志里。`,
  'ledger-row-unreadable': ({ seq, type }) =>
    `无法读取课堂记录中的第 ${String(seq)} 个事件（${String(type)}）；原因在服务器日志里。`,
  'lesson-not-found': ({ id }) => `没有课程 ${String(id)}。`,
  'lesson-not-shared': '这门课程属于另一位同事，没有为此与您共享。',
  'colleague-not-found': ({ email }) => `没有邮箱为 ${String(email)} 的同事；管理员可以发出邀请。`,
  'deck-not-found': ({ id }) => `没有课件 ${String(id)}，或其中没有这一页。`,
  'upload-too-large': '上传的内容太大，什么也没有改动。',
  'other-lesson-kind': '这种课程不能这样操作：用文本编写的课程和课件课程的编辑方式不同。',
  'draft-changed': '这期间有人改动了脚本。请取回最新内容，合并后再保存。',
  'if-match-missing': '请求缺少版本标记，为免覆盖别人的修改，没有保存。请重新加载页面。',
  'asset-not-found': ({ path }) => `课程中没有文件 ${String(path)}。`,
  'version-not-found': '这节课程没有这个已发布的版本。',
  'version-not-compiled': '这个版本还没有编译好；请查看编译结果。',
  'already-published': ({ version }) => `草稿与已发布的版本 ${String(version)} 完全相同。`,
  'script-has-errors': ({ count }) => `脚本中有 ${String(count)} 处错误，请先改正。`,
  'lesson-not-ready': ({ fields }) => `课程还不能用来上课，请检查：${String(fields)}。`,
  'reader-busy': '正在读取的课程太多，请稍后再试。',
  'compile-job-not-found': '没有这个编译任务。',
  'preview-not-found': '没有这个预览；没人观看时预览会结束。请重新打开一个。',
  'too-many-previews': ({ most }) => `已经有 ${String(most)} 个预览了；没人观看时预览会结束。`,
  'question-not-found': ({ id }) => `脚本中没有题目 ${String(id)}。`,
  'session-not-found': ({ id }) => `没有课堂 ${String(id)}。`,
  'session-still-live': '课堂结束之后才能删除它或其中的数据。请先结束课堂。',
  'session-held': '这个课堂处于依法保留状态，不能删除任何内容。',
  'erasure-held': ({ titles }) => `以下课堂处于依法保留状态，没有清除任何内容：${String(titles)}。`,
  'erasure-live': ({ titles }) => `以下课堂正在上课，没有清除任何内容：${String(titles)}。`,
  'erasure-not-confirmed': '输入的姓名不一致，没有清除任何内容。',
  'erasure-of-staff': '只能清除学生的数据。管理员可以先把这个账号改为学生。',
  'viewer-not-found': '这名观众现在没有在观看这个课堂。',
  'ban-not-found': '没有这条禁令。',
  'setting-not-found': '没有可以在运行时更改的这个设置。',
  'template-not-found': '没有这个模板，或者试运行的结果已经删除。',
  'template-name-taken': ({ name }) => `名称“${String(name)}”已被另一个模板使用。`,
  'too-many-templates': ({ most }) => `最多只能有 ${String(most)} 个模板。请先删除一个。`,
  'dry-run-busy': '另一次试运行正在进行。请稍后再试。',
  'dry-run-failed': '这个文件无法用这个模板编码。',
  'webhook-not-found': '没有这个 Webhook。',
  'too-many-webhooks': ({ most }) => `最多只能有 ${String(most)} 个 Webhook。请先删除一个。`,
  'webhook-address':
    '这个地址不能接收 Webhook：必须是公网地址，且不带用户名或密码。自己的网络由 WEBHOOK_NETWORKS 放行。',
  'delivery-not-found': '这个 Webhook 没有这条已放弃的投递。',
  'too-many-bans': ({ most }) => `这个课堂最多只能有 ${String(most)} 条禁令。请先删除不再需要的。`,
  'session-private': '这个课堂不公开：请用邀请链接打开。',
  'signing-key-not-found': '没有这个签名密钥。',
  'last-signing-key': '这是最后一个签名密钥；请先新建一个再删除它。',
  'student-not-found': '这个课堂没有这名学生。',
  'recording-without-index': '这不是 Lockstep 的录像：文件里没有索引。请使用回放页面下载的原始 MP4。',
  'recording-truncated': '文件不完整，请重新复制或下载。',
  'recording-too-new': '录像来自更新版本的 Lockstep，请先升级这台服务器。',
  'recording-damaged': '文件已损坏，没有导入任何内容。',
  'recording-mismatched': ({ seq }) =>
    `文件里的索引与画面不一致（事件 ${String(seq)}），没有导入任何内容。请使用评阅页面提供的 MP4 原文件。`,
  'import-too-large': ({ mostMb }) => `录像超过了 ${mostMb} MB 的上限。`,
  'imports-busy': '服务器暂时无法读取录像，请稍后再试。',
  'reports-busy': '服务器正忙，暂时无法生成报告，请稍后再试。',
  'recording-not-found': '没有这个录像，或还没有录到内容。',
  'recording-not-finished': '录像的 MP4 文件还没有生成。',
  'session-not-over': '课堂还没有结束。',
  'self-paced-off': '这节课目前不能自学；请向老师询问。',
  'self-paced-full': ({ most }) => `服务器上已有 ${String(most)} 个自学课堂，请稍后再试。`,
  'self-paced-taken': '这个自学课堂属于另一名学生；请用课程的链接开始自己的课堂。',
  'not-self-paced': '只有自学课堂的学生可以这样操作。',
  'session-not-live': '这个课堂现在没有在上课。',
  'session-faulty': '这个课堂无法运行；原因在服务器日志里。',
  'session-elsewhere': '这个课堂由另一个服务进程承担；请再试一次。',
  'session-plays-file': '这个课堂播放的是视频文件，不能推流。',
  'illegal-transition': ({ status, action }) =>
    `课堂的状态是“${named(status)}”，不能${action === 'start' ? '开始' : '结束'}。`,
  'media-file-not-found': ({ name }) => `没有媒体文件 ${String(name)}；请把它放进数据文件夹的 media 文件夹。`,
  'media-not-playable': ({ name }) => `媒体文件 ${String(name)} 无法播放。`,
  'stream-key-not-found': '没有这个推流密钥。',
  'stream-key-taken': '这个推流密钥已经在使用，请另选一个。',
  'publish-path-taken': ({ path }) => `推流路径 ${String(path)} 已经在使用，请另选一个。`,
  'open-without-path': '只有设置了推流路径，才能允许不用密钥推流。',
  'no-open-question': '现在没有正在进行的提问。',
  'question-not-opened': '这个问题还没有在课堂上提出过。',
  'body-too-large': '课堂事件的内容太长，请缩短。',
  'budget-exceeded': '课堂事件太密集，请稍后再试。',
  'seq-out-of-order': '课堂事件的顺序有误；原因在服务器日志里。',
  'stream-ended': '视频流已经结束。',
  relayed: '这路视频流已经带有课堂事件，不能再添加。',
  'no-virtual-teacher': '这个课堂没有虚拟老师。',
  'not-now': ({ phase }) => `虚拟老师的状态是“${named(phase)}”，现在不能这样操作。`,
  'illegal-move': ({ phase }) => `虚拟老师的状态是“${named(phase)}”，现在不能这样操作。`,
  'not-taken-over': '这个课堂由虚拟老师上课；请先接管。',
  'answer-late': '答题时间已过，这个回答没有收下。',
  'answer-duplicate': '这个问题已经回答过，或现在不能再答。',
  'answer-foreign': '这个问题不属于这个课堂。',
  'answer-malformed': '这个回答的形式不适合这个问题。',
  'feedback-not-found': '没有可以朗读的这条反馈。',
  'answer-not-found': ({ id }) => `没有编号为 ${id} 的回答。`,
  'correction-not-found': ({ id }) => `没有编号为 ${id} 的批改。`,
  'asking-off': '这堂课现在不接受提问。',
  'too-many-inquiries': ({ most }) => `你在这堂课里已经提了${most}个问题，下课后请问老师。`,
  'inquiry-not-found': '这个课堂没有这个提问。',
  'comment-not-found': '这个课堂没有这条评论。',
  'link-not-found': '链接已过期、已撤销，或从未有过。',
  'voice-unavailable': '这段话现在无法朗读。',
  'transcription-unavailable': '这台服务器无法识别语音，请打字作答。',
  'no-spoken-question': '现在没有可以口头回答的问题。',
  'one-at-a-time': '上一个请求还在处理，请稍等。',
  'recording-too-large': '录音太大，请说短一些。',
  'recording-too-long': '录音太长，请说短一些。',
  'recording-not-audio': '无法识别这段录音：其中没有可用的音频。',
  'recording-language': '服务器无法识别这种语言的语音，请打字作答。',
  'recording-unavailable': '语音识别现在不可用，请打字作答。',
  'recording-timeout': '语音识别用时太长，请再试一次或打字作答。',
};

type Told = Pick<Problem, 'code' | 'detail' | 'params' | 'errors'>;

/** In Chinese when the code is known and all its values came; a newer server's own words otherwise. */
function refused({ code, detail, params = {}, errors = [] }: Told): string {
  if (code === 'validation-failed') {
    const told = errors.map((error) => ({ ...error, reason: reasonText(error) }));
    const lines = told.map(({ field, reason }) => (field === '' ? reason : `${field} ${reason ?? ''}`));
    if (lines.length > 0 && told.every(({ reason }) => reason !== undefined))
      return `请求的内容不合要求：${lines.join('；')}。`;
  }
  if (!isProblemCode(code)) return detail;
  if (!problemParams[code].every((name) => Object.hasOwn(params, name))) return detail;
  const text: string | ((params: Readonly<Record<string, string | number>>) => string) = texts[code];
  return typeof text === 'string' ? text : text(params);
}

export const problems: Pick<Texts, 'problems'> = {
  problems: {
    refused,
    ofField: (problem) => reasonText(problem) ?? problem.message,
  },
};
