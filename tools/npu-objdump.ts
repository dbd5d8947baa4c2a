/** `npu-objdump`: what is in an object. */
import { disassemble, readObject } from '../target/index.js';
import { explain } from './common/failures.js';
import { inputName, readInput, writeOutput } from './common/files.js';
import { headersText } from './common/headers.js';
import type { ToolSpec } from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { runTool, type ToolIO } from './tool-io.js';

const TOOL: ToolSpec = {
  name: 'npu-objdump',
  usage: "file.npu [options]     ('-' reads standard input)",
  summary: 'Shows an object: headers and memory map, and the program with the names of its source.',
  options: {
    headers: { help: 'sections, target, inputs, outputs, operators and memory map' },
    disassemble: { help: 'the instructions; without either of the two, both' },
    d: { help: 'the same as --disassemble' },
    o: { value: 'FILE', help: 'write to FILE, whole or not at all' },
  },
};

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  return withArguments(TOOL, argv, io, async (args) => {
    const name = inputName(args.file);
    const bytes = await readInput(io, args.file);
    const code = args.on('disassemble') || args.on('d');
    const headers = args.on('headers');
    try {
      const object = readObject(bytes);
      const parts = [
        ...(headers || !code ? [headersText(object, name)] : []),
        ...(code || !headers ? [`Disassembly:\n\n${disassemble(object)}`] : []),
      ];
      writeOutput(io, args.value('o'), parts.join('\n'));
      return 0;
    } catch (error) {
      const text = await explain(error, name);
      if (text === undefined) throw error;
      io.stderr(text);
      return 1;
    }
  });
}

export const run = () => runTool('npu-objdump', main);
