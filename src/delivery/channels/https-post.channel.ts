import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { IsOptional, IsUrl, Matches, validateSync } from 'class-validator';
import { NotDelivered, type Channel, type DeliverableFile, type Receipt, type SendOptions } from '../channel';
import { masked } from '../mask';

class HttpsPostSettings {
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  url!: string;

  /** Name of the secret that is sent as bearer token. */
  @IsOptional()
  @Matches(/^[a-z0-9-]+$/)
  bearerSecret?: string;

  /** Member of the receiver's JSON answer that holds the number of receipt. */
  @IsOptional()
  @Matches(/^\w+$/)
  receiptField?: string;

  /** Less than the time for which a package counts as on its way. */
  @IsOptional()
  @Matches(/^\d{2,5}$/)
  timeoutMs?: string;
}

const TIMEOUT_MS = 60_000;
const LARGEST_ANSWER = 64 * 1024;
// The address or the credentials are wrong, not the package.
const OUR_MISTAKE = [401, 402, 403, 404, 405, 407, 410, 421, 501];
const ASK_AGAIN = [408, 423, 425, 429];

/** POSTs the file as it is. The key lets the receiver recognise a second attempt whose first answer was lost. */
export const httpsPostChannel: Channel = {
  kind: 'https-post',
  endpoint: (settings) => withoutSecrets(settings.url ?? ''),

  async send(file: DeliverableFile, options: SendOptions): Promise<Receipt> {
    const settings = checked(options.settings);
    const token = settings.bearerSecret && options.secret(settings.bearerSecret);
    const hide = (text: string): string => masked(text, token ? [token] : []);
    const response = await post(file, settings, { key: options.idempotencyKey, token });
    const answer = hide(await readAnswer(response));
    if (response.ok) return { number: receiptNumber(answer, settings.receiptField), statusCode: response.status, response: answer };
    throw notDelivered(response, answer);
  },
};

function checked(values: SendOptions['settings']): HttpsPostSettings {
  const settings = plainToInstance(HttpsPostSettings, values);
  const wrong = validateSync(settings, { whitelist: true, forbidNonWhitelisted: true }).map(({ property }) => property);
  if (wrong.length > 0) throw new NotDelivered('stopped', `De instellingen van de aanlevering kloppen niet: ${wrong.join(', ')}.`);
  const { protocol, hostname } = new URL(settings.url);
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !local) throw new NotDelivered('stopped', 'Het adres van de ontvanger moet met https beginnen.');
  return settings;
}

async function post(
  { name, content }: DeliverableFile,
  { url, timeoutMs }: HttpsPostSettings,
  { key, token }: { key: string; token?: string },
): Promise<Response> {
  const headers: Record<string, string> = {
    'Content-Type': name.endsWith('.xml') ? 'application/xml' : name.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Idempotency-Key': key,
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  try {
    return await fetch(url, {
      method: 'POST',
      headers,
      body: content as Uint8Array<ArrayBuffer>,
      redirect: 'manual',
      signal: AbortSignal.timeout(Number(timeoutMs ?? TIMEOUT_MS)),
    });
  } catch (error) {
    throw new NotDelivered('later', unreachable(error));
  }
}

function unreachable(error: unknown): string {
  const { name, cause: reason } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return 'De ontvanger antwoordt niet op tijd.';
  const cause = reason?.code;
  return `De ontvanger is niet bereikbaar${cause ? ` (${cause})` : ''}.`;
}

/** No more than is worth keeping; an answer that breaks off half-way after a success is still a success. */
async function readAnswer(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      size += (part as Uint8Array).length;
      if (size >= LARGEST_ANSWER) break;
    }
  } catch {
    if (!response.ok) return Buffer.concat(parts).toString('utf8');
  }
  return Buffer.concat(parts).toString('utf8').slice(0, LARGEST_ANSWER);
}

function receiptNumber(answer: string, field = 'ontvangstnummer'): string | undefined {
  try {
    const value = (JSON.parse(answer) as Record<string, unknown> | null)?.[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

function notDelivered({ status, headers }: Response, response: string): NotDelivered {
  const answer = { statusCode: status, response };
  if (status >= 500 && !OUR_MISTAKE.includes(status))
    return new NotDelivered('later', `De ontvanger heeft een storing (${status}).`, { ...answer, retryAfter: headers.get('retry-after') });
  if (ASK_AGAIN.includes(status))
    return new NotDelivered('later', `De ontvanger vraagt om later terug te komen (${status}).`, {
      ...answer,
      retryAfter: headers.get('retry-after'),
    });
  if (OUR_MISTAKE.includes(status) || status < 400)
    return new NotDelivered('stopped', `De ontvanger laat ons niet toe of is verhuisd (${status}); controleer adres en toegang.`, answer);
  return new NotDelivered('refused', `De ontvanger weigert het bestand (${status}).`, answer);
}

function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return url.slice(0, 200);
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, 500);
}
