// The few messages of the PostgreSQL wire protocol (version 3) that the bridge itself writes or looks into.

export const TRANSACTION_IDLE = 'I';

/** A message as the server sends it: type, length, body. */
export function backendMessage(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A message as the client sends it; the two directions have the same shape. */
export const frontendMessage = backendMessage;

export const SYNC = frontendMessage('S', Buffer.alloc(0));

/** A simple query. */
export function queryMessage(sql: string): Buffer {
  return frontendMessage('Q', Buffer.from(`${sql}\0`));
}

/** The first message of a session; it has no type. */
export function startupMessage(parameters: Record<string, string>): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [name, value]);
  const body = Buffer.from(`${pairs.join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(PROTOCOL_3, 4);
  return Buffer.concat([head, body]);
}

export const PROTOCOL_3 = 3 << 16;

/** An error that ends the session, in the fields every driver shows. */
export function fatalMessage(code: string, message: string): Buffer {
  return backendMessage('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

/** "Send me your data": text format, no columns named; drivers read nothing but the type. */
export const COPY_IN_RESPONSE = backendMessage('G', Buffer.from([0, 0, 0]));

/** The text up to the next zero byte. */
export function textAt(body: Buffer, offset: number): string {
  const end = body.indexOf(0, offset);
  return body.toString('utf8', offset, end < 0 ? body.length : end);
}

/** A value as an SQL literal that means the same under every setting of the session. */
export function literal(value: string): string {
  const quoted = `'${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return value.includes('\\') ? ` E${quoted}` : quoted;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
