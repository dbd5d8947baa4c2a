/**
 * The part of ELF (32-bit, little endian) that an object uses: sections, load segments, symbols and
 * relocations with addend. Names and constants; elf-writer.ts and elf-reader.ts do the work.
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

export const EHDR = 52;
export const PHDR = 32;
export const SHDR = 40;
export const SYM = 16;
export const RELA = 12;
export const ET_EXEC = 2;
export const PT_LOAD = 1;
export const SHN_ABS = 0xfff1;

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
