import { inflateRawSync } from 'node:zlib';

const HEADER = 'PK\x03\x04';
const HEADER_BYTES = 30;
const DESCRIPTOR = 'PK\x07\x08';
/** Sizes of an entry that is written as it is made stand behind it. */
const SIZES_BEHIND = 8;
const STORED = 0;
const DEFLATED = 8;
/** The list of types of an Office file has some thousand bytes. */
const MOST_INFLATED = 1024 * 1024;

const ZIP = 'application/zip';
const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** The folder of each kind of Office file. */
const FOLDERS: readonly (readonly [folder: string, type: string])[] = [
  ['word/', `${OFFICE}wordprocessingml.document`],
  ['ppt/', `${OFFICE}presentationml.presentation`],
  ['xl/', `${OFFICE}spreadsheetml.sheet`],
];

interface Entry {
  readonly name: string;
  /** Null: it does not end within these bytes. */
  readonly content: Buffer | null;
}

/** The type of a ZIP by the entries in its first bytes: Office files, documents and programs are ZIPs. */
export function typeOfZip(head: Buffer): string {
  const names: string[] = [];
  for (const { name, content } of entriesIn(head)) {
    names.push(name);
    if (name === '[Content_Types].xml') return officeType(content) ?? ZIP;
    if (name === 'mimetype') return documentType(content) ?? ZIP;
    if (name === 'META-INF/MANIFEST.MF') return 'application/java-archive';
    if (/classes\d*\.dex/.test(name)) return 'application/vnd.android.package-archive';
  }
  return appleType(names) ?? byFolder(names) ?? ZIP;
}

function* entriesIn(head: Buffer): Generator<Entry> {
  let at = 0;
  while (at + HEADER_BYTES <= head.length && head.toString('latin1', at, at + 4) === HEADER) {
    const nameEnd = at + HEADER_BYTES + head.readUInt16LE(at + 26);
    const start = nameEnd + head.readUInt16LE(at + 28);
    const name = head.toString('utf8', at + HEADER_BYTES, nameEnd);
    const isSizedBehind = (head.readUInt16LE(at + 6) & SIZES_BEHIND) !== 0;
    const behind = isSizedBehind ? head.indexOf(DESCRIPTOR, start, 'latin1') : -1;
    const end = isSizedBehind ? behind : start + head.readUInt32LE(at + 18);
    const isWhole = end >= start && end <= head.length;
    const packed = isWhole ? head.subarray(start, end) : null;
    yield { name, content: packed && unpacked(packed, head.readUInt16LE(at + 8)) };
    if (!isWhole) return;
    at = isSizedBehind ? end + 16 : end;
  }
}

function unpacked(packed: Buffer, method: number): Buffer | null {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST_INFLATED });
  } catch {
    // Damaged, or far too long: as if it were not there.
    return null;
  }
}

/** The main part of an Office file has the type of the file, and `.main+xml` behind it. */
function officeType(content: Buffer | null): string | null {
  const [, main = ''] = /"([\w./-]{1,100})\.main\+xml"/.exec(content?.toString() ?? '') ?? [];
  const type = main.toLowerCase();
  if (type.startsWith(OFFICE)) return type;
  if (type === 'application/vnd.ms-visio.drawing') return 'application/vnd.visio';
  const [, withMacros] = /^(application\/vnd\.ms-[a-z.-]+\.macroenabled)/.exec(type) ?? [];
  return withMacros === undefined ? null : `${withMacros}.12`;
}

/** Documents of OpenDocument and EPUB begin with their type. */
function documentType(content: Buffer | null): string | null {
  const type = content?.toString().trim().toLowerCase() ?? '';
  return /^application\/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z-]{1,30})$/.test(type)
    ? type
    : null;
}

function appleType(names: readonly string[]): string | null {
  if (!names.includes('Index/Document.iwa')) return null;
  const has = (start: string) => names.some((name) => name.startsWith(start));
  if (has('Index/MasterSlide')) return 'application/vnd.apple.keynote';
  return has('Index/Tables/') ? 'application/vnd.apple.numbers' : 'application/vnd.apple.pages';
}

const byFolder = (names: readonly string[]): string | null =>
  FOLDERS.find(([folder]) => names.some((name) => name.startsWith(folder)))?.[1] ?? null;
