import * as z from 'zod';

/** Where recordings and the files of lessons are kept when that is not the disk of this machine. */
export const storageSettings = {
  S3_BUCKET: z
    .string()
    .min(3, { error: 'is the name of a bucket' })
    .max(63, { error: 'is the name of a bucket' })
    .optional()
    .describe('S3 bucket that keeps recordings, slides, lesson files and clips. Absent: they stay on disk.'),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'is an http or https address, e.g. https://s3.example.org' })
    .optional()
    .describe('Address of the S3 server. Absent: that of Amazon in S3_REGION.'),
  S3_REGION: z.string().default('us-east-1').describe('Region of the bucket.'),
  S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe(
      'Access key of the bucket. Absent: found as the AWS SDK does, such as the role of the machine.',
    ),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('The secret of that key.'),
  S3_PATH_STYLE: z
    .enum(['true', 'false', '1', '0'], { error: 'is true or false' })
    .transform((value) => value === 'true' || value === '1')
    .default(true)
    .describe('Whether the bucket is named in the path; some services want it in the name of the host.'),
} as const;
