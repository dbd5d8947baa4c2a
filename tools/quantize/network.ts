/** What the verbs share: the network of a file, and the errors of quantization in words. */
import { createContext } from '../../dialects/index.js';
import { kindOf, levelOf, loadModel } from '../../driver/index.js';
import { canonicalGraph } from '../../driver/quantize/index.js';
import { type Context, type Operation, sourceText, verify } from '../../ir/index.js';
import { DatasetError } from '../../quantization/dataset/index.js';
import { QuantizationError } from '../../quantization/index.js';
import { explain } from '../common/failures.js';
import { inputName, readInput } from '../common/files.js';
import { boundSettings } from '../common/model-options.js';
import { type Arguments, ToolError, UsageError } from '../common/options.js';
import { Sources } from '../common/sources.js';
import type { ToolIO } from '../tool-io.js';

export interface LoadedNetwork {
  readonly context: Context;
  readonly module: Operation;
}

/** Reads a model or IR of the level nn or qnn; undefined: what is wrong was emitted. */
export async function loadNetwork(
  args: Arguments,
  io: ToolIO,
  file: string,
): Promise<LoadedNetwork | undefined> {
  const name = inputName(file);
  const bytes = await readInput(io, file);
  const context = await createContext();
  const sources = new Sources(name);
  const isText = kindOf(bytes) === 'mlir';
  if (isText) sources.add(name, sourceText(bytes));
  context.onDiagnostic((d) => io.stderr(sources.render(d)));
  try {
    const module = await loadModel(context, bytes, name, boundSettings(args, io, 'model-weights'));
    if (isText && !verify(context, module)) return undefined;
    const level = levelOf(module);
    if (level !== 'nn' && level !== 'qnn') {
      throw new ToolError(`'${file}' is of the level ${level}, expected a network (nn or qnn)`);
    }
    return { context, module };
  } catch (error) {
    if (error instanceof ToolError || error instanceof UsageError) throw error;
    const text = await explain(error, name, sources);
    if (text === undefined) throw error;
    io.stderr(text);
    return undefined;
  }
}

/** A float network in its canonical form; undefined: what is wrong was emitted. */
export async function loadFloatNetwork(
  args: Arguments,
  io: ToolIO,
  file: string,
): Promise<LoadedNetwork | undefined> {
  const network = await loadNetwork(args, io, file);
  if (!network) return undefined;
  if (levelOf(network.module) === 'qnn') {
    throw new ToolError(`'${file}' is quantized already: give the float network`);
  }
  return (await canonicalGraph(network.context, network.module)) ? network : undefined;
}

/** Errors of tables, plans and data sets as a tool tells them. */
export async function inWords<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof QuantizationError || error instanceof DatasetError) {
      throw new ToolError(error.message);
    }
    throw error;
  }
}
