import { randomBytes } from 'node:crypto';

let lastMillisecond = 0;
let sequence = 0;

/**
 * A new identifier (UUIDv7, RFC 9562): it begins with the time, so rows that are made after each other stand after each other
 * in the index. Identifiers of one process always ascend, also within a millisecond and when the clock is set back.
 * It is made here because only PostgreSQL 18 can make one itself.
 */
export function newId(now: number = Date.now()): string {
  const random = randomBytes(10);
  if (now > lastMillisecond) {
    lastMillisecond = now;
    // The upper half stays free, so that the counter has room to ascend.
    sequence = random.readUInt16BE(0) & 0x7ff;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMillisecond += 1;
      sequence = 0;
    }
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  random.copy(bytes, 8, 2);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a text that newId could have made. Ask this before an id from outside goes into a query, or the database refuses it. */
export function isId(text: string): boolean {
  return ID.test(text);
}
