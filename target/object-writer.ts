/** A program as an object file: places constants, resolves addresses, reduces waits, describes. */
import {
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  R_N1_ABS32,
  RELA,
  SHF,
  SHT,
  STB,
  STT,
} from './elf.js';
import { relocationBytes, symbolSections, writeElf } from './elf-writer.js';
import { type Engine, encode, engineOf, instructionSpec } from './encoding.js';
import { crc32, INFO_VERSION, type ObjectInfo } from './info.js';
import { CONSTANT_ALIGN } from './object.js';
import type { Program, ProgramInstruction, TensorPlace } from './program.js';
import { getTarget, type TargetSpec } from './target.js';

/** Tokens are compared modulo 2^16 over half the circle; waits stay this far inside it. */
const WAIT_WINDOW = 0x4000;

export interface WriteOptions {
  /** Write waits and a last instruction as they are, however wrong: for tests of the simulator. */
  readonly unchecked?: boolean;
}

/** Where everything of a program lies. */
interface Layout {
  /** Byte offset of each instruction in the commands. */
  readonly offsets: readonly number[];
  readonly commandBytes: number;
  readonly constantsAddress: number;
  readonly constants: Uint8Array;
  readonly scratchBytes: number;
  /** Symbol → off-chip address, constants first. */
  readonly addresses: ReadonlyMap<string, number>;
}

/** The object of a program. Throws RangeError with one sentence when the program cannot be encoded. */
export function writeObject(program: Program, options: WriteOptions = {}): Uint8Array {
  const target = getTarget(program.target);
  const layout = layOut(program, target);
  if (!options.unchecked) checkEnd(program.instructions);
  // Local symbols (source ops) come first in the symbol table, then constants.
  const opSymbols = sourceSymbols(program, layout);
  const { words, relocations } = link(program, layout, opSymbols.length, options);
  const commands = bytesOf(words);
  const info = describe(program, target, layout.addresses, crc32(commands, layout.constants));
  const sections: ElfSection[] = [
    ...memorySections(commands, layout),
    {
      name: '.rela.npu.commands',
      type: SHT.RELA,
      flags: SHF.INFO_LINK,
      address: 0,
      bytes: relocationBytes(relocations),
      link: '.symtab',
      info: '.npu.commands',
      align: 4,
      entrySize: RELA,
    },
    {
      ...section('.npu.lines', 0, bytesOf(lineEntries(program.instructions, layout.offsets)), 0),
      align: 4,
      entrySize: 8,
    },
    { ...section('.npu.info', 0, new TextEncoder().encode(JSON.stringify(info)), 0), align: 1 },
  ];
  const symbols = [...opSymbols, ...constantSymbols(program, layout)];
  const names = sections.map((s) => s.name);
  return writeElf(0, [...sections, ...symbolSections(symbols, names)]);
}

/** Encodes every instruction with its addresses and waits filled in. */
function link(program: Program, layout: Layout, localSymbols: number, options: WriteOptions) {
  const words = new Uint32Array(layout.commandBytes / 4);
  const relocations: ElfRelocation[] = [];
  const symbolIndex = new Map(
    [...layout.addresses.keys()].map((s, i) => [s, localSymbols + i + 1]),
  );
  const issued = { dma: 0, mac: 0, vec: 0, sys: 0 };
  for (const [i, instruction] of program.instructions.entries()) {
    const { mnemonic } = instruction;
    const waits = options.unchecked ? {} : tokenWaits(instruction, issued, i);
    const fields: Record<string, number> = { ...instruction.fields, ...waits };
    for (const [name, symbol] of Object.entries(instruction.symbols ?? {})) {
      const address = layout.addresses.get(symbol);
      const field = instructionSpec(mnemonic).fields.find((f) => f.name === name);
      if (address === undefined || field?.bits !== 32) {
        throw new RangeError(
          `instruction ${i} (${mnemonic}): ${name} refers to '${symbol}', expected a 32-bit field and a constant of the program`,
        );
      }
      const addend = fields[name] ?? 0;
      fields[name] = address + addend;
      relocations.push({
        offset: layout.offsets[i] + 4 * field.word,
        symbol: symbolIndex.get(symbol)!,
        type: R_N1_ABS32,
        addend,
      });
    }
    try {
      words.set(encode({ mnemonic, fields }), layout.offsets[i] / 4);
    } catch (error) {
      throw new RangeError(`instruction ${i}: ${(error as Error).message}`);
    }
    issued[engineOf(mnemonic)]++;
  }
  return { words, relocations };
}

/** What off-chip memory holds: commands, constants, scratch. */
function memorySections(commands: Uint8Array, layout: Layout): ElfSection[] {
  const { constants, constantsAddress, scratchBytes } = layout;
  const sections = [
    section('.npu.commands', 0, commands, SHF.ALLOC | SHF.EXECINSTR),
    section('.npu.weights', constantsAddress, constants, SHF.ALLOC),
  ];
  if (scratchBytes === 0) return sections;
  const scratch = {
    ...section(
      '.npu.scratch',
      constantsAddress + constants.length,
      new Uint8Array(0),
      SHF.ALLOC | SHF.WRITE,
    ),
    type: SHT.NOBITS,
    memorySize: scratchBytes,
  };
  return [...sections, scratch];
}

function constantSymbols(program: Program, layout: Layout): ElfSymbol[] {
  const symbol = (name: string, size: number, inSection: string): ElfSymbol => ({
    name,
    value: layout.addresses.get(name)!,
    size,
    type: STT.OBJECT,
    binding: STB.GLOBAL,
    section: inSection,
  });
  return [
    ...program.constants.map((c) => symbol(c.symbol, c.bytes.length, '.npu.weights')),
    ...(program.scratch ?? []).map((s) => symbol(s.symbol, s.bytes, '.npu.scratch')),
  ];
}

function section(name: string, address: number, bytes: Uint8Array, flags: number): ElfSection {
  return { name, type: SHT.PROGBITS, flags, address, bytes, align: CONSTANT_ALIGN };
}

function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < words.length; i++) view.setUint32(4 * i, words[i], true);
  return bytes;
}

/** Places commands, after them the constants, and after the constants scratch. */
function layOut(program: Program, target: TargetSpec): Layout {
  const align = (n: number) => Math.ceil(n / CONSTANT_ALIGN) * CONSTANT_ALIGN;
  const offsets: number[] = [];
  let commandBytes = 0;
  for (const { mnemonic } of program.instructions) {
    offsets.push(commandBytes);
    commandBytes += 4 * instructionSpec(mnemonic).words;
  }
  const constantsAddress = align(commandBytes);
  const addresses = new Map<string, number>();
  let end = constantsAddress;
  const place = (symbol: string, bytes: number) => {
    if (addresses.has(symbol)) throw new RangeError(`two constants are called '${symbol}'`);
    addresses.set(symbol, end);
    end = align(end + bytes);
  };
  for (const { symbol, bytes } of program.constants) place(symbol, bytes.length);
  const constants = new Uint8Array(end - constantsAddress);
  for (const { symbol, bytes } of program.constants) {
    constants.set(bytes, addresses.get(symbol)! - constantsAddress);
  }
  const scratchStart = end;
  for (const { symbol, bytes } of program.scratch ?? []) place(symbol, bytes);
  if (end > target.offChip.bytes) {
    throw new RangeError(
      `the program needs ${end} bytes of ${target.offChip.kind}, ${target.name} has ${target.offChip.bytes}`,
    );
  }
  const scratchBytes = end - scratchStart;
  return { offsets, commandBytes, constantsAddress, constants, scratchBytes, addresses };
}

function checkEnd(instructions: readonly ProgramInstruction[]): void {
  const end = instructions.findIndex((i) => i.mnemonic === 'sys.end');
  if (end < 0 || end !== instructions.length - 1) {
    throw new RangeError(
      `sys.end is at instruction ${end < 0 ? 'none' : end}, expected it last (${instructions.length - 1})`,
    );
  }
}

/**
 * Wait fields modulo 2^16. A wait further back than the window is raised into it, so that the
 * modular comparison stays right: it then waits for an instruction that comes earlier all the same.
 */
function tokenWaits(
  instruction: ProgramInstruction,
  issued: Readonly<Record<Engine, number>>,
  index: number,
): Record<string, number> {
  const waits: Record<string, number> = {};
  for (const engine of ['dma', 'mac', 'vec'] as const) {
    const count = instruction.fields[`wait_${engine}`] ?? 0;
    if (count > issued[engine]) {
      throw new RangeError(
        `instruction ${index} (${instruction.mnemonic}) waits for ${count} ${engine} instructions, only ${issued[engine]} come before it`,
      );
    }
    waits[`wait_${engine}`] = Math.max(count, issued[engine] - WAIT_WINDOW) & 0xffff;
  }
  return waits;
}

/** One symbol per source op: its first instruction, and the bytes to the end of its last one. */
function sourceSymbols(program: Program, { offsets, commandBytes }: Layout): ElfSymbol[] {
  const ranges = new Map<number, { start: number; end: number }>();
  for (const [i, { op }] of program.instructions.entries()) {
    if (op < 0) continue;
    const end = offsets[i + 1] ?? commandBytes;
    const range = ranges.get(op);
    if (range) range.end = end;
    else ranges.set(op, { start: offsets[i], end });
  }
  return [...ranges].map(([op, { start, end }]) => ({
    name: program.ops[op].name,
    value: start,
    size: end - start,
    type: STT.FUNC,
    binding: STB.LOCAL,
    section: '.npu.commands',
  }));
}

function lineEntries(instructions: readonly ProgramInstruction[], offsets: readonly number[]) {
  const entries: number[] = [];
  let previous: number | undefined;
  for (const [i, { op }] of instructions.entries()) {
    if (op === previous) continue;
    entries.push(offsets[i], op >>> 0);
    previous = op;
  }
  return Uint32Array.from(entries);
}

function describe(
  program: Program,
  target: TargetSpec,
  addresses: ReadonlyMap<string, number>,
  checksum: number,
): ObjectInfo {
  const place = (p: TensorPlace): TensorPlace => {
    if (p.symbol === undefined) return p;
    const base = addresses.get(p.symbol);
    if (base === undefined) {
      throw new RangeError(`tensor '${p.name}' lies in '${p.symbol}', which is no constant`);
    }
    return { ...p, address: base + p.address };
  };
  return {
    version: INFO_VERSION,
    producer: program.producer,
    model: program.model,
    target: program.target,
    machineVersion: target.machineVersion,
    sramBytes: program.sramBytes,
    checksum,
    inputs: program.inputs.map(place),
    outputs: program.outputs.map(place),
    state: program.state ?? [],
    ops: program.ops.map((op) => (op.output ? { ...op, output: place(op.output) } : op)),
    hostCalls: program.hostCalls.map((call) => ({
      ...call,
      inputs: call.inputs.map(place),
      outputs: call.outputs.map(place),
    })),
  };
}
