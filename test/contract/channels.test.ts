import { NotDelivered, type SendOptions } from '../../src/delivery/channel';
import { channelKinds, channelOf } from '../../src/delivery/channels/registry';
import { masked } from '../../src/delivery/mask';
import { pauseAfter, retryAfterMs } from '../../src/delivery/retry';
import { Receiver } from '../support/receiver';

const file = { name: 'opgave.json', content: Buffer.from('{"cijfer":1}') };
const SECRET = 'zeer-geheim-token';
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.open();
});

afterEach(() => receiver.close());

function options(settings: Record<string, string> = {}): SendOptions {
  return {
    settings: { url: receiver.url, timeoutMs: '300', ...settings },
    idempotencyKey: 'sleutel-1',
    secret: (name) => (name === 'ontvanger' ? SECRET : ''),
  };
}

async function send(settings: Record<string, string> = {}): Promise<unknown> {
  return channelOf('https-post')?.send(file, options(settings));
}

async function refusal(settings: Record<string, string> = {}): Promise<NotDelivered> {
  return send(settings).then(
    () => Promise.reject(new Error('it was delivered')),
    (error: unknown) => error as NotDelivered,
  );
}

describe('every channel', () => {
  it.each(channelKinds)('%s names where it goes and fails in words of its own', async (kind) => {
    const channel = channelOf(kind);
    expect(channel?.endpoint({ url: 'https://u:geheim@ontvanger.nl/pad?token=geheim' })).not.toContain('geheim');
    await expect(channel?.send(file, { ...options(), settings: { url: 'geen adres' } })).rejects.toBeInstanceOf(NotDelivered);
  });
});

describe('https-post', () => {
  it('hands over exactly the bytes, with key and token, and brings back the receipt', async () => {
    expect(await send({ bearerSecret: 'ontvanger' })).toMatchObject({ number: 'R-1', statusCode: 201 });
    const [request] = receiver.requests;
    expect(request?.body).toEqual(file.content);
    expect(request?.headers).toMatchObject({
      'idempotency-key': 'sleutel-1',
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
    });
  });

  it('tries later when the receiver has a fault, and is then taken', async () => {
    receiver.next({ status: 500 });
    expect(await refusal()).toMatchObject({ kind: 'later', answer: { statusCode: 500 } });
    expect(await send()).toMatchObject({ number: 'R-1' });
  });

  it('gets the same receipt for the same key when the first answer was lost', async () => {
    receiver.next('silent', 'hang-up');
    expect(await refusal()).toMatchObject({ kind: 'later', message: expect.stringContaining('niet op tijd') });
    expect(await refusal()).toMatchObject({ kind: 'later', message: expect.stringContaining('niet bereikbaar') });
    expect(await send()).toMatchObject({ number: 'R-1' });
    expect(receiver.taken.size).toBe(1);
  });

  it('passes on how long the receiver asks to wait', async () => {
    receiver.next({ status: 429, headers: { 'Retry-After': '7' } });
    expect(await refusal()).toMatchObject({ kind: 'later', answer: { statusCode: 429, retryAfter: '7' } });
  });

  it.each([400, 409, 413, 422])('takes %p as a final refusal', async (status) => {
    receiver.next({ status, body: 'PF001: sluit niet' });
    expect(await refusal()).toMatchObject({ kind: 'refused', answer: { statusCode: status, response: 'PF001: sluit niet' } });
  });

  it.each([301, 401, 403, 404])('takes %p as a mistake in address or access', async (status) => {
    receiver.next({ status, headers: { Location: 'http://elders.example/' } });
    expect(await refusal()).toMatchObject({ kind: 'stopped' });
  });

  it('says when nobody answers', async () => {
    expect(await refusal({ url: 'http://127.0.0.1:1/' })).toMatchObject({ kind: 'later' });
  });

  it('does not send over an open line, nor with settings that it does not know', async () => {
    expect(await refusal({ url: 'http://ontvanger.example/' })).toMatchObject({
      kind: 'stopped',
      message: expect.stringContaining('https'),
    });
    expect(await refusal({ wachtwoord: 'x' })).toMatchObject({ kind: 'stopped', message: expect.stringContaining('wachtwoord') });
    expect(receiver.requests).toEqual([]);
  });

  it('keeps no secret that the receiver sends back', async () => {
    receiver.next({ status: 400, body: `uw kop: Authorization: Bearer ${SECRET}; {"token":"abc123"} ${SECRET}` });
    const { answer } = await refusal({ bearerSecret: 'ontvanger' });
    expect(answer.response).not.toMatch(/zeer-geheim|abc123/);
  });
});

describe('an answer', () => {
  it('is stored without secrets and no longer than is useful', () => {
    expect(masked('password=hallo&x=1')).toBe('password=***&x=1');
    expect(masked('a\0b')).toBe('ab');
    expect(masked('x'.repeat(10_000)).length).toBeLessThan(4100);
  });
});

describe('the pause', () => {
  it('doubles to an hour and is never shorter than asked', () => {
    expect([1, 2, 3, 20].map((attempt) => pauseAfter(attempt))).toEqual([5_000, 10_000, 20_000, 3_600_000]);
    expect(pauseAfter(1, 60_000)).toBe(60_000);
    const moment = new Date('2026-10-15T10:00:00Z');
    expect([
      retryAfterMs('120', moment),
      retryAfterMs('Thu, 15 Oct 2026 10:00:30 GMT', moment),
      retryAfterMs('gauw', moment),
      retryAfterMs(null, moment),
    ]).toEqual([120_000, 30_000, undefined, undefined]);
  });
});
