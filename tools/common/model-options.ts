/** Options of the tools that import a model: what is said beside the file. */
import { resolve } from 'node:path';
import type { ModelSettings } from '../../driver/index.js';
import type { ToolIO } from '../tool-io.js';
import { type Arguments, type ToolSpec, UsageError } from './options.js';
import { readBindings } from './tensors.js';

export const DIMENSION_OPTION: ToolSpec['options'] = {
  dim: {
    value: 'NAME=SIZE',
    repeated: true,
    help: 'size of a dimension that the model only names (input.0 for an unnamed one); a first one is 1',
  },
};

export const MODEL_OPTIONS: ToolSpec['options'] = {
  bind: {
    value: 'NAME=FILE',
    repeated: true,
    help: 'array for an input that decides shapes, and so must be known at once',
  },
  ...DIMENSION_OPTION,
};

/** The settings that the options give. Throws UsageError. */
export function modelSettings(args: Arguments, io: ToolIO): ModelSettings {
  const dimensions = new Map(
    args.all('dim').map((text): [string, number] => {
      const at = text.lastIndexOf('=');
      const size = Number(text.slice(at + 1));
      if (at < 1 || !Number.isSafeInteger(size) || size < 0) {
        throw new UsageError(`'--dim=${text}' must be NAME=SIZE`);
      }
      return [text.slice(0, at), size];
    }),
  );
  const file = args.file === '-' ? undefined : resolve(io.cwd, args.file);
  return { dimensions, file };
}

/** The same with the arrays of `--bind`. */
export function boundSettings(args: Arguments, io: ToolIO): ModelSettings {
  const bind = (inputs: readonly string[]) => readBindings(io, inputs, args.all('bind'));
  return { ...modelSettings(args, io), bind };
}
