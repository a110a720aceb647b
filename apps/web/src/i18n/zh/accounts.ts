import type { AccountTexts } from '../account-texts.js';

export const accounts: AccountTexts = {
  withAccount: '改用邮箱登录',
  signedOut: '您已退出登录，请重新登录。',
  mine: '我的账号',
  forStaff: '本页供老师使用。',
  toOwnHome: '前往我的课程',
  email: '邮箱',
  password: '密码',
  passwordHint: '至少 10 个字符。几个词连在一起，好记又难猜。',
  name: '您的姓名',
  forgotten: '忘记密码？',
  withToken: '改用访问令牌',
  welcome: '欢迎使用 Lockstep',
  accept: '创建我的账号',
  noLink: '请通过发给您的链接打开本页。',
  newPassword: '设置新密码',
  setPassword: '设置密码',
  sendLink: '给我发送链接',
  sent: '如果这个邮箱有账号，链接正在发送，一小时内有效。',
};
