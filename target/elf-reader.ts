/** Reads ELF files; every offset, count and string is checked before use. */
import {
  EHDR,
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  EM_N1,
  ET_EXEC,
  ObjectError,
  PHDR,
  PT_LOAD,
  RELA,
  SHDR,
  SHN_ABS,
  SHT,
  SYM,
} from './elf.js';

export interface ElfSegment {
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly flags: number;
}

/** A section as read: links are section indices. */
export interface ReadSection extends Omit<ElfSection, 'link' | 'info'> {
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
}

export interface ElfFile {
  readonly entry: number;
  readonly segments: readonly ElfSegment[];
  /** Section 0 is the null section. */
  readonly sections: readonly ReadSection[];
}

const hex = (value: number) => `0x${value.toString(16)}`;

/** Reads headers and sections. Throws ObjectError; contents are views into `file`. */
export function readElf(file: Uint8Array): ElfFile {
  if (file.length < EHDR) {
    throw new ObjectError(
      `the file has ${file.length} bytes, an object needs at least ${EHDR}: it is cut short or not an object`,
    );
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const expect = (at: number, what: string, found: number, expected: number) => {
    if (found !== expected) {
      throw new ObjectError(
        `ELF header at ${hex(at)}: ${what} is ${hex(found)}, expected ${hex(expected)}; compile the model again with this version`,
      );
    }
  };
  if (view.getUint32(0) !== 0x7f454c46) {
    throw new ObjectError(
      'the file does not begin with the ELF magic number: it is not an object; npu-compile makes one',
    );
  }
  expect(4, 'file class', file[4], 1);
  expect(5, 'byte order', file[5], 1);
  expect(6, 'identification version', file[6], 1);
  for (let i = 7; i < 16; i++) expect(i, 'padding', file[i], 0);
  expect(16, 'file type', u16(16), ET_EXEC);
  expect(18, 'machine', u16(18), EM_N1);
  expect(20, 'version', u32(20), 1);
  expect(36, 'flags', u32(36), 0);
  expect(40, 'header size', u16(40), EHDR);
  expect(42, 'program header size', u16(42), PHDR);
  expect(46, 'section header size', u16(46), SHDR);
  const phoff = u32(28);
  const shoff = u32(32);
  const phnum = u16(44);
  const shnum = u16(48);
  const shstrndx = u16(50);
  const inside = (what: string, offset: number, size: number) => {
    if (offset + size > file.length) {
      throw new ObjectError(
        `${what} lies at ${hex(offset)} … ${hex(offset + size)}, the file ends at ${hex(file.length)}: it is cut short or damaged`,
      );
    }
  };
  inside('the program header table', phoff, phnum * PHDR);
  inside('the section header table', shoff, shnum * SHDR);

  const segments: ElfSegment[] = [];
  for (let i = 0; i < phnum; i++) {
    const at = phoff + i * PHDR;
    const segment = {
      offset: u32(at + 4),
      address: u32(at + 8),
      fileSize: u32(at + 16),
      memorySize: u32(at + 20),
      flags: u32(at + 24),
    };
    if (u32(at) !== PT_LOAD) {
      throw new ObjectError(
        `program header ${i}: type is ${hex(u32(at))}, expected ${hex(PT_LOAD)} (load)`,
      );
    }
    inside(`segment ${i}`, segment.offset, segment.fileSize);
    segments.push(segment);
  }

  if (shstrndx === 0 || shstrndx >= shnum) {
    throw new ObjectError(
      `ELF header: section ${shstrndx} is to hold the section names, there are ${shnum} sections`,
    );
  }
  const headers = Array.from({ length: shnum }, (_, i) => {
    const at = shoff + i * SHDR;
    const type = u32(at + 4);
    const offset = u32(at + 16);
    const size = u32(at + 20);
    const inFile = type !== SHT.NULL && type !== SHT.NOBITS;
    if (inFile) inside(`section ${i}`, offset, size);
    const link = u32(at + 24);
    if (link >= shnum) {
      throw new ObjectError(`section ${i} links to section ${link}, there are ${shnum} sections`);
    }
    return {
      nameOffset: u32(at),
      type,
      flags: u32(at + 8),
      address: u32(at + 12),
      offset,
      size,
      link,
      info: u32(at + 28),
      align: u32(at + 32),
      entrySize: u32(at + 36),
      bytes: inFile ? file.subarray(offset, offset + size) : new Uint8Array(0),
    };
  });
  const names = headers[shstrndx].bytes;
  const sections = headers.map(({ nameOffset, ...rest }, i) => ({
    name: readString(names, nameOffset, `the name of section ${i}`),
    ...rest,
  }));
  return { entry: u32(24), segments, sections };
}

/** The string at `offset` of a string table. */
export function readString(table: Uint8Array, offset: number, what: string): string {
  const end = offset < table.length ? table.indexOf(0, offset) : -1;
  if (end < 0) {
    throw new ObjectError(`${what} does not end inside its string table; the file is damaged`);
  }
  return decodeUtf8(table.subarray(offset, end), what);
}

/** UTF-8 text. Throws ObjectError where it is none. */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ObjectError(`${what} is not UTF-8 text; the file is damaged`);
  }
}

/** Symbols of a symbol table, the null symbol first. */
export function readSymbols(elf: ElfFile, section: ReadSection): ElfSymbol[] {
  const { bytes } = section;
  checkEntries(section, SYM);
  const strings = elf.sections[section.link];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / SYM }, (_, i) => {
    const at = i * SYM;
    const index = view.getUint16(at + 14, true);
    if (index !== SHN_ABS && index >= elf.sections.length) {
      throw new ObjectError(
        `symbol ${i} is in section ${index}, there are ${elf.sections.length} sections`,
      );
    }
    return {
      name: readString(strings.bytes, view.getUint32(at, true), `the name of symbol ${i}`),
      value: view.getUint32(at + 4, true),
      size: view.getUint32(at + 8, true),
      type: view.getUint8(at + 12) & 0xf,
      binding: view.getUint8(at + 12) >> 4,
      ...(index !== SHN_ABS && index > 0 ? { section: elf.sections[index].name } : {}),
    };
  });
}

export function readRelocations(section: ReadSection): ElfRelocation[] {
  const { bytes } = section;
  checkEntries(section, RELA);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / RELA }, (_, i) => ({
    offset: view.getUint32(i * RELA, true),
    symbol: view.getUint32(i * RELA + 4, true) >>> 8,
    type: view.getUint8(i * RELA + 4),
    addend: view.getInt32(i * RELA + 8, true),
  }));
}

function checkEntries(section: ReadSection, size: number): void {
  if (section.entrySize !== size || section.bytes.length % size !== 0) {
    throw new ObjectError(
      `section ${section.name} has ${section.bytes.length} bytes in entries of ${section.entrySize}, expected whole entries of ${size}`,
    );
  }
}
