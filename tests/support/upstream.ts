/** Specs of MLIR's own dialects, where they are installed. */
import { existsSync } from 'node:fs';

export const UPSTREAM_INCLUDE = '/usr/lib/llvm-19/include';

export const hasUpstream = existsSync(`${UPSTREAM_INCLUDE}/mlir/IR/OpBase.td`);

/** The file of a dialect's operations, by the dialect's name. */
export const UPSTREAM_SPECS: Readonly<Record<string, string>> = {
  affine: 'Affine/IR/AffineOps.td',
  arith: 'Arith/IR/ArithOps.td',
  async: 'Async/IR/AsyncOps.td',
  bufferization: 'Bufferization/IR/BufferizationOps.td',
  cf: 'ControlFlow/IR/ControlFlowOps.td',
  complex: 'Complex/IR/ComplexOps.td',
  emitc: 'EmitC/IR/EmitC.td',
  func: 'Func/IR/FuncOps.td',
  gpu: 'GPU/IR/GPUOps.td',
  index: 'Index/IR/IndexOps.td',
  linalg: 'Linalg/IR/LinalgOps.td',
  llvm: 'LLVMIR/LLVMOps.td',
  math: 'Math/IR/MathOps.td',
  memref: 'MemRef/IR/MemRefOps.td',
  nvvm: 'LLVMIR/NVVMOps.td',
  pdl: 'PDL/IR/PDLOps.td',
  scf: 'SCF/IR/SCFOps.td',
  shape: 'Shape/IR/ShapeOps.td',
  sparse_tensor: 'SparseTensor/IR/SparseTensorOps.td',
  spirv: 'SPIRV/IR/SPIRVOps.td',
  tensor: 'Tensor/IR/TensorOps.td',
  tosa: 'Tosa/IR/TosaOps.td',
  transform: 'Transform/IR/TransformOps.td',
  vector: 'Vector/IR/VectorOps.td',
};

/** Options of npu-opt that load a dialect from its upstream spec. */
export function upstreamOptions(dialects: readonly string[]): string[] {
  return [...dialects.map((d) => `--dialect-td=${upstreamSpec(d)}`), `-I=${UPSTREAM_INCLUDE}`];
}

export function upstreamSpec(dialect: string): string {
  return `${UPSTREAM_INCLUDE}/mlir/Dialect/${UPSTREAM_SPECS[dialect]}`;
}
