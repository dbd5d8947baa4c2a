/** Loads an object file. Whatever the bytes are: an object whose every part is checked, or ObjectError. */
import { boxEnd, isEmpty } from './boxes.js';
import { type ElfSymbol, ObjectError, R_N1_ABS32, SHF, SHT, STT } from './elf.js';
import {
  type ElfFile,
  type ReadSection,
  readElf,
  readRelocations,
  readSymbols,
} from './elf-reader.js';
import { crc32, type ObjectInfo, parseInfo, placeBox } from './info.js';
import {
  CONSTANT_ALIGN,
  type LineEntry,
  type ObjectFile,
  type ObjectRelocation,
} from './object.js';
import type { TensorPlace } from './program.js';
import { allTargets, type TargetSpec } from './target.js';

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
