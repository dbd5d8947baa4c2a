/**
 * The part of ELF (32-bit, little endian) that an object uses: sections, load segments, symbols and
 * relocations with addend. Reading checks every offset, count and string before use.
 * Layout and constants: Tool Interface Standard, ELF Specification 1.2.
 */

/** What is wrong with an object file, in one sentence for people. */
export class ObjectError extends Error {
  override readonly name = 'ObjectError';
}

export const SHT = { NULL: 0, PROGBITS: 1, SYMTAB: 2, STRTAB: 3, RELA: 4, NOBITS: 8 } as const;
export const SHF = { WRITE: 1, ALLOC: 2, EXECINSTR: 4, INFO_LINK: 0x40 } as const;
export const PF = { EXECUTE: 1, WRITE: 2, READ: 4 } as const;
export const STT = { NOTYPE: 0, OBJECT: 1, FUNC: 2 } as const;
export const STB = { LOCAL: 0, GLOBAL: 1 } as const;

/** Our machine number: "N1". Unassigned by the ELF registry. */
export const EM_N1 = 0x4e31;
/** Word at the offset := symbol + addend. */
export const R_N1_ABS32 = 1;

const EHDR = 52;
const PHDR = 32;
const SHDR = 40;
const SYM = 16;
const RELA = 12;
const ET_EXEC = 2;
const PT_LOAD = 1;
const SEGMENT_ALIGN = 16;

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  /** Contents; empty for NOBITS. */
  readonly bytes: Uint8Array;
  /** Size in memory of a NOBITS section. */
  readonly memorySize?: number;
  /** Name of the section that `sh_link` points to. */
  readonly link?: string;
  /** `sh_info`: a number, or the name of a section. */
  readonly info?: number | string;
  readonly align: number;
  readonly entrySize?: number;
}

export interface ElfSymbol {
  readonly name: string;
  readonly value: number;
  readonly size: number;
  readonly type: number;
  readonly binding: number;
  /** Name of its section; absent: absolute. */
  readonly section?: string;
}

export interface ElfRelocation {
  readonly offset: number;
  readonly symbol: number;
  readonly type: number;
  readonly addend: number;
}

// ---- writing ----------------------------------------------------------------------------------

/** Strings one after the other, each once; the first is empty. */
class StringTable {
  readonly #offsets = new Map<string, number>([['', 0]]);
  readonly #chunks: Uint8Array[] = [new Uint8Array(1)];
  #size = 1;

  add(text: string): number {
    const known = this.#offsets.get(text);
    if (known !== undefined) return known;
    const offset = this.#size;
    const bytes = new TextEncoder().encode(`${text.replaceAll('\0', '')}\0`);
    this.#offsets.set(text, offset);
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    return offset;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

const SHN_ABS = 0xfff1;

/**
 * Sections for symbols: `.symtab` and `.strtab`. Local symbols must come before global ones.
 * `sectionNames`: the file's sections in order, without the null section.
 */
export function symbolSections(
  symbols: readonly ElfSymbol[],
  sectionNames: readonly string[],
): ElfSection[] {
  const strings = new StringTable();
  const table = new Uint8Array((symbols.length + 1) * SYM);
  const view = new DataView(table.buffer);
  for (const [i, symbol] of symbols.entries()) {
    const at = (i + 1) * SYM;
    view.setUint32(at, strings.add(symbol.name), true);
    view.setUint32(at + 4, symbol.value, true);
    view.setUint32(at + 8, symbol.size, true);
    view.setUint8(at + 12, (symbol.binding << 4) | symbol.type);
    const index = symbol.section ? sectionNames.indexOf(symbol.section) + 1 : SHN_ABS;
    view.setUint16(at + 14, index, true);
  }
  const global = symbols.findIndex((s) => s.binding !== STB.LOCAL);
  return [
    {
      name: '.symtab',
      type: SHT.SYMTAB,
      flags: 0,
      address: 0,
      bytes: table,
      link: '.strtab',
      info: (global < 0 ? symbols.length : global) + 1,
      align: 4,
      entrySize: SYM,
    },
    {
      name: '.strtab',
      type: SHT.STRTAB,
      flags: 0,
      address: 0,
      bytes: strings.bytes(),
      align: 1,
    },
  ];
}

/** Bytes of a relocation section; `symbol` counts from the null symbol, 0. */
export function relocationBytes(relocations: readonly ElfRelocation[]): Uint8Array {
  const bytes = new Uint8Array(relocations.length * RELA);
  const view = new DataView(bytes.buffer);
  for (const [i, { offset, symbol, type, addend }] of relocations.entries()) {
    view.setUint32(i * RELA, offset, true);
    view.setUint32(i * RELA + 4, ((symbol << 8) | type) >>> 0, true);
    view.setInt32(i * RELA + 8, addend, true);
  }
  return bytes;
}

export const RELOCATION_SIZE = RELA;

function alignUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

/** An executable ELF file: a load segment for every allocated section. */
export function writeElf(entry: number, given: readonly ElfSection[]): Uint8Array {
  const names = new StringTable();
  const sections: ElfSection[] = [...given];
  const nameOffsets = sections.map((s) => names.add(s.name));
  nameOffsets.push(names.add('.shstrtab'));
  sections.push({
    name: '.shstrtab',
    type: SHT.STRTAB,
    flags: 0,
    address: 0,
    bytes: names.bytes(),
    align: 1,
  });
  const loaded = sections.filter((s) => s.flags & SHF.ALLOC && sizeOf(s) > 0);

  let end = EHDR + loaded.length * PHDR;
  const offsets = sections.map((s) => {
    // A segment's file offset and address are equal modulo its alignment.
    const align = s.flags & SHF.ALLOC ? SEGMENT_ALIGN : s.align;
    const offset = alignUp(end, align) + (s.flags & SHF.ALLOC ? s.address % align : 0);
    end = offset + s.bytes.length;
    return offset;
  });
  const table = alignUp(end, 4);
  const file = new Uint8Array(table + (sections.length + 1) * SHDR);
  const view = new DataView(file.buffer);

  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  const u16 = (at: number, value: number) => view.setUint16(at, value, true);
  const words = (at: number, values: readonly number[]) => {
    for (const [i, value] of values.entries()) view.setUint32(at + 4 * i, value, true);
  };
  u16(16, ET_EXEC);
  u16(18, EM_N1);
  words(20, [1, entry, loaded.length > 0 ? EHDR : 0, table, 0]);
  for (const [i, value] of [
    EHDR,
    PHDR,
    loaded.length,
    SHDR,
    sections.length + 1,
    sections.length,
  ].entries()) {
    u16(40 + 2 * i, value);
  }
  for (const [i, s] of loaded.entries()) {
    const offset = offsets[sections.indexOf(s)];
    const flags =
      PF.READ | (s.flags & SHF.WRITE ? PF.WRITE : 0) | (s.flags & SHF.EXECINSTR ? PF.EXECUTE : 0);
    words(EHDR + i * PHDR, [
      PT_LOAD,
      offset,
      s.address,
      s.address,
      s.bytes.length,
      sizeOf(s),
      flags,
      SEGMENT_ALIGN,
    ]);
  }
  const indexOf = (name: string) => sections.findIndex((s) => s.name === name) + 1;
  for (const [i, s] of sections.entries()) {
    file.set(s.bytes, offsets[i]);
    words(table + (i + 1) * SHDR, [
      nameOffsets[i],
      s.type,
      s.flags,
      s.address,
      offsets[i],
      sizeOf(s),
      s.link ? indexOf(s.link) : 0,
      typeof s.info === 'string' ? indexOf(s.info) : (s.info ?? 0),
      s.align,
      s.entrySize ?? 0,
    ]);
  }
  return file;
}

function sizeOf(s: ElfSection): number {
  return s.type === SHT.NOBITS ? (s.memorySize ?? 0) : s.bytes.length;
}

// ---- reading ----------------------------------------------------------------------------------

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
