/**
 * The `.npu` object: an ELF file that holds a program as flash sees it, with what tools need to know
 * about it. docs/npu/object.md describes the sections.
 */
import type { ElfSymbol } from './elf.js';
import type { ReadSection } from './elf-reader.js';
import type { ObjectInfo } from './info.js';
import type { TargetSpec } from './target.js';

/** Every constant lies at a multiple of this. */
export const CONSTANT_ALIGN = 16;

export interface ObjectConstant {
  readonly symbol: string;
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** A 32-bit address in the commands that is a constant's address plus an addend. */
export interface ObjectRelocation {
  /** Byte offset into the commands. */
  readonly offset: number;
  readonly symbol: string;
  readonly addend: number;
}

/** From this byte of the commands on, instructions come from source op `op` (-1: none). */
export interface LineEntry {
  readonly offset: number;
  readonly op: number;
}

/** An object as loaded: every offset and size in it has been checked. */
export interface ObjectFile {
  readonly info: ObjectInfo;
  readonly target: TargetSpec;
  /** The command stream, from off-chip address `commandsAddress`. */
  readonly commands: Uint32Array;
  readonly commandsAddress: number;
  readonly constants: readonly ObjectConstant[];
  /** The part of off-chip memory that the program starts with, from address 0. */
  readonly image: Uint8Array;
  /** Bytes after the image that the program may use as scratch. */
  readonly scratchBytes: number;
  readonly relocations: readonly ObjectRelocation[];
  readonly lines: readonly LineEntry[];
  readonly symbols: readonly ElfSymbol[];
  readonly sections: readonly ReadSection[];
  readonly fileBytes: number;
}

/** Index of the source op that the instruction at a byte of the commands comes from, or -1. */
export function opAt(object: ObjectFile, offset: number): number {
  let low = 0;
  let high = object.lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (object.lines[middle].offset <= offset) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? object.lines[low - 1].op : -1;
}
