/** Writes ELF files: sections, a load segment for every allocated one, symbols, relocations. */
import {
  EHDR,
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  EM_N1,
  ET_EXEC,
  PF,
  PHDR,
  PT_LOAD,
  RELA,
  SHDR,
  SHF,
  SHN_ABS,
  SHT,
  STB,
  SYM,
} from './elf.js';

const SEGMENT_ALIGN = 16;

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
