/**
 * What upstream's dialects say in C++ and printed text depends on: the names that results get.
 * Nobody needs them to read a text; with them it comes out as MLIR's own tool prints it.
 */
import type { Operation, OpHooks } from '../ir/index.js';
import type { IrModule } from './cpp/library.js';
import type { DialectModel } from './ods/model.js';

/** By operation: the name of its one result. */
const RESULT_NAMES: Readonly<Record<string, string>> = {
  'complex.constant': 'cst',
  'memref.alloc': 'alloc',
  'memref.alloca': 'alloca',
  'memref.cast': 'cast',
  'memref.collapse_shape': 'collapse_shape',
  'memref.dim': 'dim',
  'memref.expand_shape': 'expand_shape',
  'memref.extract_aligned_pointer_as_index': 'intptr',
  'memref.memory_space_cast': 'memspacecast',
  'memref.reinterpret_cast': 'reinterpret_cast',
  'memref.reshape': 'reshape',
  'memref.subview': 'subview',
  'memref.transpose': 'transpose',
  'memref.view': 'view',
  'tensor.cast': 'cast',
  'tensor.collapse_shape': 'collapsed',
  'tensor.dim': 'dim',
  'tensor.expand_shape': 'expanded',
  'tensor.extract': 'extracted',
  'tensor.extract_slice': 'extracted_slice',
  'tensor.from_elements': 'from_elements',
  'tensor.gather': 'gather',
  'tensor.generate': 'generated',
  'tensor.insert': 'inserted',
  'tensor.insert_slice': 'inserted_slice',
  'tensor.pack': 'pack',
  'tensor.pad': 'padded',
  'tensor.rank': 'rank',
  'tensor.reshape': 'reshape',
  'tensor.scatter': 'scatter',
  'tensor.splat': 'splat',
  'tensor.unpack': 'unpack',
  'vector.vscale': 'vscale',
};

/** Hooks by name without the dialect. */
export function upstreamHooks(
  { name: dialect, ops }: DialectModel,
  ir: IrModule,
): Readonly<Record<string, OpHooks>> {
  const hooks: Record<string, OpHooks> = {};
  for (const { name, defaultDialect } of ops) {
    if (defaultDialect !== undefined) hooks[name.slice(dialect.length + 1)] = { defaultDialect };
  }
  for (const [op, name] of Object.entries(RESULT_NAMES)) {
    const [of, mnemonic] = op.split('.');
    if (of === dialect) hooks[mnemonic] = { resultNames: () => [name] };
  }
  if (dialect === 'index') {
    const value = (op: Operation) => op.attr('value');
    hooks.constant = {
      resultNames: (op) => {
        const attr = value(op);
        return attr instanceof ir.IntegerAttr ? [`idx${attr.value}`] : [];
      },
    };
    hooks['bool.constant'] = {
      resultNames: (op) => {
        const attr = value(op);
        return attr instanceof ir.IntegerAttr ? [attr.value === 0n ? 'false' : 'true'] : [];
      },
    };
  }
  return hooks;
}
