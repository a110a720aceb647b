import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Settings } from '../config/settings.js';
import type { MailText } from './texts.js';

export type Mail = MailText & { readonly to: string };

/** A mail server that takes nothing must not hold a request without end, ms. */
const PATIENCE_MS = 10_000;

/** Sends mail through the SMTP server of the settings; without one, mail is not sent. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  readonly #logger = new Logger('Mail');
  readonly #transport: Transporter | undefined;

  constructor(private readonly settings: Settings) {
    const url = settings.get('SMTP_URL');
    this.#transport =
      url === undefined
        ? undefined
        : createTransport({
            url,
            // no mail names a file or an address to fetch
            disableFileAccess: true,
            disableUrlAccess: true,
            connectionTimeout: PATIENCE_MS,
            greetingTimeout: PATIENCE_MS,
            socketTimeout: PATIENCE_MS,
          });
  }

  get isSet(): boolean {
    return this.#transport !== undefined;
  }

  /** @returns whether the mail server took it; when it did not, the log says why, and neither to whom nor what */
  async send({ to, subject, text }: Mail): Promise<boolean> {
    if (this.#transport === undefined) return false;
    try {
      await this.#transport.sendMail({
        from: this.settings.get('MAIL_FROM'),
        to: { name: '', address: to },
        subject,
        text,
      });
      return true;
    } catch (error) {
      this.#logger.error(`A mail was not sent: ${reasonOf(error)}. Check SMTP_URL and MAIL_FROM.`);
      return false;
    }
  }

  onModuleDestroy(): void {
    this.#transport?.close();
  }
}

/** The message of a mail server often repeats the address it refuses; its codes do not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  const parts = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.length > 0 ? parts.join(' ') : error.name;
}
