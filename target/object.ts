/**
 * The `.npu` object: an ELF file that holds a program as flash sees it, with what tools need to know
 * about it. docs/npu/object.md describes the sections.
 */
import { boxEnd, isEmpty } from './access.js';
import {
  type ElfFile,
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  ObjectError,
  R_N1_ABS32,
  RELOCATION_SIZE,
  type ReadSection,
  readElf,
  readRelocations,
  readSymbols,
  relocationBytes,
  SHF,
  SHT,
  STB,
  STT,
  symbolSections,
  writeElf,
} from './elf.js';
import { type Engine, encode, engineOf, instructionSpec } from './encoding.js';
import { crc32, INFO_VERSION, type ObjectInfo, parseInfo, placeBox } from './info.js';
import type { Program, ProgramInstruction, TensorPlace } from './program.js';
import { allTargets, getTarget, type TargetSpec } from './target.js';

const CONSTANT_ALIGN = 16;
/** Tokens are compared modulo 2^16 over half the circle; waits stay this far inside it. */
const WAIT_WINDOW = 0x4000;

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

// ---- writing ----------------------------------------------------------------------------------

export interface WriteOptions {
  /** Write waits and a last instruction as they are, however wrong: for tests of the simulator. */
  readonly unchecked?: boolean;
}

/** The object of a program. Throws RangeError with one sentence when the program cannot be encoded. */
export function writeObject(program: Program, options: WriteOptions = {}): Uint8Array {
  const target = getTarget(program.target);
  const offsets: number[] = [];
  let size = 0;
  for (const { mnemonic } of program.instructions) {
    offsets.push(size);
    size += 4 * instructionSpec(mnemonic).words;
  }
  const { addresses, constantsAddress, image: constants, end } = layout(program, size);
  if (end > target.offChip.bytes) {
    throw new RangeError(
      `the program needs ${end} bytes of ${target.offChip.kind}, ${target.name} has ${target.offChip.bytes}`,
    );
  }
  if (!options.unchecked) checkEnd(program.instructions);

  const words = new Uint32Array(size / 4);
  const relocations: ElfRelocation[] = [];
  // Local symbols (source ops) come first in the symbol table, then constants.
  const opSymbols = sourceSymbols(program, offsets, size);
  const symbolIndex = new Map<string, number>();
  for (const symbol of addresses.keys()) {
    symbolIndex.set(symbol, opSymbols.length + symbolIndex.size + 1);
  }
  const issued = { dma: 0, mac: 0, vec: 0, sys: 0 };
  for (const [i, instruction] of program.instructions.entries()) {
    const waits = options.unchecked ? {} : tokenWaits(instruction, issued, i);
    const fields: Record<string, number> = { ...instruction.fields, ...waits };
    const spec = instructionSpec(instruction.mnemonic);
    for (const [name, symbol] of Object.entries(instruction.symbols ?? {})) {
      const address = addresses.get(symbol);
      const field = spec.fields.find((f) => f.name === name);
      if (address === undefined || field?.bits !== 32) {
        throw new RangeError(
          `instruction ${i} (${instruction.mnemonic}): ${name} refers to '${symbol}', expected a 32-bit field and a constant of the program`,
        );
      }
      const addend = fields[name] ?? 0;
      fields[name] = address + addend;
      const offset = offsets[i] + 4 * field.word;
      relocations.push({ offset, symbol: symbolIndex.get(symbol)!, type: R_N1_ABS32, addend });
    }
    try {
      words.set(encode({ mnemonic: instruction.mnemonic, fields }), offsets[i] / 4);
    } catch (error) {
      throw new RangeError(`instruction ${i}: ${(error as Error).message}`);
    }
    issued[engineOf(instruction.mnemonic)]++;
  }

  const commands = bytesOf(words);
  const info = describe(program, target, addresses, crc32(commands, constants));
  const lines = lineEntries(program.instructions, offsets);
  const scratch = program.scratch ?? [];
  const scratchBytes = end - constantsAddress - constants.length;
  const sections: ElfSection[] = [
    loaded('.npu.commands', 0, commands, SHF.ALLOC | SHF.EXECINSTR),
    loaded('.npu.weights', constantsAddress, constants, SHF.ALLOC),
    ...(scratch.length > 0
      ? [
          {
            ...loaded('.npu.scratch', constantsAddress + constants.length, new Uint8Array(0), 0),
            type: SHT.NOBITS,
            flags: SHF.ALLOC | SHF.WRITE,
            memorySize: scratchBytes,
          },
        ]
      : []),
    {
      name: '.rela.npu.commands',
      type: SHT.RELA,
      flags: SHF.INFO_LINK,
      address: 0,
      bytes: relocationBytes(relocations),
      link: '.symtab',
      info: '.npu.commands',
      align: 4,
      entrySize: RELOCATION_SIZE,
    },
    { ...loaded('.npu.lines', 0, bytesOf(lines), 0), align: 4, entrySize: 8 },
    { ...loaded('.npu.info', 0, new TextEncoder().encode(JSON.stringify(info)), 0), align: 1 },
  ];
  const names = sections.map((s) => s.name);
  const sizes = new Map<string, number>([
    ...program.constants.map((c) => [c.symbol, c.bytes.length] as const),
    ...scratch.map((s) => [s.symbol, s.bytes] as const),
  ]);
  const constantSymbols = [...addresses].map(
    ([name, value]): ElfSymbol => ({
      name,
      value,
      size: sizes.get(name)!,
      type: STT.OBJECT,
      binding: STB.GLOBAL,
      section: value < constantsAddress + constants.length ? '.npu.weights' : '.npu.scratch',
    }),
  );
  return writeElf(0, [...sections, ...symbolSections([...opSymbols, ...constantSymbols], names)]);
}

function loaded(name: string, address: number, bytes: Uint8Array, flags: number): ElfSection {
  return { name, type: SHT.PROGBITS, flags, address, bytes, align: CONSTANT_ALIGN };
}

function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < words.length; i++) view.setUint32(4 * i, words[i], true);
  return bytes;
}

/** Places constants after the commands, and scratch after the constants. */
function layout(program: Program, commandBytes: number) {
  const align = (n: number) => Math.ceil(n / CONSTANT_ALIGN) * CONSTANT_ALIGN;
  const constantsAddress = align(commandBytes);
  const addresses = new Map<string, number>();
  let end = constantsAddress;
  const place = (symbol: string, bytes: number) => {
    if (addresses.has(symbol)) throw new RangeError(`two constants are called '${symbol}'`);
    addresses.set(symbol, end);
    end = align(end + bytes);
  };
  for (const { symbol, bytes } of program.constants) place(symbol, bytes.length);
  const image = new Uint8Array(end - constantsAddress);
  for (const { symbol, bytes } of program.constants) {
    image.set(bytes, addresses.get(symbol)! - constantsAddress);
  }
  for (const { symbol, bytes } of program.scratch ?? []) place(symbol, bytes);
  return { addresses, constantsAddress, image, end };
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
function sourceSymbols(program: Program, offsets: readonly number[], size: number): ElfSymbol[] {
  const ranges = new Map<number, { start: number; end: number }>();
  for (const [i, { op }] of program.instructions.entries()) {
    if (op < 0) continue;
    const end = offsets[i + 1] ?? size;
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

// ---- reading ----------------------------------------------------------------------------------

const hex = (value: number) => `0x${value.toString(16)}`;

/** Loads an object. Throws ObjectError with one sentence when anything in it is not as it must be. */
export function readObject(file: Uint8Array): ObjectFile {
  const elf = readElf(file);
  const section = (name: string, type: number): ReadSection => {
    const found = elf.sections.filter((s) => s.name === name);
    if (found.length !== 1 || found[0].type !== type) {
      throw new ObjectError(
        `the object has ${found.length === 1 ? `a section ${name} of type ${found[0].type}` : `${found.length} sections ${name}`}, expected one of type ${type}; compile the model again`,
      );
    }
    return found[0];
  };
  const commandSection = section('.npu.commands', SHT.PROGBITS);
  const weights = section('.npu.weights', SHT.PROGBITS);
  const scratch = elf.sections.some((s) => s.name === '.npu.scratch')
    ? section('.npu.scratch', SHT.NOBITS)
    : undefined;

  const info = parseInfo(section('.npu.info', SHT.PROGBITS).bytes);
  const target = targetOf(info);
  checkSegments(elf, target);
  const commands = readWords(commandSection);
  if (commandSection.address !== 0 || weights.address < commandSection.size) {
    throw new ObjectError(
      `commands lie at ${hex(commandSection.address)} and weights at ${hex(weights.address)}, expected the commands at 0x0 and the weights after them`,
    );
  }
  const imageEnd = weights.address + weights.size;
  const end = scratch ? scratch.address + scratch.size : imageEnd;
  if ((scratch && scratch.address !== imageEnd) || end > target.offChip.bytes) {
    throw new ObjectError(
      `the program reaches ${hex(end)} of ${target.offChip.kind}, expected constants then scratch, and no more than ${hex(target.offChip.bytes)} on ${target.name}`,
    );
  }
  if (weights.address - commandSection.size >= CONSTANT_ALIGN) {
    throw new ObjectError(
      `weights lie at ${hex(weights.address)}, expected them directly after the commands, which end at ${hex(commandSection.size)}`,
    );
  }
  const checksum = crc32(commandSection.bytes, weights.bytes);
  if (checksum !== info.checksum) {
    throw new ObjectError(
      `the checksum of commands and weights is ${hex(checksum)}, expected ${hex(info.checksum)}; the file is damaged, compile the model again`,
    );
  }
  checkPlaces(info, target, end);

  const image = new Uint8Array(imageEnd);
  image.set(commandSection.bytes, 0);
  image.set(weights.bytes, weights.address);
  const symbolSection = section('.symtab', SHT.SYMTAB);
  const symbols = readSymbols(elf, symbolSection);
  for (const [i, symbol] of symbols.entries()) checkSymbol(elf, symbol, i);
  const constants = symbols
    .filter((s) => s.section === '.npu.weights' && s.type === STT.OBJECT)
    .map((s) => ({
      symbol: s.name,
      address: s.value,
      bytes: image.subarray(s.value, s.value + s.size),
    }));
  return {
    info,
    target,
    commands,
    commandsAddress: 0,
    constants,
    image,
    scratchBytes: end - imageEnd,
    relocations: checkRelocations(section('.rela.npu.commands', SHT.RELA), symbols, commands),
    lines: readLines(section('.npu.lines', SHT.PROGBITS), commandSection.size, info.ops.length),
    symbols,
    sections: elf.sections,
    fileBytes: file.length,
  };
}

function targetOf(info: ObjectInfo): TargetSpec {
  const target = allTargets().find((t) => t.name === info.target);
  if (!target) {
    const names = allTargets().map((t) => t.name);
    throw new ObjectError(
      `the object is for target '${info.target}', expected one of ${names.join(', ')}`,
    );
  }
  if (info.machineVersion !== target.machineVersion) {
    throw new ObjectError(
      `the object is for version ${info.machineVersion} of ${target.name}, this is version ${target.machineVersion}; compile the model again`,
    );
  }
  if (info.sramBytes > target.sram.bytes) {
    throw new ObjectError(
      `the program uses ${info.sramBytes} bytes of SRAM, ${target.name} has ${target.sram.bytes}`,
    );
  }
  return target;
}

/** A segment holds its section's bytes at its section's address. */
function checkSegments(elf: ElfFile, target: TargetSpec): void {
  const sections = elf.sections.filter((s) => s.flags & SHF.ALLOC && s.size > 0);
  if (sections.length !== elf.segments.length) {
    throw new ObjectError(
      `the object has ${elf.segments.length} segments for ${sections.length} loaded sections, expected as many`,
    );
  }
  for (const [i, s] of sections.entries()) {
    const segment = elf.segments[i];
    const fileSize = s.type === SHT.NOBITS ? 0 : s.size;
    if (
      segment.address !== s.address ||
      segment.memorySize !== s.size ||
      segment.fileSize !== fileSize ||
      (fileSize > 0 && segment.offset !== s.offset)
    ) {
      throw new ObjectError(
        `segment ${i} is not section ${s.name}: address ${hex(segment.address)}, size ${segment.memorySize}, expected ${hex(s.address)} and ${s.size}`,
      );
    }
    if (segment.address + segment.memorySize > target.offChip.bytes) {
      throw new ObjectError(
        `segment ${i} ends at ${hex(segment.address + segment.memorySize)}, the ${target.offChip.kind} of ${target.name} at ${hex(target.offChip.bytes)}`,
      );
    }
  }
}

function readWords(section: ReadSection): Uint32Array {
  const { bytes } = section;
  if (bytes.length % 4 !== 0) {
    throw new ObjectError(
      `section ${section.name} has ${bytes.length} bytes, expected whole 32-bit words`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

function checkPlaces(info: ObjectInfo, target: TargetSpec, offChipEnd: number): void {
  const check = (place: TensorPlace, what: string) => {
    const box = placeBox(place);
    const limit = place.space === 'sram' ? info.sramBytes : offChipEnd;
    const memory = place.space === 'sram' ? 'SRAM' : target.offChip.kind;
    if (!isEmpty(box) && boxEnd(box) > limit) {
      throw new ObjectError(
        `.npu.info: ${what} '${place.name}' ends at ${hex(boxEnd(box))}, the program's ${memory} at ${hex(limit)}`,
      );
    }
    const elements = place.shape.reduce((n, d) => n * d, 1);
    if (elements > limit) {
      throw new ObjectError(
        `.npu.info: ${what} '${place.name}' has ${elements} elements, more than its ${memory} holds`,
      );
    }
  };
  for (const place of info.inputs) check(place, 'input');
  for (const place of info.state) check(place, 'state');
  const fixed = [...info.inputs, ...info.state].find((p) => p.space !== 'sram');
  if (fixed) {
    throw new ObjectError(
      `.npu.info: '${fixed.name}' lies in ${target.offChip.kind}, expected inputs and state in SRAM`,
    );
  }
  for (const place of info.outputs) check(place, 'output');
  for (const op of info.ops) if (op.output) check(op.output, 'the output of an op');
  for (const call of info.hostCalls) {
    for (const place of [...call.inputs, ...call.outputs]) check(place, `${call.kernel}'s operand`);
  }
}

function checkSymbol(elf: ElfFile, symbol: ElfSymbol, index: number): void {
  if (!symbol.section) return;
  const section = elf.sections.find((s) => s.name === symbol.section)!;
  const start = section.address;
  if (symbol.value < start || symbol.value + symbol.size > start + section.size) {
    throw new ObjectError(
      `symbol ${index} ('${symbol.name}') lies at ${hex(symbol.value)} … ${hex(symbol.value + symbol.size)}, its section ${section.name} at ${hex(start)} … ${hex(start + section.size)}`,
    );
  }
}

function checkRelocations(
  section: ReadSection,
  symbols: readonly ElfSymbol[],
  commands: Uint32Array,
): ObjectRelocation[] {
  return readRelocations(section).map(({ offset, symbol, type, addend }, i) => {
    if (type !== R_N1_ABS32 || offset % 4 !== 0 || offset / 4 >= commands.length) {
      throw new ObjectError(
        `relocation ${i}: type ${type} at ${hex(offset)}, expected type ${R_N1_ABS32} at a word of the ${4 * commands.length} bytes of commands`,
      );
    }
    if (symbol === 0 || symbol >= symbols.length) {
      throw new ObjectError(
        `relocation ${i} refers to symbol ${symbol}, there are ${symbols.length - 1}`,
      );
    }
    const expected = symbols[symbol].value + addend;
    if (commands[offset / 4] !== expected) {
      throw new ObjectError(
        `relocation ${i}: the word at ${hex(offset)} is ${hex(commands[offset / 4])}, expected ${hex(expected)} ('${symbols[symbol].name}' + ${addend})`,
      );
    }
    return { offset, symbol: symbols[symbol].name, addend };
  });
}

function readLines(section: ReadSection, commandBytes: number, ops: number): LineEntry[] {
  const words = readWords(section);
  if (words.length % 2 !== 0) {
    throw new ObjectError(`.npu.lines has ${words.length} words, expected pairs`);
  }
  let previous = -1;
  return Array.from({ length: words.length / 2 }, (_, i) => {
    const offset = words[2 * i];
    const op = words[2 * i + 1] | 0;
    if (offset <= previous || offset >= commandBytes || offset % 4 !== 0 || op < -1 || op >= ops) {
      throw new ObjectError(
        `.npu.lines: entry ${i} maps command byte ${offset} to op ${op}, expected ascending words below ${commandBytes} and one of ${ops} ops`,
      );
    }
    previous = offset;
    return { offset, op };
  });
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
