// The numeric kernels: these definitions are the meaning of the qnn arithmetic, bit for bit that of
// the TensorFlow Lite Micro reference kernels, and of the nn level's float32.

export * from './binary.js';
export * from './conv2d.js';
export * from './depthwise-conv2d.js';
export * from './fixed-point.js';
export * from './fixed-point-functions.js';
export * from './float-elementwise.js';
export * from './float-mac.js';
export * from './fully-connected.js';
export * from './lane-products.js';
export * from './layout.js';
export * from './output-stage.js';
export * from './pool.js';
export * from './prepare.js';
export * from './quantization.js';
export * from './quantize.js';
export * from './reduce.js';
export * from './shape.js';
export * from './softmax.js';
export * from './unary.js';
export * from './wasm/arena.js';
export * from './wasm/mac.js';
export { fitsLoops, type Mac } from './wasm/pack.js';
