/** One file inside a zip, as the directory at the end of the archive describes it. */
export interface ZipMember {
  name: string;
  method: number;
  encrypted: boolean;
  crc32: number;
  compressedSize: number;
  size: number;
  /** Where its local header starts; the data follows after a header of variable length. */
  headerOffset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const MEMBER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const UNKNOWN_32 = 0xffffffff;

/** The record at the end may be followed by a comment of at most 65,535 bytes. */
export const ZIP_TAIL_BYTES = 65_557 + 76;

export interface DirectoryPlace {
  offset: number;
  size: number;
}

/** Finds the directory from the last bytes of the archive; `tailOffset` is where those bytes start. Undefined: damaged. */
export function locateDirectory(tail: Buffer, tailOffset: number): DirectoryPlace | undefined {
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    const size = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    if (offset !== UNKNOWN_32) return { offset, size };
    return locateDirectory64(tail, tailOffset, at);
  }
  return undefined;
}

function locateDirectory64(tail: Buffer, tailOffset: number, end: number): DirectoryPlace | undefined {
  const locator = end - 20;
  if (locator < 0) return undefined;
  const at = Number(tail.readBigUInt64LE(locator + 8)) - tailOffset;
  if (at < 0 || at + 56 > tail.length || tail.readUInt32LE(at) !== END_OF_DIRECTORY_64) return undefined;
  return { size: Number(tail.readBigUInt64LE(at + 40)), offset: Number(tail.readBigUInt64LE(at + 48)) };
}

/** Folders and the shadow files of macOS are no members. Undefined: damaged. */
export function listMembers(directory: Buffer): ZipMember[] | undefined {
  const members: ZipMember[] = [];
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== MEMBER) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > directory.length) return undefined;
    const member = readMember(directory, at, nameLength, extraLength);
    if (!member.name.endsWith('/') && !member.name.startsWith('__MACOSX/')) members.push(member);
    at = next;
  }
  return members;
}

function readMember(directory: Buffer, at: number, nameLength: number, extraLength: number): ZipMember {
  const member: ZipMember = {
    name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    method: directory.readUInt16LE(at + 10),
    encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    crc32: directory.readUInt32LE(at + 16),
    compressedSize: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    headerOffset: directory.readUInt32LE(at + 42),
  };
  applyZip64(member, directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
  return member;
}

/** Sizes that do not fit 32 bits stand in an extra field, in this order, and only those that do not fit. */
function applyZip64(member: ZipMember, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let value = at + 4;
    for (const key of ['size', 'compressedSize', 'headerOffset'] as const) {
      if (member[key] !== UNKNOWN_32 || value + 8 > extra.length) continue;
      member[key] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
}

/** Length of the local header in front of the data, or undefined when it is no header. Needs its first 30 bytes. */
export function localHeaderLength(header: Buffer): number | undefined {
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  return 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}
