/** A mail without its receiver. */
export type MailText = { readonly subject: string; readonly text: string };

/** Nobody has said yet which language they read: each mail says it in both. */
const inBoth = (english: readonly string[], chinese: readonly string[]): string =>
  [...english, '', '--', '', ...chinese, ''].join('\n');

/** What is sent by mail. A link stands in a line of its own, so that no program cuts it. */
export const mails = {
  invitation: (link: string): MailText => ({
    subject: 'Your invitation to Lockstep / Lockstep 邀请',
    text: inBoth(
      ['You are invited to Lockstep. Open this link within seven days and choose a password:', '', link],
      ['您收到了 Lockstep 的邀请。请在七天内打开下面的链接并设置密码：', '', link],
    ),
  }),
  passwordLink: (link: string): MailText => ({
    subject: 'Choose a password for Lockstep / 请设置 Lockstep 密码',
    text: inBoth(
      [
        'An admin of your school sends you this link. Open it within seven days and choose a password:',
        '',
        link,
      ],
      ['学校的管理员给您发送了这个链接。请在七天内打开并设置密码：', '', link],
    ),
  }),
  passwordReset: (link: string): MailText => ({
    subject: 'Set a new password / 设置新密码',
    text: inBoth(
      [
        'Somebody asked for a new password for your Lockstep account. Open this link within an hour:',
        '',
        link,
        '',
        'If it was not you, there is nothing to do: your password stays as it is.',
      ],
      [
        '有人请求为您的 Lockstep 账号设置新密码。请在一小时内打开下面的链接：',
        '',
        link,
        '',
        '如果不是您本人，请忽略本邮件，密码不会改变。',
      ],
    ),
  }),
} as const;
