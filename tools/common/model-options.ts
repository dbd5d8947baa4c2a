/** Options of the tools that import a model: what is said beside the file. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ModelSettings } from '../../driver/index.js';
import type { ToolIO } from '../tool-io.js';
import { readFile } from './files.js';
import { type Arguments, ToolError, type ToolSpec, UsageError } from './options.js';
import { readBindings } from './tensors.js';

const DIMENSION_OPTION: ToolSpec['options'] = {
  dim: {
    value: 'NAME=SIZE',
    repeated: true,
    help: 'size of a dimension that the model only names (input.0 for an unnamed one); a first one is 1',
  },
};

/** What every tool that reads a model takes. */
export const FILE_OPTIONS: ToolSpec['options'] = {
  ...DIMENSION_OPTION,
  'input-shape': {
    value: '[NAME=]AxBx…',
    repeated: true,
    help: 'shape of an input that the model leaves open, e.g. x=1x3x224x224',
  },
  'max-file-size': {
    value: 'BYTES',
    help: 'most bytes of a model when unpacked (default 1 GiB)',
  },
  weights: {
    value: 'FILE',
    help: 'trained numbers of a model in two files, or to be put in place of its own',
  },
};

export const MODEL_OPTIONS: ToolSpec['options'] = {
  bind: {
    value: 'NAME=FILE',
    repeated: true,
    help: 'array for an input that decides shapes, and so must be known at once',
  },
  ...FILE_OPTIONS,
};

const { weights: WEIGHTS, ...OTHERS } = MODEL_OPTIONS;
/** The same for the tools whose own `--weights` says how weights are quantized. */
export const NETWORK_OPTIONS: ToolSpec['options'] = { ...OTHERS, 'model-weights': WEIGHTS };

/** The settings that the options give. Throws UsageError. */
export function modelSettings(
  args: Arguments,
  io: ToolIO,
  weightsOption = 'weights',
): ModelSettings {
  const weights = args.value(weightsOption);
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
  const file = args.file === '-' ? undefined : resolve(io.cwd, modelFile(args, io));
  return {
    dimensions,
    file,
    shapes: inputShapes(args),
    weights: weights === undefined ? undefined : { name: weights, bytes: readFile(io, weights) },
    maxSize: args.integer('max-file-size'),
  };
}

function inputShapes(args: Arguments): Map<string, readonly number[]> {
  return new Map(
    args.all('input-shape').map((text) => {
      const at = text.lastIndexOf('=');
      const sizes = text
        .slice(at + 1)
        .split(/[x,]/)
        .map(Number);
      if (sizes.some((d) => !Number.isInteger(d) || d < 1 || d > 2 ** 31)) {
        throw new UsageError(`'--input-shape=${text}' must be NAME=AxBx…, positive sizes`);
      }
      return [text.slice(0, Math.max(0, at)), sizes];
    }),
  );
}

/** The main file of a folder that is a model. */
const MAIN_FILES = ['saved_model.pb'];

/** The file to read for the one input: in a folder that is a model, its main one. Throws ToolError. */
export function modelFile(args: Arguments, io: ToolIO): string {
  const { file } = args;
  const path = resolve(io.cwd, file);
  if (file === '-' || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return file;
  const found = MAIN_FILES.find((name) => existsSync(join(path, name)));
  if (found) return join(file, found);
  throw new ToolError(
    `the folder '${file}' is no SavedModel: it has no ${MAIN_FILES.join(' or ')}`,
  );
}

/** The same with the arrays of `--bind`. */
export function boundSettings(
  args: Arguments,
  io: ToolIO,
  weightsOption = 'weights',
): ModelSettings {
  const bind = (inputs: readonly string[]) => readBindings(io, inputs, args.all('bind'));
  return { ...modelSettings(args, io, weightsOption), bind };
}
